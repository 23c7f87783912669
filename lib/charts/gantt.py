"""A plan on the calendar: study, exam days, first and last days of exams; and how long each pass holds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label, months
from lib.text import day

ROW, PASS = 58, 44  # pixels of a step, of a pass
DIAMOND = {"size": 16, "symbol": "diamond"}
LINES = {"last exam day": theme.STATUS["ending"], "opens": theme.STATUS["beta"]}
Row = Mapping[Any, Any]
Part = dict[str, Any]


def gantt(steps: pd.DataFrame, events: pd.DataFrame) -> go.Figure:
    """One row a step, in order: a bar of study, a diamond on the exam day, hard lines for an exam's first and last day.

    Takes steps with `cert_id`, `code`, `name`, `tier`, `exam_day`, and events with `kind`, `cert_id`, `start`, `end`
    (see `lib.planner`). Lines beyond the plan's last month are left to the words beside it.
    """
    place = {cert: len(steps) - 1 - i for i, cert in enumerate(steps["cert_id"])}
    tier = dict(zip(steps["cert_id"], steps["tier"], strict=True))
    first, last = _window(events)
    middle = first + (last - first) / 2
    rows = events.to_dict("records")
    studies = [one for one in rows if one["kind"] == "study"]
    lines = [one for one in rows if one["kind"] in LINES and first <= one["start"] <= last]
    exams = steps.to_dict("records")
    dots = {
        "type": "scatter",
        "x": steps["exam_day"].tolist(),
        "y": [place[cert] - 0.14 for cert in steps["cert_id"]],
        "mode": "markers",
        "marker": {**DIAMOND, "color": theme.INK.slot, "line": {"color": theme.GROUND.slot, "width": 2}},
        "text": [f"{label(one['code'])}: exam on {day(one['exam_day'])}" for one in exams],
        "hovertemplate": "%{text}<extra></extra>",
    }
    bars = [_study(one, place[one["cert_id"]], tier[one["cert_id"]]) for one in studies]
    words = [_words(one, place[one["cert_id"]]) for one in exams]
    return figure(
        dots,
        height=ROW * len(steps) + 40,
        right=6,
        bottom=36,
        top=4,
        shapes=[*map(_under, place.values()), *bars, *(_line(one, place[one["cert_id"]]) for one in lines)],
        annotations=words + [_limit(one, place[one["cert_id"]], middle) for one in lines],
        xaxis=months(first, last) | {"range": [first, last]},
        yaxis={"visible": False, "range": [-0.5, len(steps) - 0.5], "fixedrange": True},
    )


def _window(events: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    work = events[events["kind"].isin(["study", "exam"])]
    first, last = pd.Timestamp(work["start"].min()), pd.Timestamp(work["end"].max())
    room = max((last - first) / 12, pd.Timedelta(days=10))
    return first - room / 4, last + room


def _colour(tier: str) -> str:
    return theme.TIER[tier].slot if tier in theme.TIER else theme.INK.slot


def _bar(start: object, end: object, place: int) -> Part:
    return {"type": "rect", "x0": start, "x1": end, "y0": place - 0.26, "y1": place - 0.02}


def _study(event: Row, place: int, tier: str) -> Part:
    end = event["end"] + pd.Timedelta(days=1)
    return _bar(event["start"], end, place) | {"fillcolor": _colour(tier), "line": {"width": 0}}


def _words(step: Row, place: int) -> Part:
    """The words over a row, from the picture's left edge: at a bar they would leave a narrow screen."""
    words = f"<b>{label(step['code'])}</b>  {label(step['name'])}  <b>{day(step['exam_day'])}</b>"
    at = {"xref": "paper", "x": 0, "xanchor": "left", "y": place + 0.02, "yanchor": "bottom"}
    return {"text": words, "showarrow": False, **at}


def _under(place: int) -> Part:
    """The line under a row that ties its words to its bar."""
    line = {"color": theme.GRID.slot, "width": 1}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": place - 0.4, "y1": place - 0.4}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _line(event: Row, place: int) -> Part:
    ends = {"x0": event["start"], "x1": event["start"], "y0": place - 0.36, "y1": place + 0.08}
    return {"type": "line", **ends, "line": {"color": LINES[event["kind"]].slot, "width": 3}}


def _limit(event: Row, place: int, middle: pd.Timestamp) -> Part:
    side = "right" if pd.Timestamp(event["start"]) > middle else "left"
    words = f"{event['kind']} {day(event['start'])}"
    at = {"x": event["start"], "y": place - 0.36, "yanchor": "top", "xanchor": side}
    return {**at, "text": words, "showarrow": False, "font": {"color": LINES[event["kind"]].slot, "size": 13}}


def validity(steps: pd.DataFrame, events: pd.DataFrame, until: pd.Timestamp) -> go.Figure:
    """How long each pass of a plan holds: a bar from the exam to its end, dotted where it can be renewed.

    Takes the same frames as `gantt`. A pass that does not expire, or whose end is not published, runs to `until`, open.
    """
    opens = events[events["kind"] == "renewal opens"].drop_duplicates("cert_id").set_index("cert_id")["start"]
    shapes: list[Part] = []
    words: list[Part] = []
    for place, step in zip(reversed(range(len(steps))), steps.to_dict("records"), strict=True):
        shapes += _pass(step, opens.get(step["cert_id"]), until, place)
        at = {"x": step["exam_day"], "y": place + 0.05, "yanchor": "bottom", "xanchor": "left", "showarrow": False}
        words.append({"text": f"<b>{label(step['code'])}</b>  {_until(step)}", **at})
    first, ends = steps["exam_day"].min(), [*steps["expires_on"].dropna(), until]
    return figure(
        height=PASS * len(steps) + 48,
        right=6,
        bottom=36,
        top=0,
        shapes=shapes,
        annotations=words,
        xaxis=months(first, max(ends)) | {"range": [first, max(ends)]},
        yaxis={"visible": False, "range": [-0.5, len(steps) - 0.3], "fixedrange": True},
    )


def _pass(step: Row, opens: pd.Timestamp | None, until: pd.Timestamp, place: int) -> list[Part]:
    colour = _colour(step["tier"])
    end = until if step["expires_on"] is None else pd.Timestamp(step["expires_on"])
    held = _bar(step["exam_day"], end if opens is None else opens, place)
    window = (
        [] if opens is None else [_bar(opens, end, place) | {"line": {"color": colour, "width": 1.5, "dash": "dot"}}]
    )
    return [held | {"fillcolor": colour, "line": {"width": 0}}, *window]


def _until(step: Row) -> str:
    if step["never_expires"]:
        return "does not expire"
    return f"until {day(step['expires_on'])}" if step["expires_on"] is not None else "its end is not published"
