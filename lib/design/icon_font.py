"""Streamlit's icon font, reduced to the icons in use: run `make icons` after an update of Streamlit.

The full font is 375 kB, which takes a third of a second of a slow link before the first chart; the subset is 14 kB.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lib.design import fonts
from lib.tables.storage import ROOT

STREAMLIT = Path(str(files("streamlit")))
FRONTEND = STREAMLIT / "static" / "static"
FILE = fonts.FOLDER / "icons.woff2"
ICON = re.compile(r":material/([a-z0-9_]+):")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ "  # an icon is a ligature of the letters of its name


@cache
def used_names() -> frozenset[str]:
    """The names of all icons in the code of the installed Streamlit, its frontend included, and in ours."""
    folders = {FRONTEND / "js": "*.js", STREAMLIT: "*.py", ROOT / "lib": "*.py", ROOT / "pages": "*.py"}
    sources = (path for folder, pattern in folders.items() for path in folder.rglob(pattern))
    return frozenset(name for path in sources for name in ICON.findall(path.read_text(encoding="utf-8")))


def full_font() -> TTFont:
    """The icon font of the installed Streamlit."""
    (path,) = (FRONTEND / "media").glob("MaterialSymbols-Rounded.*.woff2")
    return TTFont(path, recalcTimestamp=False)  # so that the subset has the same bytes each time


def glyphs(font: TTFont) -> dict[str, str]:
    """The icons of a font: the glyph of each name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters[glyph] for glyph in (first, *icon.Component)): icon.LigGlyph for first, icon in _ligatures(font)
    }


def _ligatures(font: TTFont) -> Iterator[tuple[str, Any]]:
    """Each ligature of a font, with the glyph of its first letter."""
    tables = (table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable)
    for table in (getattr(table, "ExtSubTable", table) for table in tables):
        for first, icons in getattr(table, "ligatures", {}).items():
            yield from ((first, icon) for icon in icons)


def subset_font() -> TTFont:
    """The font with the icons in use alone. A name that the full font lacks is displayed as text by both."""
    font = full_font()
    used = [glyph for name, glyph in glyphs(font).items() if name in used_names()]
    # Without a closure: the closure of all letters would be all icons.
    subsetter = Subsetter(Options(layout_closure=False, layout_features=["*"]))
    subsetter.populate(glyphs=used, text=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


if __name__ == "__main__":
    subset_font().save(FILE)
