"""What ended and what starts, on a line of time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label
from lib.overview import WORDS
from lib.text import day

LINE, MARK, EDGE = 21, 15, 8  # px: a label, a mark, above and below both
MARKS = {
    "ended": ("x-thin-open", theme.STATUS["retired"]),
    "closed": ("x-thin-open", theme.STATUS["ending"]),
    "ends": ("line-ew-open", theme.STATUS["ending"]),
    "ends elsewhere": ("line-ew-open", theme.STATUS["ending"]),
    "beta over": ("x-thin-open", theme.STATUS["beta"]),
    "beta": ("circle-open", theme.STATUS["beta"]),
    "general": ("circle", theme.STATUS["beta"]),
    "starts": ("circle", theme.STATUS["active"]),
}


ONE = WORDS | {"ends elsewhere": "ends in other languages"}
"""What happens to one certification, short enough for the line; and to several."""

PLURAL = {
    "ends": "have their last exam day",
    "ends elsewhere": "end in other languages",
    "beta over": "end their betas",
    "beta": "open as betas",
    "starts": "open",
    "general": "leave beta",
}


def timeline(events: pd.DataFrame, on: date, *, wide: bool) -> go.Figure:
    """Events on a line of time from the newest at the top down, each with its words; `on` is marked.

    Takes `day`, `kind`, `code` and `successor` (see `lib.overview.events`). Events of one day and kind share a label.
    Labels keep a distance, and marks a smaller one: a thin line leads from one to the other. On a narrow screen the
    picture is as low as its labels.
    """
    rows, now = _rows(events), pd.Timestamp(on)
    days = [*rows["day"], now]
    height = 420 if wide else min(420, LINE * len(days) + 2 * EDGE)
    low, high = min(days) - pd.Timedelta(days=12), max(days) + pd.Timedelta(days=12)
    pixel = (high - low) / (height - 2 * EDGE)
    marks, labels = (_spread(days, gap=pixel * gap, low=low, high=high) for gap in (MARK, LINE))
    axis = {"visible": False, "fixedrange": True}
    return figure(
        *(_leader(*ends, theme.QUIET.slot, 0.06) for ends in zip(marks[:-1], labels[:-1], strict=True)),
        _leader(marks[-1], labels[-1], theme.ACCENT.slot, 0.08),
        _marks(rows, marks[:-1]),
        height=height,
        bottom=EDGE,
        right=6,
        annotations=[
            *(_label(_words(row, on), at) for row, at in zip(rows.to_dict("records"), labels, strict=False)),
            _label(f"<b>{day(on)}</b>", labels[-1]) | {"font": {"color": theme.ACCENT.slot}},
        ],
        shapes=[
            _line(0, low, 0, high, theme.GRID.slot) | {"layer": "below"},
            _line(-0.08, marks[-1], 0.08, marks[-1], theme.ACCENT.slot),
        ],
        xaxis=axis | {"range": [-0.12, 3]},
        yaxis=axis | {"range": [low, high]},
    )


def _rows(events: pd.DataFrame) -> pd.DataFrame:
    """One row for each day and kind, newest first: `day`, `kind`, `codes` and `next` (who follows)."""
    grouped = events.groupby(["day", "kind"], sort=False)
    rows = [
        {"day": when, "kind": kind, "codes": rows["code"].tolist(), "next": rows["successor"].dropna().tolist()}
        for (when, kind), rows in grouped
    ]
    return pd.DataFrame(rows, columns=["day", "kind", "codes", "next"]).sort_values("day", ascending=False)


def _marks(rows: pd.DataFrame, places: Sequence[pd.Timestamp]) -> dict[str, Any]:
    symbols = [MARKS[kind][0] for kind in rows["kind"]]
    colours = [MARKS[kind][1].slot for kind in rows["kind"]]
    look = {"symbol": symbols, "size": 11, "color": colours, "line": {"color": colours, "width": 2.5}}
    at = {"x": [0] * len(rows), "y": list(places)}
    return {"type": "scatter", "mode": "markers", "marker": look, "hoverinfo": "skip", **at}


def _leader(mark: pd.Timestamp, place: pd.Timestamp, colour: str, start: float) -> dict[str, Any]:
    ends = {"x": [start, 0.12, 0.2], "y": [mark, place, place]}
    return {"type": "scatter", "mode": "lines", "line": {"color": colour, "width": 1}, "hoverinfo": "skip", **ends}


def _line(x0: float, y0: pd.Timestamp, x1: float, y1: pd.Timestamp, colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": colour, "width": 3}}


def _label(text: str, y: pd.Timestamp) -> dict[str, Any]:
    return {"x": 0.23, "y": y, "text": text, "showarrow": False, "xanchor": "left", "align": "left"}


def _words(row: Mapping[Any, Any], on: date) -> str:
    """The day (with its year where that is another one), the codes, what happens, and who follows."""
    codes = ", ".join(f"<b>{label(code)}</b>" for code in row["codes"])
    after = f" → {label(', '.join(row['next']))}" if row["next"] else ""
    said = day(row["day"]) if row["day"].year != on.year else f"{row['day'].day} {row['day']:%b}"
    when = f'<span style="color:{theme.QUIET.slot}">{said}</span>'
    word = ONE[row["kind"]] if len(row["codes"]) == 1 else PLURAL.get(row["kind"], ONE[row["kind"]])
    return f"{when}  {codes} {word}{' (announced)' if row['kind'] == 'general' else ''}{after}"


def _spread(
    days: Sequence[pd.Timestamp], *, gap: pd.Timedelta, low: pd.Timestamp, high: pd.Timestamp
) -> list[pd.Timestamp]:
    """A place for each day, in the order given: those that would touch stand around the middle of their days.

    Distances are kept and the sum of squared moves is the least there is (isotonic regression by pooling), but for
    what the ends of the line ask.
    """
    order = sorted(range(len(days)), key=lambda i: days[i], reverse=True)
    runs: list[tuple[float, int]] = []  # in gaps above the low end, each day raised by its rank, so that equal will do
    for rank, i in enumerate(order):
        mean, many = (days[i] - low) / gap + rank, 1
        while runs and runs[-1][0] < mean:
            above, others = runs.pop()
            mean, many = (above * others + mean * many) / (others + many), many + others
        runs.append((mean, many))
    bottom, top = len(days) - 0.5, (high - low) / gap - 0.5
    raised = [max(bottom, min(top, mean)) for mean, many in runs for _ in range(many)]
    places = {i: low + (raised[rank] - rank) * gap for rank, i in enumerate(order)}
    return [places[i] for i in range(len(days))]
