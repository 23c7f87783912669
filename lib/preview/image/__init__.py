"""Images of views for link previews, drawn by Pillow without a browser."""

from lib.preview.image.content import picture
from lib.preview.image.draw import HEIGHT, WIDTH, png

__all__ = ["HEIGHT", "WIDTH", "picture", "png"]
