"""The Overview: the article's paths with what to book today for each pick, the timeline, counts, dated changes."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address import pages
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import overview, snapshot
from lib.catalogue.filtering import price_words
from lib.catalogue.filters import Filters
from lib.catalogue.paths import VERDICT, picks
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_of, status_words, words_where
from lib.compare import alternatives
from lib.design.render import Html, render
from lib.planner import plan_snapshot
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import day, listed, missing
from lib.views.blocks import Columns, Control, Fact, Fold, Picture, View, heading
from lib.views.cache import cached, cached_figure
from lib.views.title import title_of

Records = Mapping[str, Certification]
"""Certifications by id: rows of `lib.catalogue.snapshot.certs`."""

KICKER = (
    '<p class="cw-kicker">Certifications in AI and machine learning, with evidence: '
    "what can be booked, what a path costs, what its role pays.</p>"
)


@cached
def view(tables: Tables, query: Query, on: date) -> View:
    """The Overview on a day."""
    certs, links = snapshot.certs(tables, on), Links(query.filters, on)
    dated = events(tables, on)
    counts = _counts(certs, tables)
    # A link that names a number has to lead to as many certifications, whatever filters are on.
    unfiltered = Links(Filters(), on)
    timeline_finding = overview.timeline_finding(dated, on=on)
    picture = Picture(
        "timeline", timeline_finding, partial(timeline, on=on, wide=True), partial(timeline, on=on, wide=False)
    )
    table = timeline_table(dated, certs, links)
    timeline_column = (heading(timeline_finding), picture, table, Control("timeline_download"))
    verdict_finding = overview.verdict_finding(plan_snapshot.costs(tables, on))
    return View(
        title_of(pages.OVERVIEW, query.filters),
        pages.OVERVIEW.question,
        overview.finding(certs, snapshot.article_name(tables)),
        (
            Columns((7, 4), ((outcomes(tables, certs, links),), timeline_column)),
            *([heading(verdict_finding), verdict(tables, certs, links)] if verdict_finding else []),
            heading(overview.glance_finding(counts)),
            glance(counts, unfiltered),
            heading("Go on from here"),
            further_links(tables, certs, unfiltered),
            Fold("Every dated change", (changes(tables, on, links),)),
        ),
        kicker=KICKER,
        highlights=tuple(_highlights(tables, certs)),
    )


@cached
def events(tables: Tables, on: date) -> pd.DataFrame:
    """The rows of the timeline on a day (`lib.catalogue.overview.events`)."""
    return overview.events(snapshot.certs(tables, on), on=on)


def _highlights(tables: Tables, certs: pd.DataFrame) -> Iterator[Fact]:
    """Each outcome with its picks, in words."""
    rows, codes = tables["paths"], snapshot.codes(tables)
    for path in rows[rows["kind"] == "outcome"].to_dict("records"):
        chosen = picks(tables["path_steps"], certs, path["path"]).dropna(subset="pick")
        steps = [listed([codes[cert_id] for cert_id in step["pick"]], "or") for _, step in chosen.groupby("step")]
        yield Fact(path["title"], ", then ".join(steps), path["why"])


def outcomes(tables: Tables, certs: pd.DataFrame, links: Links) -> Html:
    """Each of the article's outcomes with its picks on a day, as HTML with links."""
    paths = tables["paths"]
    outcome_paths = paths[paths["kind"] == "outcome"].to_dict("records")
    return render("outcomes.html", outcomes=[_outcome(path, tables, certs) for path in outcome_paths], links=links)


def _outcome(path: Row, tables: Tables, certs: pd.DataFrame) -> dict[str, Any]:
    """One outcome for its template. Its advice of today (`today`) is left out unless one of its picks has ended."""
    steps = picks(tables["path_steps"], certs, path["path"])
    ended = certs.loc[certs["status"].isin(words_where(lambda status: status.is_over)), "id"]
    today = path["today"] if steps["cert_id"].isin(ended).any() else ""
    return {"title": path["title"], "why": path["why"], "today": today, "steps": _steps(steps, certs)}


def verdict(tables: Tables, certs: pd.DataFrame, links: Links) -> Html:
    """The article's one recommendation as steps, as HTML with links."""
    steps = picks(tables["path_steps"], certs, VERDICT)
    heads = [rows.iloc[0] for _, rows in steps.groupby("step")]
    step_records = [
        {"when": _when(number, head), "why": head["why"], "choices": choices}
        for number, (head, choices) in enumerate(zip(heads, _steps(steps, certs), strict=True), 1)
    ]
    return render("verdict.html", steps=step_records, links=links)


