"""Certifications that end and start, on a line of time."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue.overview import WORDS
from lib.charts.base import Annotation, Shape, Trace, figure, label
from lib.design import theme
from lib.tables.row import Row
from lib.text import day

LINE, MARK, EDGE = 21, 15, 8  # px: a label, a mark, the space above and below both
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


SINGULAR = WORDS | {"ends elsewhere": "ends in other languages"}
"""What happens to one certification, short enough for the chart; PLURAL has the words for several."""

PLURAL = {
    "ends": "have their last exam day",
    "ends elsewhere": "end in other languages",
    "beta over": "end their betas",
    "beta": "open as betas",
    "starts": "open",
    "general": "leave beta",
}


def timeline(events: pd.DataFrame, on: date, *, wide: bool) -> go.Figure:
    """Events on a vertical line of time, the newest at the top, each with its label; `on` is marked.

    Events of one day and kind share a label. Labels are kept apart, and marks by a smaller distance; a thin line ties
    each label to its mark. The figure is as high as its labels need, on a wide screen at least 420 px.

    Args:
        events: `day`, `kind`, `code` and `successor` (see `lib.catalogue.overview.events`).
        on: The as-of date.
        wide: Whether it is for a wide screen.
    """
    rows, now = _rows(events), pd.Timestamp(on)
    days = [*rows["day"], now]
    needed = LINE * len(days) + 2 * EDGE
    height = max(420, needed) if wide else needed
    low, high = min(days) - pd.Timedelta(days=12), max(days) + pd.Timedelta(days=12)
    pixel = (high - low) / (height - 2 * EDGE)
    marks, labels = (_spread(days, gap=pixel * gap, low=low, high=high) for gap in (MARK, LINE))
    axis = {"visible": False, "fixedrange": True}
    return figure(
        *(_leader(*ends, theme.QUIET.slot, 0.06) for ends in zip(marks[:-1], labels[:-1], strict=True)),
        _leader(marks[-1], labels[-1], theme.ACCENT.slot, 0.08),
        _marks(rows, marks[:-1]),
        height=height,
        margin={"b": EDGE, "r": 6},
        annotations=[
            *(_label(_words(row, on), y) for row, y in zip(rows.to_dict("records"), labels, strict=False)),
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
    """One row for each day and kind, newest first: `day`, `kind`, `codes` and `successors` (their codes)."""
    columns = ["day", "kind", "codes", "successors"]
    grouped = events.groupby(["day", "kind"], sort=False)
    rows = [
        (event_day, kind, group["code"].tolist(), group["successor"].dropna().tolist())
        for (event_day, kind), group in grouped
    ]
    return pd.DataFrame(rows, columns=columns).sort_values("day", ascending=False)


def _marks(rows: pd.DataFrame, positions: Sequence[pd.Timestamp]) -> Trace:
    symbols = [MARKS[kind][0] for kind in rows["kind"]]
    colours = [MARKS[kind][1].slot for kind in rows["kind"]]
    marker = {"symbol": symbols, "size": 11, "color": colours, "line": {"color": colours, "width": 2.5}}
    points = {"x": [0] * len(rows), "y": list(positions)}
    return {"type": "scatter", "mode": "markers", "marker": marker, "hoverinfo": "skip", **points}


def _leader(mark: pd.Timestamp, text: pd.Timestamp, colour: str, start: float) -> Trace:
    """The thin line from a mark to its label."""
    points = {"x": [start, 0.12, 0.2], "y": [mark, text, text]}
    return {"type": "scatter", "mode": "lines", "line": {"color": colour, "width": 1}, "hoverinfo": "skip", **points}


def _line(x0: float, y0: pd.Timestamp, x1: float, y1: pd.Timestamp, colour: str) -> Shape:
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": colour, "width": 3}}


def _label(text: str, y: pd.Timestamp) -> Annotation:
    return {"x": 0.23, "y": y, "text": text, "showarrow": False, "xanchor": "left", "align": "left"}


def _words(row: Row, on: date) -> str:
    """The day (with the year where it is not that of `on`), the codes, what happens, and the successors."""
    codes = ", ".join(f"<b>{label(code)}</b>" for code in row["codes"])
    successors = f" → {label(', '.join(row['successors']))}" if row["successors"] else ""
    event_day = day(row["day"]) if row["day"].year != on.year else f"{row['day'].day} {row['day']:%b}"
    quiet_day = f'<span style="color:{theme.QUIET.slot}">{event_day}</span>'
    singular = SINGULAR[row["kind"]]
    verb = singular if len(row["codes"]) == 1 else PLURAL.get(row["kind"], singular)
    return f"{quiet_day}  {codes} {verb}{' (announced)' if row['kind'] == 'general' else ''}{successors}"


def _spread(
    days: Sequence[pd.Timestamp], *, gap: pd.Timedelta, low: pd.Timestamp, high: pd.Timestamp
) -> list[pd.Timestamp]:
    """A position on the axis for each day, in the order given: in the order of the days and at least `gap` apart.

    Days that are too close stand around their mean. The sum of the squared moves is the least possible (isotonic
    regression by pooling), except where positions have to stay between `low` and `high`.
    """
    order = sorted(range(len(days)), key=lambda i: days[i], reverse=True)
    # Positions in gaps above the low end. Each is raised by its rank, so that "a gap apart" becomes "not rising".
    runs: list[tuple[float, int]] = []
    for rank, i in enumerate(order):
        mean, length = (days[i] - low) / gap + rank, 1
        while runs and runs[-1][0] < mean:
            above, above_length = runs.pop()
            total = above_length + length
            mean, length = (above * above_length + mean * length) / total, total
        runs.append((mean, length))
    bottom, top = len(days) - 0.5, (high - low) / gap - 0.5
    raised = [max(bottom, min(top, mean)) for mean, length in runs for _ in range(length)]
    positions = {i: low + (raised[rank] - rank) * gap for rank, i in enumerate(order)}
    return [positions[i] for i in range(len(days))]
