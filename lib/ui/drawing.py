"""Draws a view with Streamlit: its question and finding in the frame, its blocks below."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from lib.design.render import Html
from lib.ui import data, figures, frame
from lib.views.blocks import Block, Columns, Control, Fold, Picture, View

Controls = Mapping[str, Callable[[], object]]
"""What draws the controls of each `Control` block, by its name."""


def draw(view: View, controls: Controls) -> None:
    """Draw a view. `controls` has a function for each of its places for controls; there may be more."""
    if view.name:
        frame.set_tab_title(view.name)
    frame.question(view.question, view.finding, view.kicker)
    _blocks(view.blocks, controls)


def _blocks(blocks: Iterable[Block], controls: Controls) -> None:
    for block in blocks:
        match block:
            case Html():
                st.html(block)
            case Picture():
                _picture(block)
            case Control():
                controls[block.name]()
            case Columns():
                _columns(block, controls)
            case Fold():
                with st.expander(block.label):
                    _blocks(block.blocks, controls)


def _picture(picture: Picture) -> None:
    """Draw a figure; where a narrow screen has another one, both, and a style sheet shows what fits."""
    tables, suffixes = data.tables(), ("_wide", "_narrow") if picture.narrow else ("",)
    for suffix, figure in zip(suffixes, filter(None, (picture.figure, picture.narrow)), strict=True):
        figures.show(figure(tables), key=picture.key + suffix, alt=picture.alt)


def _columns(block: Columns, controls: Controls) -> None:
    row = st.container(key=block.key) if block.key else st
    columns = row.columns(list(block.shares), gap=block.gap)
    for column, blocks in zip(columns, block.columns, strict=True):
        with column:
            _blocks(blocks, controls)
