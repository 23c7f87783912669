"""The content of a view's image: words and colours of the page's own answer, cut to what fits."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lib.address import catalogue_domains, pages, planner_query, query
from lib.catalogue import filtering, snapshot
from lib.catalogue.record import Certification
from lib.catalogue.status import status_of, today
from lib.design.theme import QUIET, STATUS, TIER
from lib.planner import Plan, plan_snapshot
from lib.tables.store import Tables
from lib.text import count, day, listed, missing, usd
from lib.views.blocks import Fact
from lib.views.preview.summary import PageSummary

ROW_LIMIT = 4
"""The largest number of rows in an image; of a plan the exams that are named before the others are counted."""


class Row(NamedTuple):
    """A line under the finding: its subject, the words on it, the colour of its left edge, the words at its right."""

    head: str
    words: str
    edge: str = ""
    right: str = ""


class Sign(NamedTuple):
    """Words after a coloured mark, round for a status and square for a tier; an empty colour draws no mark."""

    words: str
    colour: str = ""
    is_round: bool = False


@dataclass(frozen=True)
class ImageContent:
    """The words and colours of an image, top to bottom.

    `page` is the name of the page. `small` is its question and `large` the finding, or for a certification its vendor
    and its code. `name` and `signs` are set for a certification alone, and `below` is its finding. `edges` are the
    colours of the left border.
    """

    page: str
    small: str
    large: str
    rows: tuple[Row, ...] = ()
    name: str = ""
    signs: tuple[Sign, ...] = ()
    below: str = ""
    edges: tuple[str, ...] = tuple(swatch.light for swatch in TIER.values())


def picture(page: pages.Page, pairs: pages.Pairs, summary: PageSummary, tables: Tables) -> ImageContent:
    """The content of the image of a page in the state of a query string, from the page's summary."""
    page_query = query.read(pairs, page, tables)
    on = page_query.on or today()
    page_name = f"{page.name}, as of {day(on)}" if on != today() else page.name
    if page is pages.CERT and (cert_id := catalogue_domains.cert_id(_last_value(pairs, "id"), tables)):
        return _cert_picture(snapshot.cert(tables, cert_id, on), page_name, summary.view.finding)
    if page is pages.PLANNER:
        return _plan_picture(page_query, on, tables, page_name, summary)
    question = _question_with_filters(summary, page_query)
    if page is pages.TIER_MAP:
        return ImageContent(page_name, question, summary.view.finding, _tier_rows(page_query, on, tables))
    tiers = dict(zip(tables["certs"]["code"], tables["certs"]["tier"], strict=True))
    rows = tuple(
        _row(fact, _edge_colour(tiers.get(fact.head, "")), page) for fact in summary.view.highlights[:ROW_LIMIT]
    )
    return ImageContent(page_name, question, summary.view.finding, rows)


def _question_with_filters(summary: PageSummary, page_query: query.Query) -> str:
    """The question of a page, followed by the first filters of its query."""
    filter_words = listed(page_query.filters.phrases()[:ROW_LIMIT])
    return " ".join(part for part in (summary.view.question, filter_words) if part)


def _last_value(pairs: pages.Pairs, wanted_key: str) -> str:
    return next((value for key, value in reversed(pairs) if key == wanted_key), "")


def _row(fact: Fact, edge: str, page: pages.Page) -> Row:
    """A fact as a row, with its details at the right if it is on a certification or on pay."""
    return Row(fact.head, fact.words, edge, fact.details if edge or page is pages.COSTS else "")


def _edge_colour(tier: str) -> str:
    return TIER[tier].light if tier in TIER else ""


def _cert_picture(cert: Certification, page: str, finding: str) -> ImageContent:
    status = status_of(cert)
    dot = (STATUS[status.reader_word] if status.has_colour else QUIET).light
    price = "" if cert["gone"] and missing(cert["price_usd"]) else filtering.price_words(cert)
    signs = [
        Sign(price),
        Sign(status.sign or status.reader_word, dot, is_round=True),
        Sign(cert["tier"], _edge_colour(cert["tier"])),
    ]
    signs = [sign for sign in signs if sign.words]
    edge = _edge_colour(cert["tier"]) or QUIET.light
    return ImageContent(
        page, cert["vendor"], cert["code"], name=cert["name"], signs=tuple(signs), below=finding, edges=(edge,)
    )


def _plan_picture(page_query: query.Query, on: date, tables: Tables, page: str, summary: PageSummary) -> ImageContent:
    answer = plan_snapshot.planned(tables, planner_query.request_on(page_query.plan, on))
    plan = planner_query.selected_plan(answer, page_query.plan.selection)
    if plan is None or not plan.steps:
        return ImageContent(page, answer.title, summary.view.finding)
    tiers = dict(zip(tables["certs"]["id"], tables["certs"]["tier"], strict=True))
    large = f"{count(len(plan.steps), 'exam')} by {day(plan.ends)} for {plan.total.words()}"
    edges = tuple(_edge_colour(tiers[step.cert_id]) or QUIET.light for step in plan.steps)
    return ImageContent(page, answer.title, large, _exam_rows(plan, edges), edges=edges)


def _exam_rows(plan: Plan, edges: tuple[str, ...]) -> tuple[Row, ...]:
    """A row per exam, in order; of a long plan the first exams and a row that counts the others."""
    steps = plan.steps if len(plan.steps) <= ROW_LIMIT + 1 else plan.steps[:ROW_LIMIT]
    rows = [
        Row(day(step.exam_day), f"{step.code} · {step.name}", edge, usd(step.net_usd))
        for step, edge in zip(steps, edges, strict=False)
    ]
    further = len(plan.steps) - len(steps)
    return (*rows, Row("", f"and {count(further, 'more exam')} by {day(plan.ends)}")) if further else tuple(rows)


def _tier_rows(page_query: query.Query, on: date, tables: Tables) -> tuple[Row, ...]:
    """A row per tier that has bookable certifications: the number of them and of their vendors."""
    certs = filtering.matching(snapshot.brief(tables, on), page_query.filters.with_closed())
    bookable = certs[certs["bookable"]]
    by_tier = {tier: bookable[bookable["tier"] == tier] for tier in tables["tiers"]["tier"]}
    return tuple(
        Row(tier, f"{count(len(rows), 'exam')} of {count(rows['vendor'].nunique(), 'vendor')}", _edge_colour(tier))
        for tier, rows in by_tier.items()
        if len(rows)
    )
