"""The catalogue as it stands on a day, made once for all readers: pages, the server before them, the API."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from lib.certs import LOOKED_AT, SORTS, ordered, priced_on, search_text
from lib.certs import codes as code_of
from lib.lifecycle import with_status
from lib.memory import while_alive
from lib.path_costs import path_costs
from lib.paths import widened
from lib.planner import Answer, Catalogue, Request, catalogue_of, plan
from lib.planner.goals import members
from lib.store import Tables
from lib.text import day


@while_alive(64)
def certs(tables: Tables, on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """Every certification with what holds on a day, sorted; `record` holds each row as a mapping.

    One frame for all readers, so never to be changed. Sorting and turning rows into mappings is most of what a page
    would otherwise compute on each rerun; a filter keeps the order.
    """
    priced = priced_on(tables["certs"], on=on, article_day=article_day(tables))
    rows = with_status(priced, on=on, language=language)
    rows = ordered(rows, sort, tables["tiers"]["tier"], tables["vendors"]["vendor"])
    return rows.assign(record=pd.Series(rows.to_dict("records"), index=rows.index, dtype=object))


@while_alive(64)
def brief(tables: Tables, on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """The same rows with the columns that filters look at: picking rows costs CPU by the column."""
    rows = certs(tables, on, language, sort)
    return rows.assign(search=search_text(rows))[[*LOOKED_AT, "record"]]


def cert(tables: Tables, cert_id: str, on: date) -> dict[str, Any]:
    """One certification with what holds on a day, as a mapping. Raises KeyError if there is none."""
    found: dict[str, Any] = _records(tables, on)[cert_id]
    return found


@while_alive(64)
def _records(tables: Tables, on: date) -> dict[Hashable, Any]:
    rows = certs(tables, on)
    return dict(zip(rows["id"], rows["record"], strict=True))


@while_alive(1)
def article_day(tables: Tables) -> date | None:
    """The day that the article describes."""
    sources = tables["sources"]
    days = sources.loc[sources["source"] == "article", "describes"].dropna()
    return days.iloc[0].date() if len(days) else None


@while_alive(1)
def codes(tables: Tables) -> Mapping[str, str]:
    """The newest exam code of each certification, by id."""
    return code_of(tables["certs"])


@while_alive(1)
def titles(tables: Tables) -> Mapping[str, str]:
    """The title of each source, by its address or id."""
    sources = tables["sources"]
    return dict(zip(sources["source"], sources["title"], strict=True))


def article(tables: Tables) -> str:
    """What the article is called: `the article of March 2026`, by the month that it describes, where that is known."""
    described = article_day(tables)
    return f"the article of {described:%B %Y}" if described else "the article"


def price_history(tables: Tables, on: date) -> str:
    """Which prices are shown for another day than today."""
    shown = "the article's where it has one, else the newest" if on == article_day(tables) else "the newest ones"
    return f"As of {day(on)}. Prices are {shown}: there is no price history."


@while_alive(64)
def steps(tables: Tables, on: date) -> pd.DataFrame:
    """The `path_steps` table with the article's sets written out as they are on a day; see `lib.paths.widened`.

    Who belongs to a set is the planner's rule; the order within one is that of the day.
    """
    order, known = certs(tables, on)["id"].tolist(), catalogue(tables)
    belong = {one: set(members(one, known, on=on)) for one in known.sets}
    sets = {one: [cert_id for cert_id in order if cert_id in ids] for one, ids in belong.items()}
    return widened(tables["path_steps"], sets)


@while_alive(64)
def costs(tables: Tables, on: date) -> pd.DataFrame:
    """What each path costs on a day; see `lib.path_costs`."""
    return path_costs(tables, certs(tables, on), steps(tables, on))


@while_alive(1)
def catalogue(tables: Tables) -> Catalogue:
    """The planner's catalogue."""
    return catalogue_of(tables)


@while_alive(256)
def planned(tables: Tables, request: Request) -> Answer:
    """The planner's answer to a request."""
    return plan(request, catalogue(tables))
