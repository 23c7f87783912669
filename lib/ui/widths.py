"""How wide the columns of the tier map are: so that its board has as few lines as can be.

A tile takes another line where its words are longer than its column is wide, and a row of the board is as high as its
fullest cell.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lib.letters import px

TIGHT = 0.015 * 13  # px by which letters stand closer than in a text
AROUND = 6.0  # px of a tile that are neither words nor spaces
ERROR = 5.0  # px by which a tile may be longer than it is said to be
WORD = 24.0  # px that stay free at the end of a line where the next word does not fit

BOARD = 1088.0  # px that a wide screen has for all columns
LEAST, STEP, STEPS = 0.8, 0.02, 31
"""The widths that a column is tried in, as shares of an equal one."""

Steps = NDArray[np.intp]
Row = tuple[tuple[float, ...], ...]
"""For each column of one row of the board: how long its tiles are in px."""


def length(code: str, name: str, *more: str) -> float:
    """How long a tile is in px on one line."""
    words = "".join(f"{one} " for one in (name, *more) if one)
    return AROUND + px(code, bold=True, tabular=False) + px(words) - TIGHT * len(code + words)


@lru_cache(maxsize=256)
def shares(rows: tuple[Row, ...]) -> tuple[int, ...]:
    """The widths of the columns of some rows, as parts of 100 for each column; equal ones for fewer than three."""
    many = len(rows[0]) if rows else 0
    if many < 3:
        return (100,) * many
    tried = _tried(many)
    lines = sum(_board_lines(rows, tried, lacking) for lacking in (0.0, ERROR))
    best = tried[:, int(np.argmin(lines))]
    return tuple(round(100 * (LEAST + STEP * int(step))) for step in best)


def _board_lines(rows: tuple[Row, ...], tried: Steps, lacking: float) -> Steps:
    """How many lines the board has with each of the widths that are tried, all narrower by some px."""
    many = len(tried)
    widths = [BOARD / many * (LEAST + STEP * step) - lacking for step in range(STEPS)]
    high = [np.array([[_lines(row[column], width) for row in rows] for width in widths]) for column in range(many)]
    whole: Steps = np.max([own[steps] for own, steps in zip(high, tried, strict=True)], axis=0).sum(axis=1)
    return whole


def _lines(lengths: Sequence[float], width: float) -> int:
    """How many lines the tiles of a cell have; an empty one has one."""
    return sum(1 if one <= width else int(-(-(one + WORD) // width)) for one in lengths) or 1


@lru_cache(maxsize=4)
def _tried(many: int) -> Steps:
    """Every way to share the board out to so many columns: for each column a row of steps. Nearest to equal first."""
    all_but_one = np.indices((STEPS,) * (many - 1)).reshape(many - 1, -1)
    equal = round((1 - LEAST) / STEP)
    last = equal * many - all_but_one.sum(axis=0)
    every = np.vstack([all_but_one, last])[:, (last >= 0) & (last < STEPS)]
    order = np.argsort(((every - equal) ** 2).sum(axis=0), kind="stable")
    chosen: Steps = every[:, order]
    return chosen
