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
    costs,
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
    upkeep,
)
from lib.certs import price_words
from lib.clock import today
from lib.memory import while_alive
from lib.planner import findings
from lib.query import Query
from lib.store import Tables
from lib.text import count, day, listed, missing, thousands, usd

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
    `on` is the day that it is as of, where the address names another one than today.
    """

    title: str
    question: str
    finding: str
    facts: tuple[Fact, ...] = ()
    kicker: str = ""
    found: bool = True
    on: date | None = None


@dataclass(frozen=True)
class _Asked:
    """What an answer is made from."""

    query: Query
    on: date
    tables: Tables
    following: links.Pairs

    @property
    def certs(self) -> pd.DataFrame:
        """The catalogue on the day."""
        return standing.certs(self.tables, self.on)


def answer(page: site.Page, pairs: links.Pairs, tables: Tables) -> Answer:
    """The answer of a page to the pairs of a query string. Total over any query."""
    asked = query.read(pairs, page, tables)
    made = ANSWERS[page](_Asked(asked, asked.on or today(), tables, following(asked)), pairs)
    return replace(made, on=asked.on if asked.on != today() else None)


@while_alive(512)
def on_day(tables: Tables, page: site.Page, pairs: tuple[tuple[str, str], ...], day: date) -> Answer:  # noqa: ARG001
    """The same, made once for all who ask on a day; the day is today."""
    return answer(page, list(pairs), tables)


def following(asked: Query) -> links.Pairs:
    """The pairs that a link to another page carries, so that filters and date follow the reader."""
    on = [("as_of", asked.on.isoformat())] if asked.on and asked.on != today() else []
    return [(facet, value) for facet in certs.FACETS for value in getattr(asked.filters, facet)] + on


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
    code = dict(zip(every["id"], every["code"], strict=True))
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
    tables = asked.tables
    names = roles.source_names(tables["salaries"], tables["sources"])
    source, role = roles.asked(tables, asked.query.source, asked.query.role)
    rows = roles.board(standing.costs(tables, asked.on), tables["paths"], tables["salaries"], source=source)
    row = next(one for one in rows.to_dict("records") if one["role"] == role)
    every = roles.side_by_side(rows, tables["salaries"], names)
    said = roles.finding_of_all(row, every) if source == roles.ALL else roles.finding(row, names[source])
    facts = tuple(_role_fact(one, asked.following) for one in rows.to_dict("records"))
    return Answer(f"{row['name']}: path cost and pay", site.COSTS.question, said, facts)


def _role_fact(row: Mapping[Any, Any], following: links.Pairs) -> Fact:
    low, high = row["low_usd"], row["high_usd"]
    cost = "no price known" if missing(low) else usd(low) if low == high else f"{usd(low)} to {usd(high)}"
    half = f"pay {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}, the middle half"
    claim = f"the article claims {usd(row['claim_usd'])}"
    known = [words for words, value in ((half, row["p25_usd"]), (claim, row["claim_usd"])) if not missing(value)]
    href = links.address(site.COSTS, [("role", row["role"]), *following])
    return Fact(row["name"], f"exams {cost}", href, "; ".join(known))


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
    chosen, known = compare.chosen(asked.certs, ids), costs.exams(asked.certs)
    ledgers = upkeep.ledgers(chosen, known, asked.on)
    sums = {one: upkeep.said(ledgers[one], known) for one in ids}
    rows = compare.sheet(chosen, asked.certs, asked.tables["requirements"], sums)
    title = f"{listed(chosen['code'].tolist(), 'or')}?"
    return Answer(title, site.COMPARE.question, contrast.finding(chosen, rows), facts)


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
    figures = trust.figures(asked.tables["facts"])
    ids = set(found["id"])
    own, disputes = (rows[rows["cert_id"].isin(ids)] for rows in (figures, trust.disputes(figures)))
    said = trust.finding(own, disputes) if len(found) else certs.finding(found)
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
