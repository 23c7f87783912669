"""The Sources page in one state: the evidence of the figures, the differences between sources, stale facts."""

from datetime import date
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address import pages
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import certification, filtering, snapshot
from lib.catalogue.filters import Filters
from lib.design.render import Html, render
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import UNKNOWN_PRICE, count, day
from lib.trust import provenance, studies
from lib.views.blocks import Columns, Control, Fact, Heights, Picture, View
from lib.views.cache import cached, cached_figure
from lib.views.sources import lists
from lib.views.title import title_of


@cached
def view(tables: Tables, query: Query, on: date) -> View:
    """Sources on a day; where the filters let no certification through, the way out."""
    filters = query.filters.with_closed()
    certs = filtering.matching(snapshot.certs(tables, on), filters)
    title, question = title_of(pages.SOURCES, query.filters), pages.SOURCES.question
    if certs.empty:
        return View(title, question, filtering.finding(certs), (Control("loosen", Heights(160, 160)),))
    links = Links(query.filters, on)
    facts, disputes, finding = provenance.provenance_summary(tables, certs)
    grounds = provenance.grounds(facts, disputes, certs=len(certs))
    picture_finding = provenance.coverage_finding(grounds, certs=len(certs))
    stale = _overdue(tables, on)
    if len(certs) < len(tables["certs"]):
        stale = stale[stale["cert_id"].isin(set(certs["id"]))]
    picture = Picture("evidence_bars", picture_finding, partial(evidence_bars, filters=filters, on=on))
    figure_column = (_key(picture_finding, grounds), picture, _table(grounds, facts))
    return View(
        title,
        question,
        finding,
        (
            Columns((13, 7), (figure_column, (_contents(tables, facts, disputes, stale),))),
            _differences(tables, facts, disputes, stale, on, links),
            Control("list", Heights(40, 88)),
            lists.listing(tables, query.find, query.group, links),
            lists.dictionary(tables),
        ),
        highlights=tuple(_highlights(tables)),
        controls=Heights(40, 88),
    )


def _highlights(tables: Tables) -> list[Fact]:
    """The number of sources of each kind."""
    kinds = tables["sources"]["kind"].value_counts()
    return [Fact(str(kind).capitalize(), count(number, "source")) for kind, number in kinds.items()]


def _key(finding: str, grounds: pd.DataFrame) -> Html:
    """The heading of the figure and its key, with the number of facts for each colour."""
    ground_counts = [(name, words, int(grounds[name].sum())) for name, words in provenance.GROUNDS.items()]
    unknown_count = int(grounds["unknown"].sum())
    return render("sources_key.html", heading=finding, key=[*ground_counts, ("unknown", "not known", unknown_count)])


@cached
def _overdue(tables: Tables, on: date) -> pd.DataFrame:
    return provenance.overdue(tables, on=on)


@cached_figure
def evidence_bars(tables: Tables, filters: Filters, on: date) -> go.Figure:
    """The figure of what facts rest on, for the certifications that filters let through on a day."""
    certs = filtering.matching(snapshot.certs(tables, on), filters)
    facts, disputes, _ = provenance.provenance_summary(tables, certs)
    return charts.evidence_bars(provenance.grounds(facts, disputes, certs=len(certs)), len(certs))


def _table(grounds: pd.DataFrame, figures: pd.DataFrame) -> Html:
    """The values of the figure as a table, under a line with the days on which its sources were seen."""
    days = figures.loc[figures["preferred"], "checked_on"]
    seen = f"{day(days.min())} to {day(days.max())}" if len(days) else "on no day"
    rows = grounds.to_dict("records")
    return render(
        "sources_twin.html", rows=rows, grounds=provenance.GROUNDS, announced=provenance.OPTIONAL_FIELDS, seen=seen
    )


def _contents(tables: Tables, figures: pd.DataFrame, disputes: pd.DataFrame, stale: pd.DataFrame) -> Html:
    """The notes beside the figure, and the contents of the page with the number of entries of each part."""
    used = figures[figures["preferred"]]
    caveats = [
        "A dated quotation is another page that quotes the vendor's and gives the day. A copy is kept by a script.",
        f"{int(used['row_level'].sum())} of {len(used)} share the sources of their whole record: they say row-level.",
        *([f"What has changed since {day(used['checked_on'].max())} is not in here."] if len(used) else []),
        f"Pay is not in the picture: its {len(tables['salaries'])} rows name their own sources.",
    ]
    parts = [
        ("article", f"The article against the vendors ({len(tables['differences'])})"),
        ("disputes", f"Where sources differ ({len(disputes)})"),
        ("stale", f"What is stale ({len(stale)})"),
        ("evidence", f"What certifications do for pay ({len(tables['evidence'])})"),
        ("sources", f"Every source ({len(tables['sources'])})"),
        ("dictionary", f"What is in the tables ({len(tables.frames)})"),
        ("correct", "Correct a fact"),
    ]
    return render("sources_aside.html", caveats=caveats, contents=parts)


def _differences(
    tables: Tables,
    figures: pd.DataFrame,
    disputes: pd.DataFrame,
    stale: pd.DataFrame,
    on: date,
    links: Links,
) -> Html:
    """What is below the figure: the article point by point, disputes, stale facts, and the evidence on pay."""
    sources = tables["sources"]
    months = provenance.figures_by_month(figures)
    return render(
        "sources_differences.html",
        points_finding=provenance.points_finding(tables["differences"]),
        points=tables["differences"].to_dict("records"),
        disputes_finding=provenance.disputes_finding(disputes),
        disputes=[_field_disputes(str(field), rows) for field, rows in disputes.groupby("field", sort=False)],
        stale_finding=provenance.stale_finding(stale, on=on),
        overtaken=stale[stale["overtaken"]].to_dict("records"),
        unchecked=stale[~stale["overtaken"]].to_dict("records"),
        evidence_finding=studies.finding(tables["evidence"]),
        studies=[_study(study) for study in studies.strongest_first(tables["evidence"]).to_dict("records")],
        source_finding=provenance.source_finding(sources),
        months=months,
        most=max((number for _, number in months), default=1),
        codes=snapshot.codes(tables),
        titles=snapshot.titles(tables),
        publishers=dict(zip(sources["source"], sources["publisher"], strict=True)),
        links=links,
    )


def _field_disputes(field: str, rows: pd.DataFrame) -> Row:
    """The disputes about one field."""
    disputes = [_dispute(dispute) for dispute in rows.to_dict("records")]
    return {"label": provenance.LABELS[field], "rows": disputes, "open": int(rows["open"].sum())}


def _dispute(dispute: Row) -> Row:
    """One certification whose sources differ on a field: the figure in use, if any, and the others."""
    used = dispute["preferred"]
    return {
        "cert_id": dispute["cert_id"],
        "open": dispute["open"],
        "preferred": _with_words(used) if used else None,
        "none": UNKNOWN_PRICE if dispute["field"] == "price_usd" else "no figure in use",
        "others": [_with_words(fact) for fact in dispute["others"]],
    }


def _with_words(fact: Row) -> Row:
    return {**fact, "words": certification.figure_words(fact["field"], fact["value"], fact["number"])}


def _study(study: Row) -> Row:
    subject = study["subject"]
    design = f"{subject[0].upper()}{subject[1:]}, {studies.METHODS[study['method']]}"
    return {**study, "who": studies.citation(study), "looked": design}
