"""Cost vs salary: what paths cost beside what roles pay, as a figure with its notes and its table."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address.links import Links
from lib.catalogue import snapshot
from lib.catalogue.paths import picks
from lib.design.render import Html, render
from lib.pay import roles
from lib.pay.salaries import ADS, CLAIM, SURVEY
from lib.planner import plan_snapshot
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import UNKNOWN_PRICE, listed, missing, thousands
from lib.trust import studies
from lib.views.blocks import Block, Columns, Picture
from lib.views.cache import cached, cached_figure

MEASURES = {ADS: "Job ads", CLAIM: "The article", SURVEY: "Employer survey"}
"""The name of each measure of pay."""

MEASURE_NOTES = {
    CLAIM: "Figures without a source, a place, a spread or a number of people behind them.",
    ADS: "Ends of base-pay ranges in US job ads, each distinct row once: what was offered, not what was paid.",
    SURVEY: "Wages as employers report them. It has no occupation called ML engineer, so only neighbours are shown.",
}
MARKS_KEY = (
    "Dot: median. Thick bar: middle half. Thin line: 10th to 90th percentile. Hollow diamond: the article's claim, "
    "with an arrow where it says “or more”. Grey and dotted: fewer than 30 rows."
)
FEES_KEY = (
    "Exam fees run from the cheapest to the dearest choice, with a tick at the first one named; hatched where a price "
    "is not published."
)


class RolePayChoice(NamedTuple):
    """The reader's choice: the source of pay, `lib.pay.roles.ALL` for all of them, and the role to explain."""

    source: str
    role: str


def blocks(tables: Tables, choice: RolePayChoice, on: date, links: Links, *, filtered: bool) -> Iterator[Block]:
    """The figure with its notes, the caveats beside it, and its table.

    `filtered` says whether a shared filter is on, which a note then explains.
    """
    pay = cost_and_pay(tables, choice, on)
    wide, narrow = (partial(_figure, choice=choice, on=on, wide=wide) for wide in (True, False))
    picture = Picture("cost_pay", pay.finding, wide, narrow)
    yield Columns((3, 1), ((picture, _notes(tables, choice, on, filtered)), (_caveats(tables),)), "cost_pay", "medium")
    yield _side_by_side_table(pay) if choice.source == roles.ALL else _board_table(pay.board, tables, links)


@cached
def cost_and_pay(tables: Tables, choice: RolePayChoice, on: date) -> roles.CostAndPay:
    """Cost and pay of all roles, with the finding on the one that is explained."""
    return roles.cost_and_pay(tables, plan_snapshot.costs(tables, on), source=choice.source, role=choice.role)


def _caveats(tables: Tables) -> Html:
    """What to know before reading: on pay in general, and on each measure of it."""
    measures = set(tables["salaries"]["measure"])
    sources = [
        {"name": name, "how": MEASURE_NOTES[measure]} for measure, name in MEASURES.items() if measure in measures
    ]
    return render("cost_pay_aside.html", sources=sources, evidence=studies.summary(tables["evidence"]))


def _notes(tables: Tables, choice: RolePayChoice, on: date, filtered: bool) -> Html:
    """Under the figure: the sources of its pay, its key, and what it leaves out."""
    pay = cost_and_pay(tables, choice, on)
    rows, sources = pay.side_by_side, tables["sources"].set_index("source")
    if choice.source != roles.ALL:
        rows = rows[rows["source"].isin([choice.source]) & ~rows["neighbour"]]
    groups = rows.groupby("source", sort=False)
    origins = [_origin(sources.loc[str(source)].to_dict(), group) for source, group in groups]
    return render(
        "cost_pay_notes.html",
        key=MARKS_KEY if choice.source == roles.ALL else f"{MARKS_KEY} {FEES_KEY}",
        origins=origins,
        checked=sources.loc[list(rows["source"].unique()), "checked_on"].max(),
        notes=_omissions(tables, choice, on, filtered),
    )


def _origin(source: Row, rows: pd.DataFrame) -> dict[str, str]:
    """One source for the template: its title and address, and the place, years, measure and size of its figures."""
    sizes = rows["n"].dropna()
    years = listed([f"{year:.0f}" for year in sorted(rows["year"].unique())])
    n = "" if sizes.empty else f"n = {sizes.min():,.0f}" + (f" to {sizes.max():,.0f}" if len(sizes) > 1 else "")
    phrases = [rows["place"].iloc[0], years, rows["measure"].iloc[0], n or "n not stated"]
    url = "" if missing(source["url"]) else source["url"]
    return {"title": str(source["title"]), "url": str(url), "said": ", ".join(phrases)}