def _when(number: int, step: pd.Series) -> str:
    """When to take a step of the verdict, in words; `number` counts from 1."""
    if step["optional"]:
        return "Only if it fits"
    return f"After {step['after_months']} months" if step["after_months"] else ("First" if number == 1 else "Then")


def _steps(steps: pd.DataFrame, certs: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """The choices of each step. Takes rows of `lib.catalogue.paths.picks`."""
    by_id = {cert["id"]: cert for cert in records(certs)}
    return [[_choice(row, by_id) for row in step.to_dict("records")] for _, step in steps.groupby("step")]


def _choice(row: Row, by_id: Records) -> dict[str, Any]:
    """One pick for its template: the certification to book, or why the article's cannot be booked."""
    article = by_id[row["cert_id"]]
    if missing(row["pick"]):
        return {"id": "", "code": article["code"], "gone": _unbookable_words(article, by_id)}
    cert = by_id[row["pick"]]
    return {
        "id": cert["id"],
        "code": cert["code"],
        "tier": cert["tier"],
        "beta": cert["status"] == "beta",
        "when": "" if missing(row["when"]) else row["when"],
        "price": price_words(cert),
        "instead_of": f"{article['code']} is {status_of(article).reason}" if row["changed"] else "",
    }


def _unbookable_words(article: Certification, by_id: Records) -> str:
    """Why a pick cannot be booked and, where its exam has ended, why its successor is no pick either."""
    status = status_words(article)
    if not status_of(article).is_over:
        return status
    successor = article["successor"]
    return f"{status}, no successor" if missing(successor) else f"{status}, {by_id[str(successor)]['code']} is not open"


@cached_figure
def timeline(tables: Tables, on: date, *, wide: bool) -> go.Figure:
    """The figure of the timeline on a day."""
    return charts.timeline(events(tables, on), on, wide=wide)


def timeline_table(events: pd.DataFrame, certs: pd.DataFrame, links: Links) -> Html:
    """The events of the timeline as a table, newest first, under a line with their source, as HTML with links."""
    rows = events.iloc[::-1].to_dict("records")
    return render("timeline_twin.html", rows=rows, words=overview.WORDS, checked=certs["checked_on"].max(), links=links)


def glance(counts: pd.DataFrame, links: Links) -> Html:
    """The numbers of bookable certifications by vendor and tier, each a link to these on Explore, as HTML."""
    tiers = counts.columns.tolist()
    rows = [
        (vendor, list(zip(tiers, row, strict=True)))
        for vendor, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    return render("glance.html", tiers=tiers, rows=rows, links=links)


def _counts(certs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    return overview.glance_counts(
        certs, tiers=tables["tiers"]["tier"].tolist(), vendors=tables["vendors"]["vendor"].tolist()
    )


def changes(tables: Tables, on: date, links: Links) -> Html:
    """The dated changes of certifications up to half a year after a day, newest first, as HTML."""
    latest = (pd.Timestamp(on) + pd.DateOffset(months=6)).date().isoformat()
    rows = [
        {
            "iso": change["on"],
            "when": day(pd.Timestamp(change["on"])) if len(change["on"]) > 7 else f"{pd.Timestamp(change['on']):%b %Y}",
            "text": change["text"],
            "cert_ids": change["cert_ids"],
            "source": change["source"],
        }
        for change in tables["changes"].sort_values("on", ascending=False, kind="stable").to_dict("records")
        if len(change["cert_ids"]) and change["on"] <= latest
    ]
    return render("changes.html", rows=rows, codes=snapshot.codes(tables), titles=snapshot.titles(tables), links=links)


def further_links(tables: Tables, certs: pd.DataFrame, links: Links) -> Html:
    """Links to views of the other pages, each with words on what it shows, as HTML."""
    article_count = int(certs["in_article"].sum())
    ids = alternatives.succession(certs)
    roles = tables["paths"][tables["paths"]["kind"] == "role"]["path"]
    last_role = roles.iloc[-1] if len(roles) else None
    views = [
        (links.explore(status=("beta", "ending")), pages.EXPLORE, "What is in beta and what is ending"),
        (links.explore(article="1"), pages.EXPLORE, f"The article's {article_count}, with what holds now"),
        (links.cost_vs_salary(last_role), pages.COSTS, "What a path costs next to what its role pays"),
        (links.tier_map("status"), pages.TIER_MAP, "Every vendor's tiers on one board, by status"),
        *([(links.compare(ids), pages.COMPARE, "An exam of the article and what takes its place")] * (len(ids) > 1)),
        (links.sources(), pages.SOURCES, "Where the article and the vendors differ, and what everything rests on"),
    ]
    return render("onward.html", views=views)
