"""The article's paths with what to book on a day in the place of each pick, changes, and counts with links."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from lib import links, overview, rivals, site, standing
from lib.certs import price_words
from lib.html import render
from lib.paths import picks
from lib.planner.goals import VERDICT
from lib.store import Tables
from lib.text import day, missing
from lib.ui import data
from lib.ui.cards import status_words

ENDED = ("closed", "retired")
Known = Mapping[str, Mapping[str, Any]]


class Sheet(NamedTuple):
    """The parts of the Overview for one view: findings, the events of its picture, and HTML."""

    finding: str
    happening: str
    events: pd.DataFrame
    twin: str
    chooser: str
    verdict_finding: str
    verdict: str
    glance_finding: str
    glance: str
    onward: str
    changes: str


def sheet(on: date, following: links.Pairs) -> Sheet:
    """Everything on the Overview; made once for all readers of the same view."""
    return data.remembered(partial(_sheet, on, following), "overview", on, *following)


def _sheet(on: date, following: links.Pairs) -> Sheet:
    tables, certs = data.tables(), data.certs(on)
    events = overview.events(certs, on=on)
    counts = _counts(certs, tables)
    return Sheet(
        finding=overview.finding(certs, standing.article(tables)),
        happening=overview.timeline_finding(events, on=on),
        events=events,
        twin=twin(events, certs, following),
        chooser=chooser(tables, certs, following),
        verdict_finding=overview.verdict_finding(standing.costs(tables, on)),
        verdict=verdict(tables, certs, following),
        glance_finding=overview.glance_finding(counts),
        glance=glance(counts, _unfiltered(following)),
        onward=onward(tables, certs, _unfiltered(following)),
        changes=changes(tables, on, following),
    )


def _unfiltered(following: links.Pairs) -> links.Pairs:
    """Only the day: a link that says how many there are of what leads to as many, whatever filters are on."""
    return [(key, value) for key, value in following if key == "as_of"]


def chooser(tables: Tables, certs: pd.DataFrame, following: links.Pairs) -> str:
    """Each of the article's outcomes with its picks, as HTML with links. Takes certifications on a day."""
    paths = tables["paths"]
    named = paths[paths["kind"] == "outcome"].to_dict("records")
    return render("outcomes.html", outcomes=[_outcome(path, tables, certs, following) for path in named])


def _outcome(path: Mapping[Any, Any], tables: Tables, certs: pd.DataFrame, following: links.Pairs) -> dict[str, Any]:
    """What to know beside the article is said only on days on which one of its picks has ended."""
    steps = picks(tables["path_steps"], certs, path["path"])
    ended = certs.loc[certs["status"].isin(ENDED), "id"]
    today = path["today"] if steps["cert_id"].isin(ended).any() else ""
    return {"title": path["title"], "why": path["why"], "today": today, "steps": _steps(steps, certs, following)}


def verdict(tables: Tables, certs: pd.DataFrame, following: links.Pairs) -> str:
    """The article's one recommendation as a path of steps, as HTML with links."""
    steps = picks(tables["path_steps"], certs, VERDICT)
    heads = [rows.iloc[0] for _, rows in steps.groupby("step")]
    shown = [
        {"when": _when(place, head), "why": head["why"], "choices": choices}
        for place, (head, choices) in enumerate(zip(heads, _steps(steps, certs, following), strict=True), 1)
    ]
    return render("verdict.html", steps=shown)


def _when(place: int, step: pd.Series) -> str:
    if step["optional"]:
        return "Only if it fits"
    return f"After {step['after_months']} months" if step["after_months"] else ("First" if place == 1 else "Then")


def _steps(steps: pd.DataFrame, certs: pd.DataFrame, following: links.Pairs) -> list[list[dict[str, Any]]]:
    known = dict(zip(certs["id"], certs["record"], strict=True))
    return [[_choice(one, known, following) for one in step.to_dict("records")] for _, step in steps.groupby("step")]