def _omissions(tables: Tables, choice: RolePayChoice, on: date, filtered: bool) -> list[str]:
    """What the figure leaves out or replaces, in sentences."""
    pay = cost_and_pay(tables, choice, on)
    sentences, board = [], pay.board
    uncovered = board.loc[~board["covered"], "name"].tolist()
    if choice.source != roles.ALL and uncovered:
        sentences.append(f"{pay.source_names[choice.source]}: nothing on {listed(uncovered)}.")
    sentences.append(_successor_words(board, tables, on))
    for column, words in (("betas", "as betas"), ("closed", "because nobody can book them and nothing stands in")):
        codes = list(dict.fromkeys(code for named in board[column] for code in named))
        if codes:
            sentences.append(f"Left out of the ranges {words}: {listed(codes)}.")
    if filtered:
        sentences.append("The filters do not change what a role asks for; they narrow the prices further down.")
    return [sentence for sentence in sentences if sentence]


def _successor_words(board: pd.DataFrame, tables: Tables, on: date) -> str:
    """Which certification takes the place of which in the paths of the roles, in a sentence; empty for none."""
    certs, codes = snapshot.certs(tables, on), snapshot.codes(tables)
    left_out = {code for named in board["betas"] for code in named}
    rows = pd.concat([picks(tables["path_steps"], certs, role) for role in board["role"]])
    rows = rows[rows["changed"] & rows["pick"].notna()].drop_duplicates("cert_id")
    pairs = [(codes[pick], codes[cert]) for cert, pick in zip(rows["cert_id"], rows["pick"], strict=True)]
    phrases = [f"{pick} for {cert}" for pick, cert in pairs if pick not in left_out]
    return f"Successors stand in where an exam has ended: {listed(phrases)}." if phrases else ""


HEAD = ["Role", "Exams", "Cheapest choice", "Dearest choice", "Not in the range", "Median", "Middle half"]
HEAD += ["10th to 90th percentile", "n", "The article's claim", "Median against it"]
SIDE_BY_SIDE_HEAD = [
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


def _board_table(board: pd.DataFrame, tables: Tables, links: Links) -> Html:
    """The figure of one source of pay as a table, a row for each role."""
    rows = [
        {
            "name": row["name"],
            "cells": [
                roles.cost_words(row),
                row["low_ids"],
                row["high_ids"],
                _left_out_words(row),
                *_pay_cells(row),
                roles.claim_words(row) if not missing(row["claim_usd"]) else "none",
                roles.claim_gap_words(row),
            ],
        }
        for row in board.to_dict("records")
    ]
    return render("cost_pay_table.html", head=HEAD, rows=rows, codes=snapshot.codes(tables), links=links)


def _left_out_words(row: Row) -> str:
    """The exams that the range of a path leaves out, with the reasons."""
    reasons = {"unknown": UNKNOWN_PRICE, "betas": "in beta", "closed": "cannot be booked"}
    groups = [f"{listed(row[column])} ({reason})" for column, reason in reasons.items() if len(row[column])]
    return "; ".join(groups) or "nothing"


def _pay_cells(row: Row) -> list[str]:
    """The four cells of measured pay: median, middle half, 10th to 90th percentile, n."""
    if missing(row["median_usd"]):
        return ["not in this source", "", "", ""]
    n = f"{row['n']:,.0f}{' (thin)' if row['thin'] else ''}" if not missing(row["n"]) else "not published"
    return [thousands(row["median_usd"]), _range(row, "p25_usd", "p75_usd"), _range(row, "p10_usd", "p90_usd"), n]


def _range(row: Row, low: str, high: str) -> str:
    """The range between two columns in words."""
    if missing(row[low]) or missing(row[high]):
        return "not published"
    return f"{thousands(row[low])} to {thousands(row[high])}"


def _side_by_side_table(pay: roles.CostAndPay) -> Html:
    """The figure of all sources of pay as a table."""
    rows = []
    for row in pay.side_by_side.to_dict("records"):
        is_claim = not missing(row["claim_usd"])
        pay_cells = [roles.claim_words(row), "not stated", "not stated", "not stated"] if is_claim else _pay_cells(row)
        cells = [
            "not the role" if row["neighbour"] else row["aside"],
            pay.source_names[row["source"]],
            f"{row['year']:.0f}",
            row["measure"],
            *pay_cells,
        ]
        rows.append({"name": row["name"], "cells": cells})
    return render("cost_pay_table.html", head=SIDE_BY_SIDE_HEAD, rows=rows)


@cached_figure
def _figure(tables: Tables, choice: RolePayChoice, on: date, *, wide: bool) -> go.Figure:
    """The figure of cost and pay: of one source of pay beside the cost, or of all sources."""
    pay = cost_and_pay(tables, choice, on)
    if choice.source == roles.ALL:
        return charts.pay_by_source(pay.side_by_side, choice.role, wide=wide)
    return charts.cost_pay(pay.board, choice.role) if wide else charts.cost_pay_list(pay.board, choice.role)
