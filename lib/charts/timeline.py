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

LINE = 21  # pixels that one label needs
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


def timeline(events: pd.DataFrame, on: date, *, height: int = 420) -> go.Figure:
    """Events on a line of time from the newest at the top down, each with its words; `on` is marked.

    Takes `day`, `kind`, `code` and `successor` (see `lib.overview.events`). Events of one day and kind share a label,
    and labels keep a distance: a thin line leads to the day.
    """
    drawn = figure(height=height, bottom=8, right=6)
    grouped = events.groupby(["day", "kind"], sort=False)
    rows = pd.DataFrame(
        [
            {"day": when, "kind": kind, "codes": rows["code"].tolist(), "next": rows["successor"].dropna().tolist()}
            for (when, kind), rows in grouped
        ],
        columns=["day", "kind", "codes", "next"],
    ).sort_values("day", ascending=False)
    first, last = min([*rows["day"], pd.Timestamp(on)]), max([*rows["day"], pd.Timestamp(on)])
    low, high = first - pd.Timedelta(days=12), last + pd.Timedelta(days=12)
    per_pixel = (high - low) / (height - 16)
    places = _spread([*rows["day"], pd.Timestamp(on)], gap=per_pixel * LINE, low=low, high=high)
    drawn.add_shape(
        type="line", x0=0, x1=0, y0=low, y1=high, line={"color": theme.GRID.slot, "width": 3}, layer="below"
    )
    for row, place in zip(rows.to_dict("records"), places, strict=False):
        _event(drawn, row, place, on)
    _now(drawn, on, places[-1])
    drawn.update_xaxes(visible=False, range=[-0.12, 3], fixedrange=True)
    drawn.update_yaxes(visible=False, range=[low, high], fixedrange=True)
    return drawn


def _event(drawn: go.Figure, row: Mapping[Any, Any], place: pd.Timestamp, on: date) -> None:
    symbol, swatch = MARKS[row["kind"]]
    _leader(drawn, row["day"], place, theme.GRID.slot, start=0)
    mark = {"symbol": symbol, "size": 11, "color": swatch.slot, "line": {"color": swatch.slot, "width": 2.5}}
    drawn.add_scatter(x=[0], y=[row["day"]], mode="markers", marker=mark, hoverinfo="skip")
    drawn.add_annotation(x=0.23, y=place, text=_words(row, on), showarrow=False, xanchor="left", align="left")


def _leader(drawn: go.Figure, day: pd.Timestamp, place: pd.Timestamp, colour: str, *, start: float) -> None:
    line = {"color": colour, "width": 1}
    drawn.add_scatter(x=[start, 0.12, 0.2], y=[day, place, place], mode="lines", line=line, hoverinfo="skip")


def _words(row: Mapping[Any, Any], on: date) -> str:
    """The day (with its year where that is another one), the codes, what happens, and who follows."""
    codes = ", ".join(f"<b>{label(code)}</b>" for code in row["codes"])
    after = f" → {label(', '.join(row['next']))}" if row["next"] else ""
    said = day(row["day"]) if row["day"].year != on.year else f"{row['day'].day} {row['day']:%b}"
    when = f'<span style="color:{theme.QUIET.slot}">{said}</span>'
    word = ONE[row["kind"]] if len(row["codes"]) == 1 else PLURAL.get(row["kind"], ONE[row["kind"]])
    return f"{when}  {codes} {word}{' (announced)' if row['kind'] == 'general' else ''}{after}"


def _now(drawn: go.Figure, on: date, place: pd.Timestamp) -> None:
    at = pd.Timestamp(on)
    drawn.add_shape(type="line", x0=-0.08, x1=0.08, y0=at, y1=at, line={"color": theme.ACCENT.slot, "width": 3})
    _leader(drawn, at, place, theme.ACCENT.slot, start=0.08)
    drawn.add_annotation(
        x=0.23, y=place, text=f"<b>{day(on)}</b>", showarrow=False, xanchor="left", font={"color": theme.ACCENT.slot}
    )


def _spread(
    days: Sequence[pd.Timestamp], *, gap: pd.Timedelta, low: pd.Timestamp, high: pd.Timestamp
) -> list[pd.Timestamp]:
    """A place for each label, in the order given: as near its day as a distance between labels allows."""
    order = sorted(range(len(days)), key=lambda i: days[i], reverse=True)
    places: dict[int, pd.Timestamp] = {}
    limit = high - gap / 2
    for i in order:  # from the top down, pushing down
        places[i] = min(days[i], limit)
        limit = places[i] - gap
    floor = low + gap / 2
    for i in reversed(order):  # then from the bottom up, pushing up what fell out
        places[i] = max(places[i], floor)
        floor = places[i] + gap
    return [places[i] for i in range(len(days))]
