"""A view's image as a PNG, drawn from its content: ink on paper, and the colours of the tiers at the edge."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from lib.design import logo
from lib.design.fonts import LEADING, Fitted, cut, face, fitted, plain
from lib.design.theme import GRID, INK, PAGE, QUIET
from lib.views.preview.image.content import ImageContent, Row, Sign

WIDTH, HEIGHT = 1200, 630
TEXT_LEFT, TEXT_RIGHT, TEXT_TOP, TEXT_BOTTOM = 84, WIDTH - 64, 44, HEIGHT - 44
TEXT_WIDTH = TEXT_RIGHT - TEXT_LEFT
EDGE_WIDTH = 20
FINDING_SIZES = (68, 62, 56, 50, 44, 40)
CODE_SIZES = (116, 96, 80, 64, 52)
"""All sizes are in pixels."""

COLOURS = 256
"""Text in a few inks needs no more, and the file is a third of one in full colour."""
Pen = ImageDraw.ImageDraw


def png(picture: ImageContent) -> bytes:
    """A PNG of WIDTH by HEIGHT pixels. Texts that are too long are cut.

    Not for two threads at once, since `lib.design.fonts.face` is not.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAGE[0])
    pen = ImageDraw.Draw(image)
    _draw_border(pen, picture.edges)
    _draw_head(image, pen, picture.page)
    if picture.name:
        _draw_cert(image, pen, picture)
    else:
        _draw_view(pen, picture)
    file = BytesIO()
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_border(pen: Pen, edges: Sequence[str]) -> None:
    """Draw the left border: the colours one below the other, each as high as the others."""
    for position, colour in enumerate(edges):
        top, bottom = (HEIGHT * end // len(edges) for end in (position, position + 1))
        pen.rectangle((0, top, EDGE_WIDTH - 1, bottom - 1), colour)


def _draw_head(image: Image.Image, pen: Pen, page: str) -> None:
    """Draw the logo and the name of the product, with the name of the page at the right."""
    mark = logo.image(48)
    image.paste(mark, (TEXT_LEFT, TEXT_TOP), mark)
    pen.text((TEXT_LEFT + 64, TEXT_TOP + 24), "Certwise", INK.light, face("serif", 600, 38), "lm")
    pen.text(
        (TEXT_RIGHT, TEXT_TOP + 24), cut(page, face("sans", 400, 26), 700), QUIET.light, face("sans", 400, 26), "rm"
    )


def _draw_view(pen: Pen, picture: ImageContent) -> None:
    """Draw the question and the finding, and the rows at the bottom."""
    top, small = TEXT_TOP + 92, face("sans", 400, 30)
    pen.text((TEXT_LEFT, top), cut(picture.small, small, TEXT_WIDTH), QUIET.light, small)
    number, height, finding = _layout(picture, top + 52)
    leading = int(finding.face.size * LEADING)
    for position, line in enumerate(finding.lines):
        pen.text((TEXT_LEFT, top + 52 + leading * position), line, INK.light, finding.face)
    if number:
        rows_top = TEXT_BOTTOM - height * number
        pen.line((TEXT_LEFT, rows_top - 12, TEXT_RIGHT, rows_top - 12), GRID.light, 2)
        _draw_rows(pen, picture.rows[:number], rows_top, height)


def _layout(picture: ImageContent, top: int) -> tuple[int, int, Fitted]:
    """The number of rows, the height of each, and the finding.

    Rows get lower, and in the end fewer, until the whole finding fits in a size that goes with them.
    """
    total = len(picture.rows)
    for number, height, smallest in ((total, 68, 62), (total, 56, 50), (total, 46, 40), (min(total, 2), 46, 40)):
        room = TEXT_BOTTOM - height * number - 36 - top
        sizes = [size for size in FINDING_SIZES if size >= smallest]
        finding = fitted(picture.large, "serif", 500, sizes=sizes, width=TEXT_WIDTH, max_lines=6, max_height=room)
        if finding.is_whole:
            break
    return number, height, finding


def _draw_rows(pen: Pen, rows: Sequence[Row], top: int, height: int) -> None:
    """Draw rows of a height one below the other: the edge, the head in bold, the words, and the words at the right."""
    size = 27 + (height - 46) // 4
    bold, regular = face("sans", 650, size), face("sans", 400, size)
    inset = 26 if any(row.edge for row in rows) else 0
    widest_head = max(bold.getlength(plain(row.head)) for row in rows)
    head_width = int(min(widest_head, TEXT_WIDTH * 0.64)) + (24 if widest_head else 0)
    for position, row in enumerate(rows):
        middle, start = top + height * position + height // 2, TEXT_LEFT + inset
        if row.edge:
            pen.rectangle((TEXT_LEFT, middle - size // 2, TEXT_LEFT + 9, middle + size // 2), row.edge)
        right = cut(row.right, regular, TEXT_WIDTH // 2)
        pen.text((TEXT_RIGHT, middle), right, INK.light, regular, "rm")
        pen.text((start, middle), cut(row.head, bold, head_width), INK.light, bold, "lm")
        room = int(TEXT_RIGHT - regular.getlength(right) - (24 if right else 0) - start - head_width)
        pen.text((start + head_width, middle), cut(row.words, regular, room), QUIET.light, regular, "lm")


def _draw_cert(image: Image.Image, pen: Pen, picture: ImageContent) -> None:
    """Draw a certification: vendor, code, name, the signs of price, status and tier, and the finding."""
    top, small = TEXT_TOP + 88, face("sans", 400, 30)
    pen.text((TEXT_LEFT, top), cut(picture.small, small, TEXT_WIDTH), QUIET.light, small)
    code = fitted(picture.large, "sans", 700, sizes=CODE_SIZES, width=TEXT_WIDTH, max_lines=1)
    pen.text((TEXT_LEFT - 4, top + 112), code.lines[0] if code.lines else "", INK.light, code.face, "lm")
    name = fitted(picture.name, "serif", 500, sizes=(44, 40, 36), width=TEXT_WIDTH, max_lines=2)
    for position, line in enumerate(name.lines):
        pen.text((TEXT_LEFT, top + 178 + 50 * position), line, INK.light, name.face)
    _draw_signs(image, pen, picture.signs, top + 326)
    below = fitted(picture.below, "sans", 400, sizes=(29, 26), width=TEXT_WIDTH, max_lines=2)
    pen.line((TEXT_LEFT, TEXT_BOTTOM - 84, TEXT_RIGHT, TEXT_BOTTOM - 84), GRID.light, 2)
    for position, line in enumerate(below.lines):
        pen.text((TEXT_LEFT, TEXT_BOTTOM - 66 + 36 * position), line, QUIET.light, below.face)


def _draw_signs(image: Image.Image, pen: Pen, signs: Sequence[Sign], middle: int) -> None:
    """Draw signs in one line, each after its mark; signs without room are left out."""
    start = TEXT_LEFT
    for sign, font in zip(signs, _sign_fonts(signs), strict=True):
        words = cut(sign.words, font, TEXT_WIDTH)
        width = int(font.getlength(words)) + (34 if sign.colour else 0)
        if start + width > TEXT_RIGHT:
            return
        if sign.colour:
            _draw_mark(image, sign, (start, middle - 11))
        pen.text((start + width, middle), words, INK.light, font, "rm")
        start += width + 52


def _sign_fonts(signs: Sequence[Sign]) -> Iterator[FreeTypeFont]:
    """The font of each sign: large and bold for the price, which has no mark."""
    return (face("sans", 650, 44) if not sign.colour else face("sans", 400, 32) for sign in signs)


def _draw_mark(image: Image.Image, sign: Sign, at: tuple[int, int]) -> None:
    """Draw a disc or a square of 22 pixels, from one four times as large so that its edge is smooth."""
    fine = Image.new("L", (88, 88))
    ImageDraw.Draw(fine).rounded_rectangle((0, 0, 87, 87), 44 if sign.is_round else 12, 255)
    image.paste(sign.colour, (*at, at[0] + 22, at[1] + 22), fine.resize((22, 22), Image.Resampling.LANCZOS))
