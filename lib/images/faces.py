"""Type on images: the faces that the pages have, text that they can draw, lines that fit.

Pillow reads the pages' own WOFF2 files, so there is one copy of each face.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

FOLDER = Path(__file__).resolve().parents[2] / "pages" / "static"
FILES = {"sans": "inter.woff2", "serif": "source-serif-4.woff2"}
LONGEST = 400
"""Letters of a text that are looked at: shaping a line costs by the letter."""
LEADING = 1.2
DOTS = "…"
NOBODYS = "\ufffe"
"""A character that no face has: what is drawn for it is what is drawn for all that are lacking."""
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
MARKS = ("Mn", "Mc", "Me")

Name = Literal["sans", "serif"]


class Fitted(NamedTuple):
    """A text as lines that fit, the face that they fit in, and whether all of it is there."""

    face: FreeTypeFont
    lines: list[str]
    is_whole: bool = True


@lru_cache(maxsize=64)
def face(name: Name, weight: int, size: int) -> FreeTypeFont:
    """A face in a weight and a size in pixels. Not to be used by two threads at once."""
    found = ImageFont.truetype(FOLDER / FILES[name], size)
    found.set_variation_by_axes([weight])
    return found


def plain(text: str) -> str:
    """Text on one line, as far as the faces can draw it.

    A letter with a mark that they lack loses the mark; other characters that they lack become one box a run.
    """
    one_line = " ".join(unicodedata.normalize("NFC", text[:LONGEST]).split())
    seen = "".join(_drawable(char) for char in one_line if unicodedata.category(char) not in HIDDEN)
    return re.sub(f"{NOBODYS}+", NOBODYS, seen)


@lru_cache(maxsize=4096)
def _drawable(char: str) -> str:
    if not _is_lacking(char):
        return char
    if unicodedata.category(char) in MARKS:
        return ""
    bare = unicodedata.normalize("NFKD", char)[:1]
    return bare if bare.isascii() and bare.isprintable() else NOBODYS


def _is_lacking(char: str) -> bool:
    looked_in = face("sans", 400, 16)
    return not char.isspace() and bytes(looked_in.getmask(char)) == bytes(looked_in.getmask(NOBODYS))


def fitted(
    text: str, name: Name, weight: int, *, sizes: Sequence[int], width: int, most: int, tall: int | None = None
) -> Fitted:
    """A text in the first of some sizes in which it has at most so many lines of a width and stays below a height.

    In the last of the sizes what is too long is cut, and dots say so. `tall` is in pixels; lines stand LEADING apart.
    """
    said = plain(text)
    for size in sizes:
        used, room = face(name, weight, size), most if tall is None else max(1, min(most, int(tall / (size * LEADING))))
        lines = list(wrapped(said, used, width))
        if len(lines) <= room:
            return Fitted(used, lines)
    return Fitted(used, [*lines[: room - 1], cut(f"{lines[room - 1]} {lines[room]}", used, width)], is_whole=False)


def wrapped(text: str, used: FreeTypeFont, width: int) -> Iterator[str]:
    """The lines of a text that has been made `plain`. A word that is wider than a line is broken."""
    line = ""
    for word in (part for whole in text.split() for part in _parts(whole, used, width)):
        longer = f"{line} {word}".strip()
        if line and used.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _parts(word: str, used: FreeTypeFont, width: int) -> Iterator[str]:
    while used.getlength(word) > width and len(word) > 1:
        end = max(1, _fitting(word, used, width))
        yield word[:end]
        word = word[end:]
    yield word


def cut(text: str, used: FreeTypeFont, width: int) -> str:
    """A text on one line of a width; what is too long ends in dots."""
    said = plain(text)
    if used.getlength(said) <= width:
        return said
    end = _fitting(said, used, width, DOTS)
    return said[:end].rstrip(" ,.;:·") + DOTS


def _fitting(text: str, used: FreeTypeFont, width: float, ending: str = "") -> int:
    """How many letters of a text, fewer than all, fit before an ending. By halving: measuring costs by the letter."""
    return bisect_right(range(1, len(text)), width, key=lambda n: used.getlength(text[:n].rstrip() + ending))
