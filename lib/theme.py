"""Colours with a meaning, in light and dark, and how they reach charts, HTML and Streamlit's theme.

Streamlit replaces the colours "#000001" to "#000030" of a figure by the theme's chart colours in the browser, so a
figure that is built with a swatch's `slot` follows a switch between light and dark without a rerun.
`.streamlit/config.toml` lists the same colours; a test keeps the two equal.
"""

from typing import NamedTuple


class Swatch(NamedTuple):
    """One colour with one meaning: its value in each theme and its place in Streamlit's chart palettes (1 to 30)."""

    light: str
    dark: str
    place: int

    @property
    def slot(self) -> str:
        """The placeholder that Streamlit's frontend replaces by the theme's colour."""
        return f"#{self.place:06d}"


PAGE = ("#FFFFFF", "#11151C")
PANEL = ("#F6F4EF", "#1A202B")

TIER = {
    "Entry / Literacy": Swatch("#3BA58B", "#B7F5D8", 1),
    "Associate Engineer": Swatch("#2B7BBA", "#4FA8F0", 2),
    "Professional / Specialty": Swatch("#4A3FA0", "#7D6BF0", 3),
    "Specialty / GenAI": Swatch("#A3246E", "#FF7DB0", 4),
}
STATUS = {
    "active": Swatch("#1E7F5C", "#5FD5A6", 21),
    "beta": Swatch("#2A5BD7", "#8FB0FF", 22),
    "ending": Swatch("#B45309", "#F5A94B", 23),
    "retired": Swatch("#7A8090", "#7F8696", 24),
}
INK = Swatch("#1B1F2A", "#E8EAF0", 25)
QUIET = Swatch("#5A6172", "#A4ABBB", 26)
ACCENT = Swatch("#2A5BD7", "#8FB0FF", 27)
GRID = Swatch("#E4E1DA", "#2C3442", 28)


def swatches() -> dict[int, Swatch]:
    """Every swatch by its place in the chart palettes."""
    every = [*TIER.values(), *STATUS.values(), INK, QUIET, ACCENT, GRID]
    return {swatch.place: swatch for swatch in every}


def css_name(meaning: str, word: str) -> str:
    """The custom property of a colour, e.g. `--tier-entry-literacy`."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in word.lower()).split())
    return f"--{meaning}-{plain}"


def custom_properties() -> str:
    """CSS custom properties for our HTML. `light-dark()` follows the colour scheme of the page, Streamlit's too."""
    named = {css_name("tier", k): v for k, v in TIER.items()} | {css_name("status", k): v for k, v in STATUS.items()}
    named |= {"--ink": INK, "--quiet": QUIET, "--accent": ACCENT, "--grid": GRID}
    pairs = {name: (swatch.light, swatch.dark) for name, swatch in named.items()} | {"--page": PAGE, "--panel": PANEL}
    return "".join(f"{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())
