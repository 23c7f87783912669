"""The blocks that views consist of. The app draws them with Streamlit, the HTML before the app as HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import plotly.graph_objects as go

from lib.design.render import Html, prose
from lib.tables.store import Tables

FigureOf = Callable[[Tables], go.Figure]
"""Builds a figure from the tables in use. A view does not hold its figures: they are built when they are drawn."""


class Heights(NamedTuple):
    """The height of controls or of a figure in px, on a wide and on a narrow screen."""

    wide: int
    narrow: int


ONE_ROW = Heights(40, 40)


class Picture(NamedTuple):
    """A figure with its name for screen readers, a finding. `narrow` is the one for a narrow screen, if it differs."""

    key: str
    alt: str
    figure: FigureOf
    narrow: FigureOf | None = None

    def heights(self, tables: Tables) -> Heights:
        """The heights of the figure."""
        wide, narrow = (build(tables).to_dict()["layout"] for build in (self.figure, self.narrow or self.figure))
        return Heights(wide["height"], narrow["height"])


class Control(NamedTuple):
    """A place for controls, which the page draws."""

    name: str
    heights: Heights = ONE_ROW


class Columns(NamedTuple):
    """Blocks side by side, on a phone one below the other; `shares` are the widths of the columns."""

    shares: tuple[int, ...]
    columns: tuple[tuple["Block", ...], ...]
    key: str = ""
    gap: Literal["medium", "large"] = "large"


class Fold(NamedTuple):
    """Blocks under a label that opens them."""

    label: str
    blocks: tuple["Block", ...]


Block = Html | Picture | Control | Columns | Fold


class Fact(NamedTuple):
    """One line of a view's link preview: its subject, the words on it, and a remark in small print."""

    head: str
    words: str
    details: str = ""


@dataclass(frozen=True)
class View:
    """What a page shows in one state.

    Attributes:
        title: The name of the view where it is linked to.
        question: The heading: the question of the page, or the name of a certification.
        finding: The sentence that answers it.
        blocks: What follows, in order.
        kicker: The line above the heading, as HTML.
        name: What the browser's tab calls it; empty for the name of the page.
        highlights: The lines of its link preview.
        controls: The heights of the page's row of controls.
        exists: Whether there is what the address names.
    """

    title: str
    question: str
    finding: str
    blocks: tuple[Block, ...] = ()
    kicker: str = ""
    name: str = ""
    highlights: tuple[Fact, ...] = ()
    controls: Heights = ONE_ROW
    exists: bool = True


def heading(finding: str) -> Html:
    """A heading of the second level that states a finding, with the punctuation of prose."""
    return Html(f"<h2 class='cw-h2'>{prose(finding)}</h2>")
