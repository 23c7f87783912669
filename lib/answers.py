"""What a page answers to an address, in words: for the HTML before the app, link previews, search engines.

Each answer is made by the transforms that the page itself uses, so the two say the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from lib import (
    asking,
    board,
    certs,
    compare,
    contrast,
    detail,
    kickers,
    links,
    near,
    overview,
    paths,
    query,
    rivals,
    roles,
    site,
    standing,
    trust,
)
from lib.certs import price_words
from lib.clock import today
from lib.memory import while_alive
from lib.planner import findings
from lib.query import Query
from lib.store import Tables
from lib.text import count, day, listed, usd

MOST = 80
"""How many facts an answer lists at most."""


class Fact(NamedTuple):
    """One line of an answer: what it is about, what is said, where it leads (empty = nowhere), what is said besides."""

    head: str
    words: str
    href: str = ""
    more: str = ""


@dataclass(frozen=True)
class Answer:
    """A page's answer: the name of the view, its question or the thing's name, the finding, and facts in order.

    `kicker` is the line above the question, as HTML. `found` is false where the address names what does not exist.
    `on` is the day that it is as of, where the address names another one than today; `notes` are the sentences that the
    page says of its address.
    """

    title: str
    question: str
    finding: str
    facts: tuple[Fact, ...] = ()
    kicker: str = ""
    found: bool = True
    on: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """What an answer is made from."""

    query: Query
    on: date
    tables: Tables

    @property
    def following(self) -> links.Pairs:
        """The pairs that links carry."""
        return links.following(self.query.filters, self.on)

    @property
    def certs(self) -> pd.DataFrame:
        """The catalogue on the day."""
        return standing.certs(self.tables, self.on)


def answer(page: site.Page, pairs: links.Pairs, tables: Tables) -> Answer:
    """The answer of a page to the pairs of a query string. Total over any query."""
    asked = query.read(pairs, page, tables)
    made = ANSWERS[page](_Asked(asked, asked.on or today(), tables), pairs)
    if asked.on in (None, today()):
        return replace(made, notes=asked.notes)
    return replace(made, on=asked.on, notes=(*asked.notes, standing.price_history(tables, asked.on)))


@while_alive(512)
def on_day(tables: Tables, page: site.Page, pairs: tuple[tuple[str, str], ...], day: date) -> Answer:  # noqa: ARG001
    """The same, made once for all who ask on a day; the day is today."""
    return answer(page, list(pairs), tables)


def _title(page: site.Page, filters: certs.Filters) -> str:
    """The name of a view with its filters; without any the question of its page."""
    said = listed(query.words(filters)[:3])
    return f"{page.name}: {said}" if said else page.question


def _cert_fact(cert: Mapping[Any, Any], following: links.Pairs) -> Fact:
    said = f"{price_words(cert)}, {cert['status_word']}"
    return Fact(cert["code"], cert["name"], links.address(site.CERT, [("id", cert["id"]), *following]), said)


def _overview(asked: _Asked, _: links.Pairs) -> Answer:
    every, tables = asked.certs, asked.tables
    rows = tables["paths"]
    code = standing.codes(tables)
    facts = []
    for path in rows[rows["kind"] == "outcome"].to_dict("records"):
        steps = paths.picks(tables["path_steps"], every, path["path"]).dropna(subset="pick")
        chosen = [listed([code[one] for one in step["pick"]], "or") for _, step in steps.groupby("step")]
        goal = links.address(site.PLANNER, [("goal", path["path"]), *asked.following])
        facts.append(Fact(path["title"], ", then ".join(chosen), goal, path["why"]))
    question, title = site.OVERVIEW.question, _title(site.OVERVIEW, asked.query.filters)
    return Answer(title, question, overview.finding(every, standing.article(tables)), tuple(facts), kickers.OVERVIEW)


def _explore(asked: _Asked, _: links.Pairs) -> Answer:
    filters = asked.query.filters
    every = standing.brief(asked.tables, asked.on, filters.language, asked.query.sort)
    found = certs.matching(every, filters)
    facts = tuple(_cert_fact(one, asked.following) for one in found["record"][:MOST])
    return Answer(_title(site.EXPLORE, filters), site.EXPLORE.question, certs.finding(found), facts)


def _cert(asked: _Asked, pairs: links.Pairs) -> Answer:
    written = next((value for key, value in reversed(pairs) if key == "id"), "")
    cert_id = links.cert_id(written, asked.tables)
    if cert_id is None:
        return _which(written, asked)
    cert = standing.cert(asked.tables, cert_id, asked.on)
    article = asked.on == standing.article_day(asked.tables)
    figures = detail.figures(asked.tables["facts"], cert_id, on_article_day=article)
    facts = [Fact("Vendor", cert["vendor"]), Fact("Tier", cert["tier"]), Fact("Status", cert["status_word"])]
    for _, rows in figures.groupby("field", sort=False):
        first = rows.iloc[0]
        facts.append(Fact(first["label"], first["words"]))
    title = f"{cert['code']} · {cert['short_name']}: {price_words(cert)}, {cert['status_word']}"
    kicker = kickers.cert(cert, asked.certs, asked.tables, asked.following)
    return Answer(title, cert["name"], detail.finding(cert, asked.certs), tuple(facts), kicker)


def _which(written: str, asked: _Asked) -> Answer:
    """What comes close to a certification that does not exist; all of them where none was named."""
    close = near.near(written, asked.certs)
    offered = asked.certs if close.empty else close
    facts = tuple(_cert_fact(one, asked.following) for one in offered["record"])
    title = "No such certification" if written else "Which certification?"
    return Answer(title, "Which certification?", near.finding(written, close), facts, found=not written)


def _costs(asked: _Asked, _: links.Pairs) -> Answer:
    source, role = roles.asked(asked.tables, asked.query.source, asked.query.role)
    told = roles.told(asked.tables, standing.costs(asked.tables, asked.on), source=source, role=role)
    facts = tuple(_role_fact(one, told, asked.following) for one in told.board.to_dict("records"))
    return Answer(f"{told.role['name']}: path cost and pay", site.COSTS.question, told.finding, facts)


def _role_fact(row: Mapping[Any, Any], told: roles.Told, following: links.Pairs) -> Fact:
    href = links.address(site.COSTS, [("role", row["role"]), *following])
    return Fact(row["name"], roles.fee_words(row), href, roles.pay_words(row, told.side_by_side))


def _tier_map(asked: _Asked, _: links.Pairs) -> Answer:
    words = links.vocabulary(asked.tables)
    filters = board.with_ghosts(asked.query.filters)
    every = standing.brief(asked.tables, asked.on)
    shown = board.board(certs.matching(every, filters), tiers=words["tier"], vendors=words["vendor"])
    tiers = [tier for tier in words["tier"] if tier in (filters.tier or words["tier"])]
    facts = tuple(_cert_fact(one, asked.following) for one in shown["record"][:MOST])
    return Answer(
        _title(site.TIER_MAP, asked.query.filters), site.TIER_MAP.question, board.finding(shown, tiers=tiers), facts
    )


def _compare(asked: _Asked, _: links.Pairs) -> Answer:
    ids = asked.query.ids
    facts = tuple(_cert_fact(standing.cert(asked.tables, one, asked.on), asked.following) for one in ids)
    if len(ids) < 2:
        question, offered = site.COMPARE.question, rivals.starts(asked.tables, asked.certs, ids)
        facts += tuple(_comparison_fact(one, asked) for one in offered)
        return Answer(question, question, compare.invitation(asked.certs, ids), facts)
    told = contrast.contrast(asked.certs, ids, asked.tables["requirements"], asked.on)
    return Answer(f"{listed(told.certs['code'].tolist(), 'or')}?", site.COMPARE.question, told.finding, facts)


def _comparison_fact(offered: rivals.Preset, asked: _Asked) -> Fact:
    named = listed(compare.chosen(asked.certs, offered.ids)["code"].tolist(), "or")
    href = links.address(site.COMPARE, [*(("id", one) for one in offered.ids), *asked.following])
    return Fact(offered.title or named, named if offered.title else offered.why, href)


def _planner(asked: _Asked, _: links.Pairs) -> Answer:
    told = standing.planned(asked.tables, asking.with_day(asked.query.plan, asked.on))
    plan = asking.chosen(told, asked.query.plan.shown)
    steps = plan.steps if plan else ()
    facts = tuple(
        Fact(
            f"{day(one.exam_day)}: {one.code}",
            one.name,
            links.address(site.CERT, [("id", one.cert_id), *asked.following]),
            usd(one.net_usd),
        )
        for one in steps
    )
    title = f"{told.title}: {findings.short(plan)}" if plan else f"{told.title}: no plan fits"
    return Answer(title, site.PLANNER.question, findings.plan_finding(told, plan), facts)


def _sources(asked: _Asked, _: links.Pairs) -> Answer:
    found = certs.matching(standing.brief(asked.tables, asked.on), board.with_ghosts(asked.query.filters))
    said = trust.about(asked.tables, found).finding
    kinds = asked.tables["sources"]["kind"].value_counts()
    facts = tuple(Fact(str(kind).capitalize(), count(number, "source")) for kind, number in kinds.items())
    return Answer(_title(site.SOURCES, asked.query.filters), site.SOURCES.question, said, facts)


ANSWERS: Mapping[site.Page, Callable[[_Asked, links.Pairs], Answer]] = {
    site.OVERVIEW: _overview,
    site.EXPLORE: _explore,
    site.CERT: _cert,
    site.COSTS: _costs,
    site.TIER_MAP: _tier_map,
    site.COMPARE: _compare,
    site.PLANNER: _planner,
    site.SOURCES: _sources,
}
