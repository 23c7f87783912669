"""What an image of a view says: the words and colours of the page's own answer, fewer of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lib import answers, asking, board, certs, links, query, site, standing
from lib.clock import today
from lib.planner import Plan
from lib.store import Tables
from lib.text import count, day, listed, missing, usd
from lib.theme import QUIET, STATUS, TIER

MOST = 4
"""How many rows an image has; of a plan, how many exams before the rest are counted."""


class Row(NamedTuple):
    """A line under the finding: what it is about, what is said, the colour at its left edge, what stands right."""

    head: str
    words: str
    edge: str = ""
    right: str = ""


class Sign(NamedTuple):
    """A few words with a coloured mark before them, round for a status and square for a tier (empty = none)."""

    words: str
    colour: str = ""
    is_round: bool = False


@dataclass(frozen=True)
class Picture:
    """What an image says, top to bottom.

    `page` is the page's name, `small` the question or whose it is, `large` the finding or a certification's code,
    `name` and `signs` are a certification's, `below` is said last. `edges` are the colours of the left border.
    """

    page: str
    small: str
    large: str
    rows: tuple[Row, ...] = ()
    name: str = ""
    signs: tuple[Sign, ...] = ()
    below: str = ""
    edges: tuple[str, ...] = tuple(swatch.light for swatch in TIER.values())


def picture(page: site.Page, pairs: links.Pairs, answer: answers.Answer, tables: Tables) -> Picture:
    """The image of a page in the state of a query string, to which `answer` is the page's answer."""
    asked = query.read(pairs, page, tables)
    on = asked.on or today()
    stamped = f"{page.name}, as of {day(on)}" if on != today() else page.name
    if page is site.CERT and (cert_id := links.cert_id(_last(pairs, "id"), tables)):
        return _of_cert(standing.cert(tables, cert_id, on), stamped, answer.finding)
    if page is site.PLANNER:
        return _of_plan(asked, on, tables, stamped, answer)
    if page is site.TIER_MAP:
        return Picture(stamped, _asked(answer, asked), answer.finding, _tiers(asked, on, tables))
    tiers = dict(zip(tables["certs"]["code"], tables["certs"]["tier"], strict=True))
    rows = tuple(_row(fact, _edge(tiers.get(fact.head, "")), page) for fact in answer.facts[:MOST])
    return Picture(stamped, _asked(answer, asked), answer.finding, rows)


def _asked(answer: answers.Answer, asked: query.Query) -> str:
    """The question with the filters that are on."""
    return " ".join(part for part in (answer.question, listed(query.words(asked.filters)[:MOST])) if part)


def _last(pairs: links.Pairs, wanted: str) -> str:
    return next((value for key, value in reversed(pairs) if key == wanted), "")


def _row(fact: answers.Fact, edge: str, page: site.Page) -> Row:
    """A price, a status or a pay stands at the right; of cost and pay there is room for what is said first."""
    if page is site.COSTS:
        return Row(fact.head, _first(fact.words), edge, _first(fact.more))
    return Row(fact.head, fact.words, edge, fact.more if edge else "")


def _first(words: str) -> str:
    return re.split(r", |; | \(", words, maxsplit=1)[0]


def _edge(tier: str) -> str:
    return TIER[tier].light if tier in TIER else ""


def _of_cert(cert: Mapping[Any, Any], page: str, finding: str) -> Picture:
    word = "partners only" if cert["status"] == "partner-only" else cert["status_word"]
    dot = (STATUS.get(word) or QUIET).light
    price = "" if cert["gone"] and missing(cert["price_usd"]) else certs.price_words(cert)
    signs = (Sign(price), Sign(word, dot, is_round=True), Sign(cert["tier"], _edge(cert["tier"])))
    shown = tuple(sign for sign in signs if sign.words)
    edge = _edge(cert["tier"]) or QUIET.light
    return Picture(page, cert["vendor"], cert["code"], name=cert["name"], signs=shown, below=finding, edges=(edge,))


def _of_plan(asked: query.Query, on: date, tables: Tables, page: str, answer: answers.Answer) -> Picture:
    told = standing.planned(tables, asking.with_day(asked.plan, on))
    plan = asking.chosen(told, asked.plan.shown)
    if plan is None or not plan.steps:
        return Picture(page, told.title, answer.finding)
    tiers = dict(zip(tables["certs"]["id"], tables["certs"]["tier"], strict=True))
    large = f"{count(len(plan.steps), 'exam')} by {day(plan.ends)} for {plan.total.words()}"
    edges = tuple(_edge(tiers[step.cert_id]) or QUIET.light for step in plan.steps)
    return Picture(page, told.title, large, _exams(plan, edges), edges=edges)


def _exams(plan: Plan, edges: tuple[str, ...]) -> tuple[Row, ...]:
    """The exams in order; of a long plan the first ones and how many follow."""
    shown = plan.steps if len(plan.steps) <= MOST + 1 else plan.steps[:MOST]
    rows = [
        Row(day(step.exam_day), f"{step.code} · {step.name}", edge, usd(step.net_usd))
        for step, edge in zip(shown, edges, strict=False)
    ]
    more = len(plan.steps) - len(shown)
    return (*rows, Row("", f"and {count(more, 'more exam')} by {day(plan.ends)}")) if more else tuple(rows)


def _tiers(asked: query.Query, on: date, tables: Tables) -> tuple[Row, ...]:
    """How many certifications of each tier can be booked, and whose."""
    found = certs.matching(standing.brief(tables, on), board.with_ghosts(asked.filters))
    open_now = found[found["bookable"]]
    shown = {tier: open_now[open_now["tier"] == tier] for tier in tables["tiers"]["tier"]}
    return tuple(
        Row(tier, f"{count(len(rows), 'exam')} of {count(rows['vendor'].nunique(), 'vendor')}", _edge(tier))
        for tier, rows in shown.items()
        if len(rows)
    )
