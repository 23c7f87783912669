"""Images of views for link previews, drawn by Pillow without a browser."""

from lib.views.preview.image.content import picture
from lib.views.preview.image.draw import HEIGHT, WIDTH, png

__all__ = ["HEIGHT", "WIDTH", "picture", "png"]
