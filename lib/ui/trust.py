"""The Sources page as HTML: what figures rest on, where sources differ, what is stale, every source, every table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from lib import certs as catalogue
from lib import detail, evidence, links, site, standing, trust
from lib.certs import Filters
from lib.html import render
from lib.store import Tables
from lib.text import day, missing
from lib.ui import data

Row = Mapping[Any, Any]


class Sheet(NamedTuple):
    """What is said of the shown certifications: findings, the frame of the picture, and the parts as HTML."""

    finding: str
    heading: str
    grounds: pd.DataFrame
    certs: int
    key: str
    twin: str
    aside: str
    differences: str


def filters(shared: Filters) -> Filters:
    """The shared filters as they hold here: closed certifications are shown too, for what is over can be checked."""
    return replace(shared, closed=True)


def sheet(every: pd.DataFrame, filters: Filters, on: date, following: links.Pairs) -> Sheet | None:
    """Everything about the certifications that filters let through on a day; None if there is none.

    Made once for all readers of the same view. `following` says which filters are on.
    """
    return data.remembered(partial(_sheet, every, filters, on, following), "trust", on, *following)


def _sheet(every: pd.DataFrame, filters: Filters, on: date, following: links.Pairs) -> Sheet | None:
    certs = catalogue.matching(every, filters)
    if certs.empty:
        return None
    tables = data.tables()
    figures, disputes, finding = trust.about(tables, certs)
    grounds = trust.grounds(figures, disputes, certs=len(certs))
    heading = trust.coverage(grounds, certs=len(certs))
    stale = _overdue(on)
    if len(certs) < len(tables["certs"]):
        stale = stale[stale["cert_id"].isin(set(certs["id"]))]
    resting = [(name, words, int(grounds[name].sum())) for name, words in trust.GROUNDS.items()]
    open_end = int(grounds["unknown"].sum())
    return Sheet(
        finding=finding,
        heading=heading,
        grounds=grounds,
        certs=len(certs),
        key=render("sources_key.html", heading=heading, key=[*resting, ("unknown", "not known", open_end)]),
        twin=_twin(grounds, figures),
        aside=_aside(tables, figures, disputes, stale),
        differences=_differences(tables, figures, disputes, stale, on, following),
    )


def _overdue(on: date) -> pd.DataFrame:
    return data.remembered(lambda: trust.overdue(data.tables(), on=on), "trust stale", on)


def _twin(grounds: pd.DataFrame, figures: pd.DataFrame) -> str:
    days = figures.loc[figures["preferred"], "checked_on"]
    seen = f"{day(days.min())} to {day(days.max())}" if len(days) else "on no day"
    rows = grounds.to_dict("records")
    return render("sources_twin.html", rows=rows, grounds=trust.GROUNDS, announced=trust.ANNOUNCED, seen=seen)


def _aside(tables: Tables, figures: pd.DataFrame, disputes: pd.DataFrame, stale: pd.DataFrame) -> str:
    used = figures[figures["preferred"]]
    caveats = [
        "A dated quotation is another page that quotes the vendor's and gives the day. A copy is kept by a script.",
        f"{int(used['row_level'].sum())} of {len(used)} share the sources of their whole record: they say row-level.",
        *([f"What has changed since {day(used['checked_on'].max())} is not in here."] if len(used) else []),
        f"Pay is not in the picture: its {len(tables['salaries'])} rows name their own sources.",
    ]
    contents = [
        ("article", f"The article against the vendors ({len(tables['differences'])})"),
        ("disputes", f"Where sources differ ({len(disputes)})"),
        ("stale", f"What is stale ({len(stale)})"),
        ("evidence", f"What certifications do for pay ({len(tables['evidence'])})"),
        ("sources", f"Every source ({len(tables['sources'])})"),
        ("dictionary", f"What is in the tables ({len(tables.frames)})"),
        ("correct", "Correct a fact"),
    ]
    return render("sources_aside.html", caveats=caveats, contents=contents)


def _differences(
    tables: Tables,
    figures: pd.DataFrame,
    disputes: pd.DataFrame,
    stale: pd.DataFrame,
    on: date,
    following: links.Pairs,
) -> str:
    sources = tables["sources"]
    to = {
        one: {"code": code, "href": links.address(site.CERT, [("id", one), *following])}
        for one, code in standing.codes(tables).items()
    }
    seen = trust.months(figures)
    return render(
        "sources_differences.html",
        points_finding=trust.points_finding(tables["differences"]),
        points=[_point(one, to) for one in tables["differences"].to_dict("records")],
        disputes_finding=trust.differing(disputes),
        disputes=[_group(str(field), rows, to) for field, rows in disputes.groupby("field", sort=False)],
        stale_finding=trust.stale_finding(stale, on=on),
        overtaken=[_stale(one, to) for one in stale[stale["overtaken"]].to_dict("records")],
        unchecked=[_stale(one, to) for one in stale[~stale["overtaken"]].to_dict("records")],
        evidence_finding=evidence.finding(tables["evidence"]),
        studies=[_study(one) for one in evidence.ordered(tables["evidence"]).to_dict("records")],
        source_finding=trust.source_finding(sources),
        months=seen,
        most=max((number for _, number in seen), default=1),
        titles=standing.titles(tables),
        publishers=dict(zip(sources["source"], sources["publisher"], strict=True)),
    )


def _point(one: Row, to: Mapping[str, Row]) -> Row:
    return {**one, "certs": [to[cert] for cert in one["cert_ids"]], "sources": list(one["sources"])}


def _group(field: str, rows: pd.DataFrame, to: Mapping[str, Row]) -> Row:
    told = [_dispute(one, to) for one in rows.to_dict("records")]
    return {"label": trust.LABELS[field], "rows": told, "open": int(rows["open"].sum())}


def _dispute(one: Row, to: Mapping[str, Row]) -> Row:
    used = one["preferred"]
    return {
        "cert": to[one["cert_id"]],
        "open": one["open"],
        "preferred": _worded(used) if used else None,
        "none": "price not published" if one["field"] == "price_usd" else "no figure in use",
        "others": [_worded(other) for other in one["others"]],
    }


def _worded(fact: Row) -> Row:
    return {**fact, "words": detail.words(fact["field"], fact["value"], fact["number"])}


def _study(one: Row) -> Row:
    subject = one["subject"]
    looked = f"{subject[0].upper()}{subject[1:]}, {evidence.METHODS[one['method']]}"
    return {**one, "who": evidence.who(one), "looked": looked}


def _stale(one: Row, to: Mapping[str, Row]) -> Row:
    return {**one, "href": "" if missing(one["cert_id"]) else to[one["cert_id"]]["href"]}