def _choice(one: Mapping[Any, Any], known: Known, following: links.Pairs) -> dict[str, Any]:
    article = known[one["cert_id"]]
    if missing(one["pick"]):
        return {"href": "", "code": article["code"], "gone": _closed(article, known)}
    cert = known[one["pick"]]
    return {
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "code": cert["code"],
        "tier": cert["tier"],
        "beta": cert["status"] == "beta",
        "when": "" if missing(one["when"]) else one["when"],
        "price": price_words(cert),
        "instead_of": f"{article['code']} is {overview.NOT_BOOKABLE[article['status']]}" if one["changed"] else "",
    }


def _closed(article: Mapping[str, Any], known: Known) -> str:
    """Why a pick cannot be booked, and who would take its place."""
    said = status_words(article)
    if article["status"] not in ENDED:
        return said
    successor = article["successor"]
    return f"{said}, no successor" if missing(successor) else f"{said}, {known[successor]['code']} is not open"


def twin(events: pd.DataFrame, certs: pd.DataFrame, following: links.Pairs) -> str:
    """Where the days of the timeline come from, and its events as a table, newest first, as HTML with links."""
    rows = [
        {**one, "what": overview.WORDS[one["kind"]], "href": links.address(site.CERT, [("id", one["id"]), *following])}
        for one in events.iloc[::-1].to_dict("records")
    ]
    return render("timeline_twin.html", rows=rows, checked=certs["checked_on"].max())


def glance(counts: pd.DataFrame, following: links.Pairs) -> str:
    """How many can be booked by vendor and tier, each number a link to them on Explore, as HTML."""
    tiers = counts.columns.tolist()
    rows = [
        (vendor, [_cell(vendor, tier, number, following) for tier, number in zip(tiers, row, strict=True)])
        for vendor, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    return render("glance.html", tiers=tiers, rows=rows)


def _counts(certs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    return overview.glance(certs, tiers=tables["tiers"]["tier"].tolist(), vendors=tables["vendors"]["vendor"].tolist())


def _cell(vendor: str, tier: str, number: int, following: links.Pairs) -> dict[str, Any]:
    href = links.address(site.EXPLORE, [("vendor", vendor), ("tier", tier), *following])
    return {"count": number, "tier": tier, "href": href}


def changes(tables: Tables, on: date, following: links.Pairs) -> str:
    """The dated changes that concern the catalogue up to half a year ahead of a day, newest first, as HTML."""
    codes = standing.codes(tables)
    latest = (pd.Timestamp(on) + pd.DateOffset(months=6)).date().isoformat()
    rows = [
        {
            "iso": one["on"],
            "when": day(pd.Timestamp(one["on"])) if len(one["on"]) > 7 else f"{pd.Timestamp(one['on']):%b %Y}",
            "text": one["text"],
            "certs": [
                {"code": codes[cert], "href": links.address(site.CERT, [("id", cert), *following])}
                for cert in one["cert_ids"]
            ],
            "source": one["source"],
        }
        for one in tables["changes"].sort_values("on", ascending=False, kind="stable").to_dict("records")
        if len(one["cert_ids"]) and one["on"] <= latest
    ]
    return render("changes.html", rows=rows, titles=standing.titles(tables))


def onward(tables: Tables, certs: pd.DataFrame, following: links.Pairs) -> str:
    """Links into the other views with their state set, each with what it shows, as HTML."""
    article = int(certs["in_article"].sum())
    pairs = [("id", one) for one in rivals.succession(certs)]
    roles = tables["paths"][tables["paths"]["kind"] == "role"]["path"]
    shown: list[tuple[site.Page, links.Pairs, str]] = [
        (site.EXPLORE, [("status", "beta"), ("status", "ending")], "What is in beta and what is ending"),
        (site.EXPLORE, [("article", "1")], f"The article's {article}, with what holds now"),
        (site.COSTS, [("role", roles.iloc[-1])] if len(roles) else [], "What a path costs next to what its role pays"),
        (site.TIER_MAP, [("colour", "status")], "Every vendor's tiers on one board, by status"),
        *([(site.COMPARE, pairs, "An exam of the article and what takes its place")] if len(pairs) > 1 else []),
        (site.SOURCES, [], "Where the article and the vendors differ, and what everything rests on"),
    ]
    rows = [(links.address(page, [*own, *following]), page.name, words) for page, own, words in shown]
    return render("onward.html", rows=rows)
