"""An image drawn from what it says: paper, ink, one accent, the tier's colour at the edge."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from lib.images import mark
from lib.images.content import Picture, Row, Sign
from lib.images.faces import LEADING, Fitted, cut, face, fitted, plain
from lib.theme import GRID, INK, PAGE, QUIET

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, TOP, BOTTOM = 84, WIDTH - 64, 44, HEIGHT - 44
ACROSS = RIGHT - LEFT
EDGE = 20
SIZES = (68, 62, 56, 50, 44, 40)
CODE_SIZES = (116, 96, 80, 64, 52)
COLOURS = 256
"""Text on paper in a few inks needs no more, and the file is a third of one in full colour."""
Pen = ImageDraw.ImageDraw


def drawn(picture: Picture) -> bytes:
    """A PNG of WIDTH by HEIGHT. Right for any text: what is too long is cut. Not to be run twice at once."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAGE[0])
    pen = ImageDraw.Draw(image)
    _border(pen, picture.edges)
    _head(image, pen, picture.page)
    if picture.name:
        _cert(image, pen, picture)
    else:
        _sheet(pen, picture)
    file = BytesIO()
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _border(pen: Pen, edges: Sequence[str]) -> None:
    for place, colour in enumerate(edges):
        top, bottom = (HEIGHT * end // len(edges) for end in (place, place + 1))
        pen.rectangle((0, top, EDGE - 1, bottom - 1), colour)


def _head(image: Image.Image, pen: Pen, page: str) -> None:
    """The mark and the name of the product, the name of the page at the right."""
    sign = mark.drawn(48)
    image.paste(sign, (LEFT, TOP), sign)
    pen.text((LEFT + 64, TOP + 24), "Certwise", INK.light, face("serif", 600, 38), "lm")
    pen.text((RIGHT, TOP + 24), cut(page, face("sans", 400, 26), 700), QUIET.light, face("sans", 400, 26), "rm")


def _sheet(pen: Pen, picture: Picture) -> None:
    """Question, finding, rows; the rows stand at the bottom."""
    top, small = TOP + 92, face("sans", 400, 30)
    pen.text((LEFT, top), cut(picture.small, small, ACROSS), QUIET.light, small)
    number, height, finding = _layout(picture, top + 52)
    leading = int(finding.face.size * LEADING)
    for place, line in enumerate(finding.lines):
        pen.text((LEFT, top + 52 + leading * place), line, INK.light, finding.face)
    if number:
        rows_top = BOTTOM - height * number
        pen.line((LEFT, rows_top - 12, RIGHT, rows_top - 12), GRID.light, 2)
        _rows(pen, picture.rows[:number], rows_top, height)


def _layout(picture: Picture, top: int) -> tuple[int, int, Fitted]:
    """How many rows, how high each, and the finding: rows get smaller and then fewer until the whole finding fits."""
    every = len(picture.rows)
    for number, height, smallest in ((every, 68, 62), (every, 56, 50), (every, 46, 40), (min(every, 2), 46, 40)):
        room = BOTTOM - height * number - 36 - top
        sizes = [size for size in SIZES if size >= smallest]
        finding = fitted(picture.large, "serif", 500, sizes=sizes, width=ACROSS, most=6, tall=room)
        if finding.is_whole:
            break
    return number, height, finding


def _rows(pen: Pen, rows: Sequence[Row], top: int, height: int) -> None:
    size = 27 + (height - 46) // 4
    bold, usual = face("sans", 650, size), face("sans", 400, size)
    inset = 26 if any(row.edge for row in rows) else 0
    heads = max(bold.getlength(plain(row.head)) for row in rows)
    column = int(min(heads, ACROSS * 0.64)) + (24 if heads else 0)
    for place, row in enumerate(rows):
        middle, start = top + height * place + height // 2, LEFT + inset
        if row.edge:
            pen.rectangle((LEFT, middle - size // 2, LEFT + 9, middle + size // 2), row.edge)
        right = cut(row.right, usual, ACROSS // 2)
        pen.text((RIGHT, middle), right, INK.light, usual, "rm")
        pen.text((start, middle), cut(row.head, bold, column), INK.light, bold, "lm")
        room = int(RIGHT - usual.getlength(right) - (24 if right else 0) - start - column)
        pen.text((start + column, middle), cut(row.words, usual, room), QUIET.light, usual, "lm")


def _cert(image: Image.Image, pen: Pen, picture: Picture) -> None:
    """Vendor, code, name, price with status and tier, and what it comes to."""
    top, small = TOP + 88, face("sans", 400, 30)
    pen.text((LEFT, top), cut(picture.small, small, ACROSS), QUIET.light, small)
    code = fitted(picture.large, "sans", 700, sizes=CODE_SIZES, width=ACROSS, most=1)
    pen.text((LEFT - 4, top + 112), code.lines[0] if code.lines else "", INK.light, code.face, "lm")
    name = fitted(picture.name, "serif", 500, sizes=(44, 40, 36), width=ACROSS, most=2)
    for place, line in enumerate(name.lines):
        pen.text((LEFT, top + 178 + 50 * place), line, INK.light, name.face)
    _signs(image, pen, picture.signs, top + 326)
    below = fitted(picture.below, "sans", 400, sizes=(29, 26), width=ACROSS, most=2)
    pen.line((LEFT, BOTTOM - 84, RIGHT, BOTTOM - 84), GRID.light, 2)
    for place, line in enumerate(below.lines):
        pen.text((LEFT, BOTTOM - 66 + 36 * place), line, QUIET.light, below.face)


def _signs(image: Image.Image, pen: Pen, signs: Sequence[Sign], middle: int) -> None:
    """Words in one line with their marks before them; what has no room is left out."""
    start = LEFT
    for sign, used in zip(signs, _sizes(signs), strict=True):
        words = cut(sign.words, used, RIGHT - LEFT)
        wide = int(used.getlength(words)) + (34 if sign.colour else 0)
        if start + wide > RIGHT:
            return
        if sign.colour:
            _shape(image, sign, (start, middle - 11))
        pen.text((start + wide, middle), words, INK.light, used, "rm")
        start += wide + 52


def _sizes(signs: Sequence[Sign]) -> Iterator[FreeTypeFont]:
    """The price, which has no mark, stands out."""
    return (face("sans", 650, 44) if not sign.colour else face("sans", 400, 32) for sign in signs)


def _shape(image: Image.Image, sign: Sign, at: tuple[int, int]) -> None:
    """A disc or a square of 22 pixels, drawn finer and made smaller so that its edge is smooth."""
    fine = Image.new("L", (88, 88))
    ImageDraw.Draw(fine).rounded_rectangle((0, 0, 87, 87), 44 if sign.is_round else 12, 255)
    image.paste(sign.colour, (*at, at[0] + 22, at[1] + 22), fine.resize((22, 22), Image.Resampling.LANCZOS))
