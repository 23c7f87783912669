"""A plan on the calendar: study, exam days, first and last days of exams; and how long each pass holds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label
from lib.text import day

ROW = 58
LINES = {"last exam day": theme.STATUS["ending"], "opens": theme.STATUS["beta"]}


def gantt(steps: pd.DataFrame, events: pd.DataFrame) -> go.Figure:
    """One row a step, in order: a bar of study, a dot on the exam day, hard lines for an exam's first and last day.

    Takes steps with `cert_id`, `code`, `name`, `tier`, `exam_day`, and events with `kind`, `cert_id`, `start`, `end`
    (see `lib.planner`). Lines beyond the plan's last month are left to the words beside it.
    """
    drawn = figure(height=ROW * len(steps) + 56, bottom=36, top=4)
    place = {cert: len(steps) - 1 - i for i, cert in enumerate(steps["cert_id"])}
    first, last = _window(events)
    for step in steps.to_dict("records"):
        own = events[events["cert_id"] == step["cert_id"]]
        _study(drawn, own, place[step["cert_id"]], step["tier"])
        _exam(drawn, step, own, place[step["cert_id"]], first)
    shown = events[events["kind"].isin(LINES) & events["start"].between(first, last)]
    for event in shown.to_dict("records"):
        _line(drawn, event, place[event["cert_id"]], middle=first + (last - first) / 2)
    drawn.update_xaxes(range=[first, last], nticks=6, tickformat="%b %Y", gridcolor=theme.GRID.slot, fixedrange=True)
    drawn.update_yaxes(visible=False, range=[-0.5, len(steps) - 0.3], fixedrange=True)
    return drawn


def _window(events: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    work = events[events["kind"].isin(["study", "exam"])]
    first, last = pd.Timestamp(work["start"].min()), pd.Timestamp(work["end"].max())
    room = max((last - first) / 12, pd.Timedelta(days=10))
    return first - room / 4, last + room


def _study(drawn: go.Figure, events: pd.DataFrame, place: int, tier: str) -> None:
    colour = theme.TIER[tier].slot if tier in theme.TIER else theme.INK.slot
    for event in events[events["kind"] == "study"].to_dict("records"):
        drawn.add_shape(
            type="rect",
            x0=event["start"],
            x1=event["end"] + pd.Timedelta(days=1),
            y0=place - 0.26,
            y1=place - 0.02,
            fillcolor=colour,
            line={"width": 0},
        )


def _exam(drawn: go.Figure, step: Mapping[Any, Any], own: pd.DataFrame, place: int, first: pd.Timestamp) -> None:
    drawn.add_scatter(
        x=[step["exam_day"]],
        y=[place - 0.14],
        mode="markers",
        marker={"size": 14, "color": theme.INK.slot, "symbol": "diamond"},
        text=[f"{label(step['code'])}: exam on {day(step['exam_day'])}"],
        hovertemplate="%{text}<extra></extra>",
    )
    start = max(pd.Timestamp(own["start"].min()), first)
    words = f"<b>{label(step['code'])}</b>  {label(step['name'])}  <b>{day(step['exam_day'])}</b>"
    # A label that starts in the right half would leave the picture: it ends where its row ends.
    late = pd.Timestamp(step["exam_day"]) - first > 2 * (pd.Timestamp(step["exam_day"]) - start)
    at = {"x": step["exam_day"], "xanchor": "right"} if late else {"x": start, "xanchor": "left"}
    drawn.add_annotation(y=place + 0.02, yanchor="bottom", text=words, showarrow=False, **at)


def _line(drawn: go.Figure, event: Mapping[Any, Any], place: int, *, middle: pd.Timestamp) -> None:
    colour = LINES[event["kind"]].slot
    drawn.add_shape(
        type="line",
        x0=event["start"],
        x1=event["start"],
        y0=place - 0.36,
        y1=place + 0.08,
        line={"color": colour, "width": 3},
    )
    drawn.add_annotation(
        x=event["start"],
        y=place - 0.36,
        yanchor="top",
        xanchor="right" if pd.Timestamp(event["start"]) > middle else "left",
        text=f"{event['kind']} {day(event['start'])}",
        showarrow=False,
        font={"color": colour, "size": 13},
    )


def validity(steps: pd.DataFrame, events: pd.DataFrame, until: pd.Timestamp) -> go.Figure:
    """How long each pass of a plan holds: a bar from the exam to its end, dotted where it can be renewed.

    Takes the same frames as `gantt`. A pass that does not expire, or whose end is not published, runs to `until`, open.
    """
    drawn = figure(height=44 * len(steps) + 48, bottom=36, top=0)
    for place, step in zip(reversed(range(len(steps))), steps.to_dict("records"), strict=True):
        own = events[events["cert_id"] == step["cert_id"]]
        colour = theme.TIER[step["tier"]].slot if step["tier"] in theme.TIER else theme.INK.slot
        end = pd.Timestamp(step["expires_on"]) if step["expires_on"] is not None else until
        for window in own[own["kind"] == "renewal opens"].to_dict("records"):
            _bar(drawn, window["start"], end, place, "rgba(0,0,0,0)", colour)
            end = pd.Timestamp(window["start"])
        _bar(drawn, step["exam_day"], end, place, colour, colour)
        words = f"<b>{label(step['code'])}</b>  {_until(step)}"
        drawn.add_annotation(
            x=step["exam_day"], y=place + 0.05, yanchor="bottom", xanchor="left", text=words, showarrow=False
        )
    starts = pd.to_datetime(steps["exam_day"])
    ends = pd.to_datetime(pd.Series([*steps["expires_on"].dropna(), until]))
    drawn.update_xaxes(
        type="date",
        range=[starts.min(), ends.max()],
        nticks=6,
        tickformat="%b %Y",
        gridcolor=theme.GRID.slot,
        fixedrange=True,
    )
    drawn.update_yaxes(visible=False, range=[-0.5, len(steps) - 0.3], fixedrange=True)
    return drawn


def _bar(drawn: go.Figure, start: Any, end: Any, place: int, fill: str, line: str) -> None:
    drawn.add_shape(
        type="rect",
        x0=start,
        x1=end,
        y0=place - 0.25,
        y1=place - 0.02,
        fillcolor=fill,
        line={"color": line, "width": 1.5, "dash": "solid" if fill == line else "dot"},
    )


def _until(step: Mapping[Any, Any]) -> str:
    if step["never_expires"]:
        return "does not expire"
    return f"until {day(step['expires_on'])}" if step["expires_on"] is not None else "its end is not published"
