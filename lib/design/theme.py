"""Colours with a meaning, in light and dark, and how they reach charts, HTML and Streamlit's theme.

In the browser Streamlit replaces the colours "#000001" to "#000030" of a figure with the chart colours of the theme, so
a figure that uses the `slot` of a swatch follows a switch between light and dark without a rerun.
`.streamlit/config.toml` lists the same colours; a test keeps the two equal.
"""

from typing import NamedTuple


class Swatch(NamedTuple):
    """One colour with one meaning: its value in each theme and its number in Streamlit's chart palettes (1 to 30)."""

    light: str
    dark: str
    number: int

    @property
    def slot(self) -> str:
        """The placeholder that Streamlit's frontend replaces with the colour of the theme."""
        return f"#{self.number:06d}"


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
FOCUS = {
    "AI literacy": Swatch("#099A8E", "#02F6D1", 5),
    "ML engineering": Swatch("#1E4CB1", "#AFC8F9", 6),
    "GenAI engineering": Swatch("#840552", "#BF78A0", 7),
    "Data": Swatch("#584603", "#FEE04F", 8),
    "MLOps and platform": Swatch("#DA6538", "#FD7973", 9),
    "Governance and security": Swatch("#8F7DDF", "#A488F8", 10),
}
RAMP = (
    Swatch("#E2F0F7", "#192F48", 11),
    Swatch("#BDD9E7", "#1A3F5F", 12),
    Swatch("#98C0D8", "#154F77", 13),
    Swatch("#72A7C8", "#095F8C", 14),
    Swatch("#4E8EB7", "#006FA0", 15),
    Swatch("#2B79A9", "#2288BB", 16),
    Swatch("#096BA0", "#4EA1CF", 17),
    Swatch("#005C94", "#78BBE2", 18),
    Swatch("#004C86", "#A3D4F0", 19),
    Swatch("#003D75", "#D1ECFC", 20),
)
"""A scale from little to much; the first step is nearest to the page. For areas with their value printed in them: the
palest steps are too near the page to be seen alone, and text in ink or in the colour of the page can be read on each
(`on_ramp`)."""
RAMP_TURNS = 5
"""The first step of the ramp that is nearer to ink than to the page."""

INK = Swatch("#1B1F2A", "#E8EAF0", 25)
QUIET = Swatch("#5A6172", "#A4ABBB", 26)
ACCENT = Swatch("#2A5BD7", "#8FB0FF", 27)
GRID = Swatch("#E4E1DA", "#2C3442", 28)
GROUND = Swatch(*PAGE, 29)
"""The page itself, for text on a ground that is dark in the light theme and light in the dark one."""


def swatches() -> dict[int, Swatch]:
    """Every swatch by its number in the chart palettes."""
    scales = [*TIER.values(), *STATUS.values(), *FOCUS.values(), *RAMP]
    return {swatch.number: swatch for swatch in (*scales, INK, QUIET, ACCENT, GRID, GROUND)}


def on_ramp(step: int) -> Swatch:
    """The colour for text on a step of the ramp (0 to 9), with a contrast of 4.5:1 in both themes."""
    return INK if step < RAMP_TURNS else GROUND


def css_name(meaning: str, word: str) -> str:
    """The CSS custom property of a colour, e.g. `--tier-entry-literacy`."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in word.lower()).split())
    return f"--{meaning}-{plain}"


def custom_properties() -> str:
    """CSS custom properties for our HTML. `light-dark()` follows the colour scheme of the page, also in Streamlit."""
    scales = {"tier": TIER, "status": STATUS, "focus": FOCUS}
    named = {css_name(scale, word): swatch for scale, words in scales.items() for word, swatch in words.items()}
    named |= {"--ink": INK, "--quiet": QUIET, "--accent": ACCENT, "--grid": GRID}
    pairs = {name: (swatch.light, swatch.dark) for name, swatch in named.items()} | {"--page": PAGE, "--panel": PANEL}
    return "".join(f"{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())
