"""A plan on the calendar: study, exam days, first and last days of exams; and how long each pass is valid."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import Annotation, Shape, figure, label, month_axis
from lib.design import theme
from lib.tables.row import Row
from lib.text import day

STEP, PASS = 70, 44  # px: the row of a step, the row of a pass
PHONE_TICKS = 4  # ticks for which a phone has room
DIAMOND = {"size": 16, "symbol": "diamond"}
LIMITS = {"last exam day": ("sit by", theme.STATUS["ending"]), "opens": ("opens", theme.STATUS["beta"])}
"""Events that are a line on the chart, with their word and their colour."""


def gantt(steps: pd.DataFrame, events: pd.DataFrame) -> go.Figure:
    """A row for each step, in order: a bar of study, a diamond on the exam day, lines on an exam's first and last day.

    Lines outside the months of the chart are left out; the page lists them in words.

    Args:
        steps: `cert_id`, `code`, `name`, `tier` and `exam_day` of each step (see `lib.planner`).
        events: `kind`, `cert_id`, `start` and `end`, days as timestamps.
    """
    y_of = {cert: len(steps) - 1 - number for number, cert in enumerate(steps["cert_id"])}
    tier_of = dict(zip(steps["cert_id"], steps["tier"], strict=True))
    first, last = _date_range(events)
    rows = events.to_dict("records")
    studies = [event for event in rows if event["kind"] == "study"]
    limits = [event for event in rows if event["kind"] in LIMITS and first <= event["start"] <= last]
    exams = steps.to_dict("records")
    exam_days = {
        "type": "scatter",
        "x": steps["exam_day"].tolist(),
        "y": [y_of[cert] - 0.03 for cert in steps["cert_id"]],
        "mode": "markers",
        "marker": {**DIAMOND, "color": theme.INK.slot, "line": {"color": theme.GROUND.slot, "width": 2}},
        "text": [f"{label(step['code'])}: exam on {day(step['exam_day'])}" for step in exams],
        "hovertemplate": "%{text}<extra></extra>",
    }
    study_bars = [_study_bar(event, y_of[event["cert_id"]], tier_of[event["cert_id"]]) for event in studies]
    limit_lines = [_limit_line(event, y_of[event["cert_id"]]) for event in limits]
    return figure(
        exam_days,
        height=STEP * len(steps) + 40,
        margin={"r": 6, "b": 36, "t": 4},
        shapes=[*map(_row_line, y_of.values()), *study_bars, *limit_lines],
        annotations=[
            *(_step_label(step, y_of[step["cert_id"]]) for step in exams),
            *(_limit_label(event, y_of[event["cert_id"]], (first, last)) for event in limits),
        ],
        xaxis=month_axis(first, last, PHONE_TICKS) | {"range": [first, last]},
        yaxis={"visible": False, "range": [-0.5, len(steps) - 0.5], "fixedrange": True},
    )


def _date_range(events: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The ends of the axis: from the first study or exam to the last, with some room on both sides."""
    work = events[events["kind"].isin(["study", "exam"])]
    first, last = pd.Timestamp(work["start"].min()), pd.Timestamp(work["end"].max())
    room = max((last - first) / 12, pd.Timedelta(days=10))
    return first - room / 4, last + room


def _colour(tier: str | None) -> str:
    """The colour of a step's tier; quiet for what is held already."""
    return theme.TIER[tier].slot if tier in theme.TIER else theme.QUIET.slot


def _study_bar(event: Row, y: int, tier: str) -> Shape:
    end = event["end"] + pd.Timedelta(days=1)
    return _bar(event["start"], end, y - 0.03) | {"fillcolor": _colour(tier), "line": {"width": 0}}


def _bar(start: object, end: object, middle: float) -> Shape:
    """A bar below the marks, so that it does not cover half of one."""
    return {"type": "rect", "layer": "below", "x0": start, "x1": end, "y0": middle - 0.11, "y1": middle + 0.11}


def _step_label(step: Row, y: int) -> Annotation:
    """The label above a row, from the left edge of the chart: a narrow screen cuts the end of a name, never a date."""
    text = f"<b>{label(step['code'])}</b>  <b>{day(step['exam_day'])}</b>  {label(step['name'])}"
    return {"text": text, "showarrow": False, **_from_left_edge(y + 0.1)}


def _from_left_edge(y: float) -> Annotation:
    """The position of a label that begins at the left edge of the chart and stands on `y`."""
    return {"xref": "paper", "x": 0, "xanchor": "left", "y": y, "yanchor": "bottom"}


def _row_line(y: int) -> Shape:
    """The line below a row, which ties its label to its bar."""
    line = {"color": theme.GRID.slot, "width": 1}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": y - 0.47, "y1": y - 0.47}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _limit_line(event: Row, y: int) -> Shape:
    ends = {"x0": event["start"], "x1": event["start"], "y0": y - 0.22, "y1": y + 0.1}
    return {"type": "line", **ends, "line": {"color": LIMITS[event["kind"]][1].slot, "width": 3}}


def _limit_label(event: Row, y: int, date_range: tuple[pd.Timestamp, pd.Timestamp]) -> Annotation:
    """The label below a first or last day, on the side of its line that has room for it."""
    word, colour = LIMITS[event["kind"]]
    side = "left" if (event["start"] - date_range[0]) / (date_range[1] - date_range[0]) < 0.6 else "right"
    position = {"x": event["start"], "y": y - 0.17, "yanchor": "top", "xanchor": side}
    text = f"{word} {day(event['start'])}"
    return {**position, "text": text, "showarrow": False, "font": {"color": colour.slot}}


def validity(passes: pd.DataFrame, first: date, until: date) -> go.Figure:
    """How long each pass is valid: a bar to its last day, dotted from the day on which it can be renewed.

    Args:
        passes: One row for each pass, held or to come: `code`, `tier` (missing for one that is held), `passed`,
            `opens` (when renewal opens), `ends` (the last day) and `words`.
        first: Where the axis begins.
        until: Where a pass without an end stops; the axis reaches at least that far.
    """
    shapes: list[Shape] = []
    labels: list[Annotation] = []
    for y, row in zip(reversed(range(len(passes))), passes.to_dict("records"), strict=True):
        shapes += _pass_bars(row, first, until, y)
        text = f"<b>{label(row['code'])}</b>  {row['words']}"
        labels.append({"text": text, "showarrow": False, **_from_left_edge(y)})
    last = max([*passes["ends"].dropna(), until])
    return figure(
        height=PASS * len(passes) + 48,
        margin={"r": 6, "b": 36, "t": 0},
        shapes=shapes,
        annotations=labels,
        xaxis=month_axis(first, last, PHONE_TICKS) | {"range": [first, last]},
        yaxis={"visible": False, "range": [-0.5, len(passes) - 0.4], "fixedrange": True},
    )


def _pass_bars(row: Row, first: date, until: date, y: int) -> list[Shape]:
    """The filled bar of a pass, and the dotted one of its renewal window where it has one."""
    colour = _colour(row["tier"])
    start, end = max(row["passed"] or first, first), row["ends"] or until
    opens = max(row["opens"] or end, start)
    valid = _bar(start, opens, y - 0.15) | {"fillcolor": colour, "line": {"width": 0}}
    renewal = _bar(opens, end, y - 0.15) | {"line": {"color": colour, "width": 1.5, "dash": "dot"}}
    return [valid, renewal] if opens < end else [valid]
