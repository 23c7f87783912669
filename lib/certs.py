"""Questions on the catalogue: which certifications match, how many of each kind, and what that amounts to.

Every function takes frames as `lib.lifecycle.with_status` gives them: one row per certification.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.text import count, usd, usd_range

FACETS = {"vendor": "vendor", "tier": "tier", "focus": "focus", "status": "status_word"}
Mask = NDArray[np.bool_]
SORTS = ("tier", "price", "name", "vendor", "study time")


LOOKED_AT = (
    "id",
    "tier",
    "vendor",
    "focus",
    "status",
    "status_word",
    "bookable",
    "gone",
    "price_usd",
    "price_kind",
    "languages",
    "in_article",
    "search",
)
"""The columns that filters and findings look at; `search` is `search_text`."""


@dataclass(frozen=True)
class Filters:
    """What a reader has asked for. An empty filter asks for nothing; all that are set must hold."""

    vendor: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    price_max: float | None = None
    language: str | None = None
    q: str = ""
    article: bool = False
    closed: bool = False

    def is_on(self, name: str) -> bool:
        """Whether one filter asks for something."""
        return bool(getattr(self, name) != _EMPTY[name])

    def without(self, name: str) -> "Filters":
        """The same with one filter dropped."""
        return replace(self, **{name: _EMPTY[name]})


_EMPTY: dict[str, Any] = {field.name: field.default for field in fields(Filters)}


@dataclass(frozen=True)
class Answer:
    """What a catalogue answers to filters.

    `found`: the rows that every filter lets through, in the order given. `counts`: for each facet, how many rows each
    of its values would show with the other filters as they are. `closed` and `ahead`: rows that match but are hidden
    for being closed or retired, or for not being open yet. `unpriced`: rows that a price limit leaves out only because
    their price is not known.
    """

    found: pd.DataFrame
    counts: dict[str, dict[str, int]]
    closed: int
    ahead: int
    unpriced: int


def answer(certs: pd.DataFrame, filters: Filters) -> Answer:
    """Everything that the Explore page says about one set of filters, each filter looked at once."""
    masks = _masks(certs, filters)
    rows = len(certs)
    counts = {}
    for facet, column in FACETS.items():
        # A status that is asked for shows closed ones too, so their hiding does not count against its own values.
        shown = _all(masks, rows, but={facet, "closed"} if facet == "status" else {facet})
        counts[facet] = dict(Counter(certs[column].to_numpy()[shown].tolist()))
    nobody = np.zeros(rows, dtype=bool)
    unpriced = _all(masks, rows, but={"price_max"}) & certs["price_usd"].isna() if "price_max" in masks else nobody
    hidden = _all(masks, rows, but={"closed"}) & certs["gone"] if "closed" in masks else nobody
    ahead = int((hidden & (certs["status"] == "not yet")).sum())
    return Answer(certs[_all(masks, rows)], counts, int(hidden.sum()) - ahead, ahead, int(unpriced.sum()))


def matching(certs: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Keep the rows that every filter lets through. Same columns and order."""
    return certs[_all(_masks(certs, filters), len(certs))]


def loosened(certs: pd.DataFrame, filters: Filters) -> dict[str, int]:
    """How many rows there would be if one filter were dropped, for each that is on and would help; most first."""
    on = [name for name in _EMPTY if name != "closed" and filters.is_on(name)]
    counts = {name: len(matching(certs, filters.without(name))) for name in on}
    if _hides(filters):
        counts["closed"] = len(matching(certs, replace(filters, closed=True)))
    return dict(sorted(((k, v) for k, v in counts.items() if v), key=lambda item: -item[1]))


def _hides(filters: Filters) -> bool:
    """Closed and retired ones are hidden unless asked for, by the switch, by a status, or as the article's ten."""
    return not (filters.closed or filters.status or filters.article)


def _all(masks: Mapping[str, Mask], rows: int, but: Collection[str] = ()) -> Mask:
    kept = [mask for name, mask in masks.items() if name not in but]
    every: Mask = np.ones(rows, dtype=bool)
    for mask in kept:
        every = every & mask
    return every


def _masks(certs: pd.DataFrame, filters: Filters) -> dict[str, Mask]:
    masks = {
        facet: certs[column].isin(getattr(filters, facet)).to_numpy()
        for facet, column in FACETS.items()
        if filters.is_on(facet)
    }
    if filters.price_max is not None:
        masks["price_max"] = (certs["price_usd"] <= filters.price_max).to_numpy()
    if filters.language:
        masks["language"] = certs["languages"].map(lambda named: speaks(named, filters.language)).to_numpy(dtype=bool)
    if filters.q.strip():
        masks["q"] = _says(certs, filters.q)
    if filters.article:
        masks["article"] = certs["in_article"].to_numpy()
    if _hides(filters):
        masks["closed"] = ~certs["gone"].to_numpy()
    return masks


