"""Images that stand for a view where its link is shown, and the mark of the product. Drawn by Pillow, no browser."""

from lib.images.content import picture
from lib.images.draw import HEIGHT, WIDTH, drawn

__all__ = ["HEIGHT", "WIDTH", "drawn", "picture"]
