"""The answer of each page to an address, in words: for the HTML before the app, link previews and search engines.

A summary is made by the transforms that the page itself uses, so the two say the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from lib.address import catalogue_domains, pages, parameters, planner_query, query
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import certification, filtering, overview, paths, snapshot, suggestions, tier_map
from lib.catalogue.filtering import price_words
from lib.catalogue.filters import Filters
from lib.catalogue.record import Certification, records
from lib.catalogue.status import today
from lib.compare import alternatives, difference, sheet
from lib.pay import roles
from lib.planner import findings, plan_snapshot
from lib.preview import kickers
from lib.tables.cache import while_alive
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import count, day, listed, usd
from lib.trust import provenance

FACT_LIMIT = 80
"""The largest number of facts in a summary of a list of certifications."""


class Fact(NamedTuple):
    """One line of a summary: its subject, the words on it, its link (empty = none), and a remark in small print."""

    head: str
    words: str
    href: str = ""
    details: str = ""


@dataclass(frozen=True)
class PageSummary:
    """The answer of a page in one state.

    `title` names the view; `question` is the heading, the question of the page or the name of a certification;
    `finding` answers it, and `facts` follow in order. `kicker` is the line above the heading, as HTML. `exists` is
    false where the address names a certification that does not exist. `on` is the day of the view where the address
    names another than today; `notes` are the page's sentences on its address.
    """

    title: str
    question: str
    finding: str
    facts: tuple[Fact, ...] = ()
    kicker: str = ""
    exists: bool = True
    on: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _ViewState:
    """The query of an address with the day and the tables that it is answered from."""

    query: Query
    on: date
    tables: Tables

    @cached_property
    def links(self) -> Links:
        """The links of the view."""
        return Links(self.query.filters, self.on)

    @property
    def certs(self) -> pd.DataFrame:
        """The catalogue on the day of the view."""
        return snapshot.certs(self.tables, self.on)


def page_summary(page: pages.Page, pairs: pages.Pairs, tables: Tables) -> PageSummary:
    """The answer of a page to the pairs of a query string; there is one for every query."""
    page_query = query.read(pairs, page, tables)
    view = _ViewState(page_query, page_query.on or today(), tables)
    summary = SUMMARIES[page](view, pairs) if page in SUMMARIES else _plain_summary(page, view)
    if page_query.on in (None, today()):
        return replace(summary, notes=page_query.notes)
    notes = (*page_query.notes, snapshot.price_note(tables, page_query.on))
    return replace(summary, on=page_query.on, notes=notes)


@while_alive(512)
def cached_summary(tables: Tables, page: pages.Page, pairs: tuple[tuple[str, str], ...], day: date) -> PageSummary:  # noqa: ARG001
    """The same, cached for the day, which has to be today."""
    return page_summary(page, list(pairs), tables)


def _title(page: pages.Page, filters: Filters) -> str:
    """The name of a page with its first filters; without filters its question."""
    filter_words = listed(filters.phrases()[:3])
    return f"{page.name}: {filter_words}" if filter_words else page.question


def _cert_fact(cert: Certification, links: Links) -> Fact:
    details = f"{price_words(cert)}, {cert['status_word']}"
    return Fact(cert["code"], cert["name"], links.certification(cert["id"]), details)


def _overview_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    tables = view.tables
    rows = tables["paths"]
    codes = snapshot.codes(tables)
    facts = []
    for path in rows[rows["kind"] == "outcome"].to_dict("records"):
        picks = paths.picks(tables["path_steps"], view.certs, path["path"]).dropna(subset="pick")
        steps = [listed([codes[cert_id] for cert_id in step["pick"]], "or") for _, step in picks.groupby("step")]
        plan_address = view.links.goal(path["path"])
        facts.append(Fact(path["title"], ", then ".join(steps), plan_address, path["why"]))
    question, title = pages.OVERVIEW.question, _title(pages.OVERVIEW, view.query.filters)
    finding = overview.finding(view.certs, snapshot.article_name(tables))
    return PageSummary(title, question, finding, tuple(facts), kickers.OVERVIEW_KICKER)


def _explore_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    filters = view.query.filters
    certs = filtering.matching(snapshot.brief(view.tables, view.on, filters.language, view.query.sort), filters)
    facts = tuple(_cert_fact(cert, view.links) for cert in records(certs[:FACT_LIMIT]))
    return PageSummary(_title(pages.EXPLORE, filters), pages.EXPLORE.question, filtering.finding(certs), facts)


def _cert_summary(view: _ViewState, pairs: pages.Pairs) -> PageSummary:
    written = next((value for key, value in reversed(pairs) if key == "id"), "")
    cert_id = catalogue_domains.cert_id(written, view.tables)
    if cert_id is None:
        return _suggestions_summary(written, view)
    cert = snapshot.cert(view.tables, cert_id, view.on)
    article = view.on == snapshot.article_day(view.tables)
    figures = certification.figures(view.tables["facts"], cert_id, on_article_day=article)
    facts = [Fact("Vendor", cert["vendor"]), Fact("Tier", cert["tier"]), Fact("Status", cert["status_word"])]
    for _, rows in figures.groupby("field", sort=False):
        first = rows.iloc[0]
        facts.append(Fact(first["label"], first["words"]))
    title = f"{cert['code']} · {cert['short_name']}: {price_words(cert)}, {cert['status_word']}"
    kicker = kickers.cert_kicker(cert, view.certs, view.tables, view.links)
    return PageSummary(title, cert["name"], certification.finding(cert, view.certs), tuple(facts), kicker)


def _suggestions_summary(written: str, view: _ViewState) -> PageSummary:
    """The certifications whose ids or codes come close to one that does not exist, or all where none does."""
    close = suggestions.close_matches(written, view.certs)
    offered = view.certs if close.empty else close
    facts = tuple(_cert_fact(cert, view.links) for cert in records(offered))
    title = "No such certification" if written else "Which certification?"
    return PageSummary(title, "Which certification?", suggestions.finding(written, close), facts, exists=not written)


def _costs_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    source, role = roles.source_and_role(view.tables, view.query.source, view.query.role)
    costs = plan_snapshot.costs(view.tables, view.on)
    cost_and_pay = roles.cost_and_pay(view.tables, costs, source=source, role=role)
    facts = tuple(
        _role_fact(row, cost_and_pay.side_by_side, view.links) for row in cost_and_pay.board.to_dict("records")
    )
    title = f"{cost_and_pay.role['name']}: path cost and pay"
    return PageSummary(title, pages.COSTS.question, cost_and_pay.finding, facts)


def _role_fact(row: Row, side_by_side: pd.DataFrame, links: Links) -> Fact:
    href = links.cost_vs_salary(row["role"])
    return Fact(row["name"], roles.fee_words(row), href, roles.pay_words(row, side_by_side))


def _tier_map_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    vocabulary = parameters.vocabulary(view.tables)
    filters = tier_map.with_closed(view.query.filters)
    certs = filtering.matching(snapshot.brief(view.tables, view.on), filters)
    board = tier_map.board(certs, tiers=vocabulary["tier"], vendors=vocabulary["vendor"])
    tiers = [tier for tier in vocabulary["tier"] if tier in (filters.tier or vocabulary["tier"])]
    facts = tuple(_cert_fact(cert, view.links) for cert in records(board[:FACT_LIMIT]))
    return PageSummary(
        _title(pages.TIER_MAP, view.query.filters),
        pages.TIER_MAP.question,
        tier_map.finding(board, tiers=tiers),
        facts,
    )


def _compare_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    ids = view.query.ids
    facts = tuple(_cert_fact(snapshot.cert(view.tables, cert_id, view.on), view.links) for cert_id in ids)
    if len(ids) < 2:
        question, presets = pages.COMPARE.question, alternatives.presets_for(view.tables, view.certs, ids)
        facts += tuple(_comparison_fact(preset, view) for preset in presets)
        return PageSummary(question, question, sheet.invitation(view.certs, ids), facts)
    contrast = difference.contrast(view.certs, ids, view.tables["requirements"], view.on)
    title = f"{listed(contrast.certs['code'].tolist(), 'or')}?"
    return PageSummary(title, pages.COMPARE.question, contrast.finding, facts)


def _comparison_fact(preset: alternatives.Preset, view: _ViewState) -> Fact:
    codes = listed(sheet.chosen(view.certs, preset.ids)["code"].tolist(), "or")
    href = view.links.compare(preset.ids)
    return Fact(preset.title or codes, codes if preset.title else preset.why, href)


def _planner_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    answer = plan_snapshot.planned(view.tables, planner_query.request_on(view.query.plan, view.on))
    plan = planner_query.selected_plan(answer, view.query.plan.selection)
    steps = plan.steps if plan else ()
    facts = tuple(
        Fact(
            f"{day(step.exam_day)}: {step.code}",
            step.name,
            view.links.certification(step.cert_id),
            usd(step.net_usd),
        )
        for step in steps
    )
    title = f"{answer.title}: {findings.short_summary(plan)}" if plan else f"{answer.title}: no plan fits"
    return PageSummary(title, pages.PLANNER.question, findings.plan_finding(answer, plan), facts)


def _sources_summary(view: _ViewState, _: pages.Pairs) -> PageSummary:
    certs = filtering.matching(snapshot.brief(view.tables, view.on), tier_map.with_closed(view.query.filters))
    finding = provenance.provenance_summary(view.tables, certs).finding
    kinds = view.tables["sources"]["kind"].value_counts()
    facts = tuple(Fact(str(kind).capitalize(), count(number, "source")) for kind, number in kinds.items())
    return PageSummary(_title(pages.SOURCES, view.query.filters), pages.SOURCES.question, finding, facts)


def _plain_summary(page: pages.Page, view: _ViewState) -> PageSummary:
    """The summary of a page without one of its own: its question, and what the site is about."""
    return PageSummary(_title(page, view.query.filters), page.question, pages.DESCRIPTION)


SUMMARIES: Mapping[pages.Page, Callable[[_ViewState, pages.Pairs], PageSummary]] = {
    pages.OVERVIEW: _overview_summary,
    pages.EXPLORE: _explore_summary,
    pages.CERT: _cert_summary,
    pages.COSTS: _costs_summary,
    pages.TIER_MAP: _tier_map_summary,
    pages.COMPARE: _compare_summary,
    pages.PLANNER: _planner_summary,
    pages.SOURCES: _sources_summary,
}
