"""Streamlit's icon font, cut down to the icons that are named anywhere: `make icons`, after an update of Streamlit.

The whole of it is 375 kB, a third of a second of a slow link before the first chart; what is named of it is 14 kB.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lib.images import faces
from lib.places import ROOT

STREAMLIT = Path(str(files("streamlit")))
FRONTEND = STREAMLIT / "static" / "static"
FILE = faces.FOLDER / "icons.woff2"
NAMED = re.compile(r":material/([a-z0-9_]+):")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ "  # an icon is the ligature of its name


@cache
def named() -> frozenset[str]:
    """Every icon that the installed Streamlit names, in its frontend or for it, and every one that we do."""
    folders = {FRONTEND / "js": "*.js", STREAMLIT: "*.py", ROOT / "lib": "*.py", ROOT / "pages": "*.py"}
    sources = (one for folder, names in folders.items() for one in folder.rglob(names))
    return frozenset(name for one in sources for name in NAMED.findall(one.read_text(encoding="utf-8")))


def whole() -> TTFont:
    """The icon font of the installed Streamlit."""
    (path,) = (FRONTEND / "media").glob("MaterialSymbols-Rounded.*.woff2")
    return TTFont(path, recalcTimestamp=False)  # so that what is cut from it is the same bytes each time


def drawn(font: TTFont) -> dict[str, str]:
    """The icons that a font draws: the glyph of each name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters[one] for one in (first, *icon.Component)): icon.LigGlyph for first, icon in _ligatures(font)
    }


def _ligatures(font: TTFont) -> Iterator[tuple[str, Any]]:
    tables = (table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable)
    for table in (getattr(table, "ExtSubTable", table) for table in tables):
        for first, icons in getattr(table, "ligatures", {}).items():
            yield from ((first, icon) for icon in icons)


def cut() -> TTFont:
    """The font with the named icons alone. (One that the whole font lacks is shown as its name by that one too.)"""
    font = whole()
    glyphs = [glyph for name, glyph in drawn(font).items() if name in named()]
    cutter = Subsetter(Options(layout_closure=False, layout_features=["*"]))  # the closure of all letters is all icons
    cutter.populate(glyphs=glyphs, text=LETTERS)
    cutter.subset(font)
    font.flavor = "woff2"
    return font


if __name__ == "__main__":
    cut().save(FILE)
