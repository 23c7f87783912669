"""Cost vs salary: its controls, the picture of what paths cost and what roles pay, the notes and the table of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import charts, evidence, links, query, roles, site, standing
from lib.html import render
from lib.paths import picks
from lib.salaries import ADS, CLAIM, SURVEY
from lib.text import UNKNOWN_PRICE, listed, missing, thousands
from lib.ui import data, pictures, state

Row = Mapping[Any, Any]

MEASURES = {ADS: "Job ads", CLAIM: "The article", SURVEY: "Employer survey"}
HOW = {
    CLAIM: "Figures without a source, a place, a spread or a number of people behind them.",
    ADS: "Ends of base-pay ranges in US job ads, each distinct row once: what was offered, not what was paid.",
    SURVEY: "Wages as employers report them. It has no occupation called ML engineer, so only neighbours are shown.",
}
MARKS = (
    "Dot: median. Thick bar: middle half. Thin line: 10th to 90th percentile. Hollow diamond: the article's claim, "
    "with an arrow where it says “or more”. Grey and dotted: fewer than 30 rows."
)
FEES = (
    "Exam fees run from the cheapest to the dearest choice, with a tick at the first one named; hatched where a price "
    "is not published."
)


class Asked(NamedTuple):
    """What the reader wants to see: a source of pay, or all of them, and the role that is explained."""

    source: str
    role: str


class Sheet(NamedTuple):
    """What is said and drawn of cost and pay in one state."""

    finding: str
    role: Row
    board: pd.DataFrame
    side_by_side: pd.DataFrame
    aside: str
    notes: str
    table: str


def asked(query: query.Query) -> Asked:
    """The source and the role of an address, or the first of each."""
    return Asked(*roles.asked(data.tables(), query.source, query.role))


def controls(now: Asked) -> None:
    """The source of pay, and the role that is explained."""
    known = {**roles.sources(data.tables()), roles.ALL: "All sources"}
    names = roles.names(data.tables())
    first = asked(query.Query())
    state.control(
        st.pills,
        "Source of pay",
        list(known),
        key="source",
        now=now.source,
        default=first.source,
        format_func=known.get,
        required=True,
        wrap=True,
        label_visibility="collapsed",
    )
    state.control(
        st.selectbox,
        "Role",
        list(names),
        key="role",
        now=now.role,
        default=first.role,
        format_func=names.get,
        width=270,
        label_visibility="collapsed",
    )


def sheet(now: Asked, on: date, following: links.Pairs, *, filtered: bool) -> Sheet:
    """Everything about cost and pay on a day; made once for all readers of the same view."""
    return data.remembered(partial(_sheet, now, on, following, filtered), "role pay", now, on, filtered, *following)


def _sheet(now: Asked, on: date, following: links.Pairs, filtered: bool) -> Sheet:
    told = roles.told(data.tables(), standing.costs(data.tables(), on), source=now.source, role=now.role)
    return Sheet(
        told.finding,
        told.role,
        told.board,
        told.side_by_side,
        _aside(),
        _notes(now, told, on, filtered),
        _table(told) if now.source == roles.ALL else _board_table(told.board, following),
    )


def _aside() -> str:
    measures = data.tables()["salaries"].drop_duplicates("measure")
    shown = [
        {"name": MEASURES[measure], "how": HOW[measure]} for measure in MEASURES if measure in set(measures["measure"])
    ]
    return render("cost_pay_aside.html", sources=shown, evidence=evidence.summary(data.tables()["evidence"]))


def _notes(now: Asked, told: roles.Told, on: date, filtered: bool) -> str:
    every, sources = told.side_by_side, data.tables()["sources"].set_index("source")
    shown = every if now.source == roles.ALL else every[every["source"].isin([now.source]) & ~every["neighbour"]]
    groups = shown.groupby("source", sort=False)
    origins = [_origin(sources.loc[str(source)].to_dict(), rows) for source, rows in groups]
    return render(
        "cost_pay_notes.html",
        key=MARKS if now.source == roles.ALL else f"{MARKS} {FEES}",
        origins=origins,
        checked=sources.loc[list(shown["source"].unique()), "checked_on"].max(),
        notes=_said(now, told, on, filtered),
    )


def _origin(about: Row, rows: pd.DataFrame) -> dict[str, str]:
    """One source: its title and address, and what its figures are of."""
    known = rows["n"].dropna()
    years = listed([f"{year:.0f}" for year in sorted(rows["year"].unique())])
    n = "" if known.empty else f"n = {known.min():,.0f}" + (f" to {known.max():,.0f}" if len(known) > 1 else "")
    said = [rows["place"].iloc[0], years, rows["measure"].iloc[0], n or "n not stated"]
    url = "" if missing(about["url"]) else about["url"]
    return {"title": str(about["title"]), "url": str(url), "said": ", ".join(said)}


def _said(now: Asked, shown: roles.Told, on: date, filtered: bool) -> list[str]:
    """What the picture leaves out, in sentences."""
    told, board = [], shown.board
    uncovered = board.loc[~board["covered"], "name"].tolist()
    if now.source != roles.ALL and uncovered:
        told.append(f"{shown.names[now.source]}: nothing on {listed(uncovered)}.")
    told += [_stands_in(board, on)]
    for column, words in (("betas", "as betas"), ("closed", "because nobody can book them and nothing stands in")):
        codes = list(dict.fromkeys(code for named in board[column] for code in named))
        told += [f"Left out of the ranges {words}: {listed(codes)}."] if codes else []
    told += ["The filters do not change what a role asks for; they narrow the prices further down."] if filtered else []
    return [one for one in told if one]


def _stands_in(board: pd.DataFrame, on: date) -> str:
    """Which certification stands in for which in the paths of the roles."""
    tables, certs = data.tables(), data.certs(on)
    codes = standing.codes(tables)
    left_out = {code for named in board["betas"] for code in named}
    rows = pd.concat([picks(tables["path_steps"], certs, role) for role in board["role"]])
    rows = rows[rows["changed"] & rows["pick"].notna()].drop_duplicates("cert_id")
    pairs = [(codes[pick], codes[cert]) for cert, pick in zip(rows["cert_id"], rows["pick"], strict=True)]
    told = [f"{pick} for {cert}" for pick, cert in pairs if pick not in left_out]
    return f"Successors stand in where an exam has ended: {listed(told)}." if told else ""


HEAD = ["Role", "Exams", "Cheapest choice", "Dearest choice", "Not in the range", "Median", "Middle half"]
HEAD += ["10th to 90th percentile", "n", "The article's claim", "Median against it"]
EVERY_HEAD = [
    "Role or occupation",
    "Exams",
    "Source",
    "Year",
    "Measure",
    "Median or claim",
    "Middle half",
    "10th to 90th percentile",
    "n",
]


def _board_table(board: pd.DataFrame, following: links.Pairs) -> str:
    codes = standing.codes(data.tables())

    def linked(ids: Sequence[str]) -> list[dict[str, str]]:
        return [{"code": codes[i], "href": links.address(site.CERT, [("id", i), *following])} for i in ids]

    rows = [
        {
            "name": row["name"],
            "cells": [
                roles.cost_words(row),
                linked(row["low_ids"]),
                linked(row["high_ids"]),
                _left_out(row),
                *_pay_cells(row),
                roles.claim_words(row) if not missing(row["claim_usd"]) else "none",
                roles.against_words(row),
            ],
        }
        for row in board.to_dict("records")
    ]
    return render("cost_pay_table.html", head=HEAD, rows=rows)


def _left_out(row: Row) -> str:
    words = {"unknown": UNKNOWN_PRICE, "betas": "in beta", "closed": "cannot be booked"}
    return "; ".join(f"{listed(row[name])} ({said})" for name, said in words.items() if len(row[name])) or "nothing"


def _pay_cells(row: Row) -> list[str]:
    if missing(row["median_usd"]):
        return ["not in this source", "", "", ""]
    n = f"{row['n']:,.0f}{' (thin)' if row['thin'] else ''}" if not missing(row["n"]) else "not published"
    return [thousands(row["median_usd"]), _ends(row, "p25_usd", "p75_usd"), _ends(row, "p10_usd", "p90_usd"), n]


def _ends(row: Row, low: str, high: str) -> str:
    if missing(row[low]) or missing(row[high]):
        return "not published"
    return f"{thousands(row[low])} to {thousands(row[high])}"


def _table(told: roles.Told) -> str:
    rows = []
    for row in told.side_by_side.to_dict("records"):
        claim = not missing(row["claim_usd"])
        pay = [roles.claim_words(row), "not stated", "not stated", "not stated"] if claim else _pay_cells(row)
        cells = [
            "not the role" if row["neighbour"] else row["aside"],
            told.names[row["source"]],
            f"{row['year']:.0f}",
            row["measure"],
            *pay,
        ]
        rows.append({"name": row["name"], "cells": cells})
    return render("cost_pay_table.html", head=EVERY_HEAD, rows=rows)


def draw(shown: Sheet, now: Asked, on: date) -> None:
    """The picture, one for a wide and one for a narrow screen, its notes, what to know before reading it, its table."""
    if now.source == roles.ALL:
        wide = partial(charts.pay_by_source, shown.side_by_side, now.role, wide=True)
        narrow = partial(charts.pay_by_source, shown.side_by_side, now.role, wide=False)
    else:
        wide = partial(charts.cost_pay, shown.board, now.role)
        narrow = partial(charts.cost_pay_list, shown.board, now.role)
    with st.container(key="cost_pay"):
        left, right = st.columns([3, 1], gap="medium")
    with left:
        pictures.show(wide, now, on, key="cost_pay_wide", alt=shown.finding)
        pictures.show(narrow, now, on, key="cost_pay_narrow", alt=shown.finding)
        st.html(shown.notes)
    right.html(shown.aside)
    st.html(shown.table)
