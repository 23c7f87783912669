"""The planner's controls in the order of thought: background, goal, certifications held, time and money, limits.

Every control has the value that the request of the address has; a change goes to the address (`lib.ui.url_state`).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from lib.address import domains, pages, parameters, planner_query, query
from lib.catalogue import snapshot
from lib.planner import Plan, PlanRequest, Step
from lib.text import css_string, span
from lib.ui import data, frame, url_state

GOAL_PREFIXES = {"role": "Role: ", "outcome": "", "verdict": ""}
"""What stands before the title of a path among the goals, by the kind of path."""

HELD_KEY = "held"
DATE_FORMAT = "YYYY-MM-DD"
"""The format of every date control; `lib/web/streamlit/line.js` relies on it."""


def controls(request: PlanRequest, selected: Plan | None) -> None:
    """Draw all controls. `selected` is the plan that the page shows, None where no plan is possible."""
    titles = _titles()
    _choice("I am", "from", request.background, titles, "anyone", 310)
    empty = "what suits me" if request.background is None else "the usual sequence"
    _choice("I want", "goal", request.goal, titles, empty, 340)
    _held(request)
    url_state.control(
        st.number_input,
        "Hours a week",
        *map(float, _ends("week")),
        None,
        1.0,
        key="week",
        value=request.hours_week,
        default=planner_query.DEFAULT_REQUEST.hours_week,
        format="%g",
        width=110,
    )
    _budget(request.budget)
    st.html(f"<style>.st-key-limits button p::after{{content:{css_string(_limits_set(request))}}}</style>")
    with st.popover("Limits", key="limits", on_change="rerun") as panel:
        if panel.open:
            _insisted(request)
            _limits(request, titles)
            _hours(request, selected)


def _titles() -> dict[str, str]:
    """The labels of backgrounds and goals, by the id of their path."""
    rows = data.tables()["paths"]
    kinds = zip(rows["path"], rows["kind"], rows["title"], strict=True)
    return {path: f"{GOAL_PREFIXES.get(kind, '')}{title}" for path, kind, title in kinds}


def _ends(key: str) -> tuple[float, float]:
    """The smallest and the largest value of a number."""
    return parameters.limits(pages.PLANNER, key)


def _choice(label: str, key: str, value: str | None, titles: Mapping[str, str], empty: str, width: int) -> None:
    """Draw a choice of one option; `empty` is shown where none is chosen."""
    url_state.control(
        st.selectbox,
        label,
        parameters.options(pages.PLANNER, key, data.tables()),
        None,
        lambda option: titles.get(option, option),
        key=key,
        value=value,
        default=None,
        placeholder=empty,
        width=width,
    )


def _budget(value: float | None) -> None:
    url_state.control(
        st.number_input,
        "Budget ($)",
        *map(float, _ends("budget")),
        None,
        25.0,
        key="budget",
        value=value,
        default=None,
        format="%g",
        placeholder="any",
        width=110,
    )


def _held(request: PlanRequest) -> None:
    """Draw the choice of certifications held. Their months stay when another one is added or removed."""
    certs = data.certs(frame.on())
    labels = dict(zip(certs["id"], certs["label"], strict=True))
    held = [cert for cert, _ in request.have if cert in labels]
    chosen = st.session_state.get(HELD_KEY, held)
    url_state.custom(
        st.multiselect,
        "I hold",
        list(labels),
        format_func=lambda cert: labels.get(cert, cert),
        key=HELD_KEY,
        value=chosen if sorted(chosen) == sorted(held) else held,  # in the order of choosing: the address sorts them
        write=_write_held,
        placeholder="none yet",
        max_selections=parameters.MAX_HELD,
    )


def _write_held(chosen: list[str]) -> None:
    months = dict(_request().have)
    _put_held({cert: months.get(cert) for cert in chosen})


def _put_held(held: Mapping[str, date | None]) -> None:
    _put("have", replace(planner_query.DEFAULT_REQUEST, have=tuple(sorted(held.items()))))


def _request() -> PlanRequest:
    """The request with all changes so far. For callbacks: the request of the last run lacks what came since."""
    return query.read(url_state.page_pairs(), pages.PLANNER, data.tables()).plan.request


def _put(key: str, request: PlanRequest) -> None:
    """Write the values that one repeated key has in the address of a request."""
    url_state.put(key, [value for name, value in query.request_pairs(request) if name == key] or None)


def _limits_set(request: PlanRequest) -> str:
    """How many of the limits are set, in words. A style sheet shows it: a popover whose label changes closes."""
    limits = {"start", "by", "cloud", "most", "beta", "language", "employer", "vouchers", "overlap", "chance", "worked"}
    limits |= {"horizon", "study", "take"}
    number = len({key for key, _ in query.request_pairs(request) if key in limits})
    return f" · {number} set" if number else ""


def _limits(request: PlanRequest, titles: Mapping[str, str]) -> None:
    first_column, second_column = st.columns(2)
    with first_column:
        url_state.control(
            st.date_input,
            "Start in the month of",
            None,
            domains.EARLIEST,
            domains.LATEST,
            key="start",
            value=request.start,
            default=None,
            encode=lambda day: f"{day:%Y-%m}",
            format=DATE_FORMAT,
        )
        url_state.control(
            st.date_input,
            "Last exam by",
            None,
            domains.EARLIEST,
            domains.LATEST,
            key="by",
            value=request.by,
            default=None,
            format=DATE_FORMAT,
        )
        _choice("Cloud that I prefer", "cloud", request.cloud, titles, "any", 300)
        url_state.control(
            st.number_input,
            "Most exams from one vendor",
            *_ends("most"),
            None,
            1,
            key="most",
            value=request.vendor_limit,
            default=None,
            placeholder="any",
        )
        _choice("Exam language", "language", request.language, titles, "English", 300)
        url_state.control(st.toggle, "Beta exams too", key="beta", value=request.beta, default=False)
        url_state.control(
            st.toggle, "My employer pays the exams", key="employer", value=request.employer_pays, default=False
        )
        _default_on("Use vouchers that a pass brings", "vouchers", value=request.vouchers)
    with second_column:
        _percent(
            "Study saved where exams overlap (%)",
            "overlap",
            request.overlap,
            planner_query.DEFAULT_REQUEST.overlap,
        )
        _percent("Chance to pass one try (%)", "chance", request.chance, 1.0)
        url_state.control(
            st.number_input,
            "Months of hands-on work done",
            *_ends("worked"),
            None,
            1,
            key="worked",
            value=request.worked,
            default=0,
        )
        url_state.control(
            st.number_input,
            "Count renewals for (months)",
            *_ends("horizon"),
            None,
            12,
            key="horizon",
            value=request.months,
            default=planner_query.DEFAULT_REQUEST.months,
        )
        _earned(request)


def _percent(label: str, key: str, share: float, default: float) -> None:
    """Draw a share from 0 to 1 as whole percent."""
    value, default_percent = round(share * 100), round(default * 100)
    url_state.control(st.number_input, label, *_ends(key), None, 5, key=key, value=value, default=default_percent)


def _default_on(label: str, key: str, *, value: bool) -> None:
    """Draw a switch that is on by default; the address has `0` where it is off."""
    url_state.control(st.toggle, label, key=key, value=value, default=True, encode=lambda _: "0")


def _earned(request: PlanRequest) -> None:
    """Draw the month in which each certification held was earned."""
    codes = snapshot.codes(data.tables())
    for cert, earned in request.have[: parameters.MAX_OWN]:
        url_state.custom(
            st.date_input,
            f"{codes.get(cert, cert)} earned in the month of",
            None,
            parameters.EARLIEST_EARNED,
            domains.LATEST,
            key=f"earned_{cert}",
            value=earned,
            write=partial(_write_earned, cert),
            format=DATE_FORMAT,
        )


def _write_earned(cert: str, earned: date | None) -> None:
    _put_held({**dict(_request().have), cert: earned})


def _insisted(request: PlanRequest) -> None:
    """Draw the certifications that the reader insists on, to let them go; nothing where there are none."""
    codes, take = snapshot.codes(data.tables()), list(request.take)
    if take:
        url_state.control(st.multiselect, "I insist on", take, None, codes.get, key="take", value=take, default=[])


def _hours(request: PlanRequest, selected: Plan | None) -> None:
    """Draw the reader's own hours of study for the exams of the plan, and for those that have such hours already."""
    codes, hours = snapshot.codes(data.tables()), dict(request.hours)
    planned = {step.cert_id: step for step in selected.steps} if selected else {}
    columns = st.columns(2)
    for number, cert in enumerate([*dict.fromkeys([*planned, *hours])][: parameters.MAX_OWN]):
        with columns[number % 2]:
            _study(cert, codes.get(cert, cert), planned.get(cert), hours)


def _study(cert: str, code: str, step: Step | None, hours: Mapping[str, float]) -> None:
    """Draw the hours of study for one exam; where the reader empties them, our estimate counts again."""
    ours = span(step.hours_low, step.hours_high, "hours") if step else ""
    url_state.custom(
        st.number_input,
        f"Study for {code} (hours)",
        *map(float, parameters.STUDY_HOURS),
        None,
        5.0,
        format="%g",
        key=f"study_{cert}",
        value=hours.get(cert),
        placeholder=f"ours: {ours}" if ours else "ours",
        write=partial(_write_study, cert),
    )


def _write_study(cert: str, hours: float | None) -> None:
    all_hours = {**dict(_request().hours), cert: hours}
    own_hours = sorted((cert_id, own) for cert_id, own in all_hours.items() if own is not None)
    _put("study", replace(planner_query.DEFAULT_REQUEST, hours=tuple(own_hours)))
