"""The mark of the product: four steps, one for each tier, on ink. The same numbers as SVG and as PNG."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from lib.theme import INK, TIER

GRID = 32
"""The mark is drawn on a square of this many units; every edge of a step falls on a pixel at 16 and at 32."""
ROUND = 7
FINER = 4
Box = tuple[float, float, float, float]


def steps() -> Iterator[tuple[Box, str]]:
    """The steps from left to right: left, top, right, bottom in units, and the colour."""
    for place, swatch in enumerate(TIER.values()):
        left, height = 4 + 6 * place, 6 * (place + 1)
        yield (left, 28 - height, left + 6, 28), swatch.dark


@lru_cache(maxsize=1)
def svg() -> str:
    """The mark as an SVG document."""
    bars = "".join(
        f'<path fill="{colour}" d="M{left} {top}H{right}V{bottom}H{left}z"/>'
        for (left, top, right, bottom), colour in steps()
    )
    ground = f'<rect width="{GRID}" height="{GRID}" rx="{ROUND}" fill="{INK.light}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">{ground}{bars}</svg>'


@lru_cache(maxsize=8)
def drawn(size: int, *, square: bool = False) -> Image.Image:
    """The mark, so many pixels wide. `square` fills the corners, for systems that cut a shape of their own."""
    fine = Image.new("RGBA", (size * FINER, size * FINER))
    pen, unit = ImageDraw.Draw(fine), size * FINER / GRID
    pen.rounded_rectangle((0, 0, size * FINER - 1, size * FINER - 1), 0 if square else ROUND * unit, INK.light)
    shrink = 0.8 if square else 1.0  # what lies in the outer tenth may be cut off
    for box, colour in steps():
        left, top, right, bottom = (((end - GRID / 2) * shrink + GRID / 2) * unit for end in box)
        pen.rectangle((left, top, right - 1, bottom - 1), colour)
    return fine.resize((size, size), Image.Resampling.LANCZOS)


def png(size: int, *, square: bool = False) -> bytes:
    """The mark as a PNG."""
    return _file(drawn(size, square=square), "PNG")


def ico() -> bytes:
    """The mark as an ICO with the sizes that browsers ask for."""
    file = BytesIO()
    drawn(48).save(file, "ICO", sizes=[(16, 16), (32, 32), (48, 48)], append_images=[drawn(16), drawn(32)])
    return file.getvalue()


def _file(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind, optimize=True)
    return file.getvalue()
