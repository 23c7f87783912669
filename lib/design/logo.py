"""The logo: four steps, one for each tier, on ink. The SVG and the PNG are drawn from the same numbers."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from lib.design.theme import INK, TIER

GRID = 32
"""The side of the logo in units. At 16 px and at 32 px every edge of a step is on the edge of a pixel."""
CORNER = 7
"""The radius of a corner, in units."""
OVERSAMPLING = 4
Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in units."""


def steps() -> Iterator[tuple[Rectangle, str]]:
    """The steps from left to right, with their colours."""
    for number, swatch in enumerate(TIER.values()):
        x, height = 4 + 6 * number, 6 * (number + 1)
        yield (x, 28 - height, x + 6, 28), swatch.dark


@lru_cache(maxsize=1)
def svg() -> str:
    """The logo as an SVG document."""
    bars = "".join(f'<path fill="{colour}" d="M{x0} {y0}H{x1}V{y1}H{x0}z"/>' for (x0, y0, x1, y1), colour in steps())
    ground = f'<rect width="{GRID}" height="{GRID}" rx="{CORNER}" fill="{INK.light}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">{ground}{bars}</svg>'


@lru_cache(maxsize=8)
def image(size: int, *, square: bool = False) -> Image.Image:
    """The logo as an image of `size` by `size` px. `square` fills the corners, for systems that cut their own shape."""
    side = size * OVERSAMPLING
    large = Image.new("RGBA", (side, side))
    pen, unit = ImageDraw.Draw(large), side / GRID
    pen.rounded_rectangle((0, 0, side - 1, side - 1), 0 if square else CORNER * unit, INK.light)
    shrink = 0.8 if square else 1.0  # such a system may cut off the outer tenth
    for rectangle, colour in steps():
        x0, y0, x1, y1 = (((end - GRID / 2) * shrink + GRID / 2) * unit for end in rectangle)
        pen.rectangle((x0, y0, x1 - 1, y1 - 1), colour)
    return large.resize((size, size), Image.Resampling.LANCZOS)


def png(size: int, *, square: bool = False) -> bytes:
    """The logo as a PNG of `size` by `size` px; see `image`."""
    file = BytesIO()
    image(size, square=square).save(file, "PNG", optimize=True)
    return file.getvalue()


def ico() -> bytes:
    """The logo as an ICO in the sizes that browsers ask for."""
    file = BytesIO()
    image(48).save(file, "ICO", sizes=[(16, 16), (32, 32), (48, 48)], append_images=[image(16), image(32)])
    return file.getvalue()
