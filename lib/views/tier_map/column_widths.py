"""The widths of the tier map's columns, chosen so that the board has as few lines as possible.

A tile takes another line where its words are longer than its column is wide, and a row of the board is as high as its
fullest cell. The search tries all ways to share the board out in steps of STEP.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lib.design.text_width import width_px

TRACKING = 0.015 * 13  # px by which the letters of a tile stand closer than in a text
PADDING = 6.0  # px of a tile that are neither words nor spaces
ERROR = 5.0  # px by which a tile may be longer than `length` says
WORD = 24.0  # px that stay free at the end of a line where the next word does not fit

BOARD = 1088.0  # px that a wide screen has for all columns
MIN_SHARE, STEP, STEPS = 0.8, 0.02, 31
"""The widths that are tried for a column, as shares of an equal one: 0.80, 0.82, ... 1.40."""

Steps = NDArray[np.intp]
"""Widths as numbers of steps above MIN_SHARE, or numbers of lines."""

Row = tuple[tuple[float, ...], ...]
"""For each column of one row of the board: the lengths of its tiles in px."""


def length(code: str, name: str, *phrases: str) -> float:
    """How long a tile is on one line, in px; empty phrases take no space."""
    words = "".join(f"{phrase} " for phrase in (name, *phrases) if phrase)
    return PADDING + width_px(code, bold=True, tabular=False) + width_px(words) - TRACKING * len(code + words)


@lru_cache(maxsize=256)
def shares(rows: tuple[Row, ...]) -> tuple[int, ...]:
    """The widths of the columns of some rows, in percent of an equal share; equal ones for fewer than three columns.

    Since lengths are estimates, the lines are counted twice, as estimated and with columns narrower by ERROR, and the
    sum decides. Of equal sums the widths nearest to equal ones win.
    """
    columns = len(rows[0]) if rows else 0
    if columns < 3:
        return (100,) * columns
    candidates = _candidates(columns)
    lines = sum(_board_lines(rows, candidates, margin) for margin in (0.0, ERROR))
    best = candidates[:, int(np.argmin(lines))]
    return tuple(round(100 * (MIN_SHARE + STEP * int(step))) for step in best)


def _board_lines(rows: tuple[Row, ...], candidates: Steps, margin: float) -> Steps:
    """How many lines the board has with each candidate, where each column is narrower by a margin in px.

    A row has as many lines as its fullest cell, and the board as many as all rows.
    """
    columns = len(candidates)
    widths = [BOARD / columns * (MIN_SHARE + STEP * step) - margin for step in range(STEPS)]
    lines = [np.array([[_lines(row[column], width) for row in rows] for width in widths]) for column in range(columns)]
    row_lines = np.max([by_step[steps] for by_step, steps in zip(lines, candidates, strict=True)], axis=0)
    board_lines: Steps = row_lines.sum(axis=1)
    return board_lines


def _lines(lengths: Sequence[float], width: float) -> int:
    """How many lines the tiles of a cell take; an empty cell takes one."""
    return sum(1 if tile <= width else int(-(-(tile + WORD) // width)) for tile in lengths) or 1


@lru_cache(maxsize=4)
def _candidates(columns: int) -> Steps:
    """All ways to share the board out: a row for each column, with a candidate in each position, as steps.

    All columns but one take any step, and the last takes what is left of the board, if that is a step. The candidates
    are sorted by their squared distance from equal widths.
    """
    all_but_last = np.indices((STEPS,) * (columns - 1)).reshape(columns - 1, -1)
    equal = round((1 - MIN_SHARE) / STEP)
    last = equal * columns - all_but_last.sum(axis=0)
    candidates = np.vstack([all_but_last, last])[:, (last >= 0) & (last < STEPS)]
    order = np.argsort(((candidates - equal) ** 2).sum(axis=0), kind="stable")
    ordered: Steps = candidates[:, order]
    return ordered
