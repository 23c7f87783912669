"""A plan on the calendar: study, exam days, first and last days of exams; and how long each pass holds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label, months
from lib.text import day

ROW, PASS = 70, 44  # pixels of a step, of a pass
FEW = 4  # ticks that find room on a phone
DIAMOND = {"size": 16, "symbol": "diamond"}
LINES = {"last exam day": ("sit by", theme.STATUS["ending"]), "opens": ("opens", theme.STATUS["beta"])}
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
    rows = events.to_dict("records")
    studies = [one for one in rows if one["kind"] == "study"]
    lines = [one for one in rows if one["kind"] in LINES and first <= one["start"] <= last]
    exams = steps.to_dict("records")
    dots = {
        "type": "scatter",
        "x": steps["exam_day"].tolist(),
        "y": [place[cert] - 0.03 for cert in steps["cert_id"]],
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
        annotations=words + [_limit(one, place[one["cert_id"]], (first, last)) for one in lines],
        xaxis=months(first, last, FEW) | {"range": [first, last]},
        yaxis={"visible": False, "range": [-0.5, len(steps) - 0.5], "fixedrange": True},
    )


def _window(events: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    work = events[events["kind"].isin(["study", "exam"])]
    first, last = pd.Timestamp(work["start"].min()), pd.Timestamp(work["end"].max())
    room = max((last - first) / 12, pd.Timedelta(days=10))
    return first - room / 4, last + room


def _colour(tier: str | None) -> str:
    """The colour of a step's tier; what is held already is quiet."""
    return theme.TIER[tier].slot if tier in theme.TIER else theme.QUIET.slot


def _study(event: Row, place: int, tier: str) -> Part:
    end = event["end"] + pd.Timedelta(days=1)
    return _bar(event["start"], end, place - 0.03) | {"fillcolor": _colour(tier), "line": {"width": 0}}


def _bar(start: object, end: object, middle: float) -> Part:
    """A bar under the marks, so that it covers no half of one."""
    return {"type": "rect", "layer": "below", "x0": start, "x1": end, "y0": middle - 0.11, "y1": middle + 0.11}


def _words(step: Row, place: int) -> Part:
    """The words over a row, from the picture's left edge: a narrow screen cuts off the end of a name and no date."""
    words = f"<b>{label(step['code'])}</b>  <b>{day(step['exam_day'])}</b>  {label(step['name'])}"
    return {"text": words, "showarrow": False, **_above(place + 0.1)}


def _above(height: float) -> Part:
    return {"xref": "paper", "x": 0, "xanchor": "left", "y": height, "yanchor": "bottom"}


def _under(place: int) -> Part:
    """The line under a row that ties its words to its bar."""
    line = {"color": theme.GRID.slot, "width": 1}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": place - 0.47, "y1": place - 0.47}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _line(event: Row, place: int) -> Part:
    ends = {"x0": event["start"], "x1": event["start"], "y0": place - 0.22, "y1": place + 0.1}
    return {"type": "line", **ends, "line": {"color": LINES[event["kind"]][1].slot, "width": 3}}


def _limit(event: Row, place: int, window: tuple[pd.Timestamp, pd.Timestamp]) -> Part:
    """The words under a hard line, on the side that has room for them."""
    said, colour = LINES[event["kind"]]
    side = "left" if (event["start"] - window[0]) / (window[1] - window[0]) < 0.6 else "right"
    at = {"x": event["start"], "y": place - 0.17, "yanchor": "top", "xanchor": side}
    return {**at, "text": f"{said} {day(event['start'])}", "showarrow": False, "font": {"color": colour.slot}}


def validity(passes: pd.DataFrame, first: date, until: date) -> go.Figure:
    """How long each pass holds, of those held and those to come: a bar to its end, dotted where it can be renewed.

    Takes one row a pass with `code`, `tier` (missing = held already), `passed`, `opens`, `ends` and `words`. The
    picture begins on `first`; a pass whose end is missing runs to `until`.
    """
    shapes: list[Part] = []
    words: list[Part] = []
    for place, row in zip(reversed(range(len(passes))), passes.to_dict("records"), strict=True):
        shapes += _pass(row, first, until, place)
        words.append({"text": f"<b>{label(row['code'])}</b>  {row['words']}", "showarrow": False, **_above(place)})
    last = max([*passes["ends"].dropna(), until])
    return figure(
        height=PASS * len(passes) + 48,
        right=6,
        bottom=36,
        top=0,
        shapes=shapes,
        annotations=words,
        xaxis=months(first, last, FEW) | {"range": [first, last]},
        yaxis={"visible": False, "range": [-0.5, len(passes) - 0.4], "fixedrange": True},
    )


def _pass(row: Row, first: date, until: date, place: int) -> list[Part]:
    colour = _colour(row["tier"])
    begins, ends = max(row["passed"] or first, first), row["ends"] or until
    opens = max(row["opens"] or ends, begins)
    held = _bar(begins, opens, place - 0.15) | {"fillcolor": colour, "line": {"width": 0}}
    window = _bar(opens, ends, place - 0.15) | {"line": {"color": colour, "width": 1.5, "dash": "dot"}}
    return [held, window] if opens < ends else [held]