def speaks(named: Collection[str], language: str | None) -> bool:
    """Whether an exam is known to be given in a language. None named is taken as English."""
    return language in named if len(named) else language == "English"


def _says(certs: pd.DataFrame, words: str) -> Mask:
    wanted = words.lower().split()
    return np.array([all(word in text for word in wanted) for text in certs["search"]], dtype=bool)


def codes(certs: pd.DataFrame) -> dict[str, str]:
    """The newest exam code of each certification, by id."""
    return dict(zip(certs["id"], certs["code"], strict=True))


def search_text(certs: pd.DataFrame) -> pd.Series:
    """What the text filter looks in, lower-cased: codes, names, vendor, tier, focus, audience and topics."""
    columns = ("code", "name", "short_name", "vendor", "tier", "focus", "audience", "vendor_level")
    parts = zip(*(certs[column].fillna("") for column in columns), certs["codes"], certs["topics"], strict=True)
    return pd.Series(
        [" ".join([*row[:-2], *row[-2], *row[-1]]).lower() for row in parts], index=certs.index, dtype=object
    )


def ordered(certs: pd.DataFrame, by: str, tiers: pd.Series, vendors: pd.Series) -> pd.DataFrame:
    """Rows in one of the orders of SORTS; tiers and vendors in the order given.

    By tier, what anybody can book comes first, then beta, then the rest. Unknown prices and times come last.
    """
    ranks = {
        "_tier": certs["tier"].map({tier: place for place, tier in enumerate(tiers)}),
        "_vendor": certs["vendor"].map({vendor: place for place, vendor in enumerate(vendors)}),
        "_status": certs["status"]
        .map({"active": 0, "ending": 0, "beta": 1, "closed": 3, "retired": 3, "not yet": 3})
        .fillna(2),
    }
    keys = {
        "tier": ["_tier", "_status", "_vendor", "price_usd"],
        "price": ["price_usd", "_tier"],
        "name": [],
        "vendor": ["_vendor", "_tier", "_status"],
        "study time": ["study_hours_low", "study_hours_high", "price_usd"],
    }
    order = [*keys.get(by, keys["tier"]), "short_name"]
    return certs.assign(**ranks).sort_values(order, kind="stable").drop(columns=list(ranks))


def priced_on(certs: pd.DataFrame, *, on: date, article_day: date | None) -> pd.DataFrame:
    """Prices as they hold on a day, as far as is known.

    On the article's day its own for its ten; a beta price only until the beta is over or the exam general, then the
    standard price, missing where none is stated. Returns the same rows with `price_now_usd` (the preferred price)
    added, and `price_usd` and `price_kind` as of the day. No other price history exists.
    """
    day = pd.Timestamp(on)
    over = (certs["price_kind"] == "beta") & ((certs["general_from"] <= day) | (certs["beta_until"] < day))
    price = certs["price_usd"].mask(over, certs["price_standard_usd"])
    if on == article_day:
        price = certs["article_price_usd"].where(certs["in_article"], price)
    kind = certs["price_kind"].mask(over, "list")
    return certs.assign(price_now_usd=certs["price_usd"], price_usd=price, price_kind=kind)


def list_prices(certs: pd.DataFrame) -> pd.Series:
    """The known prices that are no beta prices: what a median is taken of. Missing for the rest."""
    return certs["price_usd"].where(certs["price_kind"] != "beta")


def finding(certs: pd.DataFrame) -> str:
    """One sentence: how many can be booked, from how many vendors, at which prices, and what stays open."""
    if certs.empty:
        return "Nothing matches all filters at once."
    bookable = certs["bookable"].to_numpy()
    if not bookable.any():
        return f"{count(len(certs), 'certification')}, and none that anybody can book."
    prices = certs["price_usd"].to_numpy()[bookable]
    known = prices[~np.isnan(prices)]
    price = usd_range(known.min(), known.max()) if len(known) else "no price published"
    price += " an exam" if "$" in price else ""
    vendors = count(len(set(certs["vendor"].to_numpy()[bookable])), "vendor")
    said = f"{count(len(prices), 'certification')} you can book, from {vendors}, {price}"
    notes = besides(certs)
    return f"{said}; {notes}." if notes else f"{said}."


def besides(certs: pd.DataFrame) -> str:
    """How many there are that not anybody can book, by reason: `4 for partners only, 6 unconfirmed`."""
    status = Counter(certs["status"].to_numpy().tolist())
    told = [
        (status["partner-only"], "for partners only"),
        (status["unknown"], "unconfirmed"),
        (status["closed"] + status["retired"], "no longer bookable"),
        (status["not yet"], "not open yet"),
    ]
    return ", ".join(f"{number} {word}" for number, word in told if number)


def price_words(cert: Mapping[str, object]) -> str:
    """A certification's price for people: `$150`, `$75 (beta price)`, `free`, `price not published`."""
    price = cert["price_usd"]
    said = usd(price if isinstance(price, int | float) else None)
    return f"{said} (beta price)" if cert["price_kind"] == "beta" else said
