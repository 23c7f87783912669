"""The catalogue behind filters: the certifications that match, counts by facet, sorting, prices on a day, and findings.

Frames have one row per certification, with its status on a day (`lib.catalogue.status.with_status`); `priced_on` and
`codes_by_id` need no status.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from lib.catalogue.filters import FACETS, MEANINGS, Filters, Mask
from lib.catalogue.record import Certification
from lib.catalogue.status import STATUSES
from lib.text import count, exam_price, usd_range

SORTS = ("tier", "price", "name", "vendor", "study time")


@dataclass(frozen=True)
class FilterResult:
    """The rows that match filters, the counts by facet, and how many rows are hidden.

    Attributes:
        rows: The rows that every filter lets through, in the order given.
        counts: For each facet and value, how many rows that value would show with the other filters unchanged.
        closed: How many rows match but are hidden because they are closed or retired.
        ahead: How many rows match but are hidden because they are not open yet.
        unpriced: How many rows a price limit leaves out only because their price is not known.
    """

    rows: pd.DataFrame
    counts: dict[str, dict[str, int]]
    closed: int
    ahead: int
    unpriced: int


def filter_result(certs: pd.DataFrame, filters: Filters) -> FilterResult:
    """The result of one set of filters for the Explore page; each filter is applied once."""
    masks = _passes_by_filter(certs, filters)
    rows = len(certs)
    counts = {}
    for facet, column in FACETS.items():
        # A status filter shows closed certifications too, so hiding them does not reduce the counts of its values.
        mask = _combined(masks, rows, excluding={facet, "closed"} if facet == "status" else {facet})
        counts[facet] = dict(Counter(certs[column].to_numpy()[mask].tolist()))
    unpriced = _left_out_only_by("price_max", masks, rows) & certs["price_usd"].isna()
    hidden = _left_out_only_by("closed", masks, rows)
    hidden_ahead = int((hidden & (certs["status"] == "not yet")).sum())
    hidden_closed = int(hidden.sum()) - hidden_ahead
    return FilterResult(certs[_combined(masks, rows)], counts, hidden_closed, hidden_ahead, int(unpriced.sum()))


def matching(certs: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows that every filter lets through, with the same columns and in the same order."""
    return certs[_combined(_passes_by_filter(certs, filters), len(certs))]


def counts_without(certs: pd.DataFrame, filters: Filters) -> dict[str, int]:
    """How many rows there would be without one filter, for each filter that is set and would help; most rows first."""
    on = [name for name in MEANINGS if name != "closed" and filters.is_on(name)]
    counts = {name: len(matching(certs, filters.without(name))) for name in on}
    if _hides_closed(filters):
        counts["closed"] = len(matching(certs, replace(filters, closed=True)))
    return dict(sorted(((k, v) for k, v in counts.items() if v), key=lambda item: -item[1]))


def _hides_closed(filters: Filters) -> bool:
    """Whether rows that are `gone` are hidden: the switch, a status filter and the article's ten all show them."""
    return not (filters.closed or filters.status or filters.article)


def _combined(masks: Mapping[str, Mask], rows: int, excluding: Collection[str] = ()) -> Mask:
    """The rows that pass every mask except those named in `excluding`."""
    combined: Mask = np.ones(rows, dtype=bool)
    for name, mask in masks.items():
        if name not in excluding:
            combined = combined & mask
    return combined


def _left_out_only_by(name: str, masks: Mapping[str, Mask], rows: int) -> Mask:
    """The rows that fail one mask and pass every other; none where that mask is missing."""
    return _combined(masks, rows, excluding={name}) & ~masks[name] if name in masks else np.zeros(rows, dtype=bool)


def _passes_by_filter(certs: pd.DataFrame, filters: Filters) -> dict[str, Mask]:
    """For each filter that hides rows, which rows pass it."""
    hiding = [name for name in MEANINGS if (_hides_closed(filters) if name == "closed" else filters.is_on(name))]
    meanings = {name: MEANINGS[name] for name in hiding}
    return {name: meaning.passes(certs[meaning.column], getattr(filters, name)) for name, meaning in meanings.items()}


def codes_by_id(certs: pd.DataFrame) -> dict[str, str]:
    """The newest exam code of each certification, by id."""
    return dict(zip(certs["id"], certs["code"], strict=True))


def search_text(certs: pd.DataFrame) -> pd.Series:
    """The text that the text filter searches, in lower case: codes, names, vendor, tier, focus, audience and topics."""
    columns = ("code", "name", "short_name", "vendor", "tier", "focus", "audience", "vendor_level")
    parts = zip(*(certs[column].fillna("") for column in columns), certs["codes"], certs["topics"], strict=True)
    return pd.Series(
        [" ".join([*row[:-2], *row[-2], *row[-1]]).lower() for row in parts], index=certs.index, dtype=object
    )


def ordered(certs: pd.DataFrame, by: str, tiers: pd.Series, vendors: pd.Series) -> pd.DataFrame:
    """The rows in one of the orders of SORTS; tiers and vendors in the order given.

    Within a tier, active and ending certifications come first, then betas, then those for partners only and
    unconfirmed ones, then those that nobody can book. Unknown prices and study times come last. An order that is not
    in SORTS counts as `tier`.
    """
    ranks = {
        "_tier": certs["tier"].map({tier: place for place, tier in enumerate(tiers)}),
        "_vendor": certs["vendor"].map({vendor: place for place, vendor in enumerate(vendors)}),
        "_status": certs["status"].map({word: status.rank for word, status in STATUSES.items()}),
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
    """The rows with the prices of a day, as far as these are known.

    A beta price holds until the beta is over or the exam is general; then the standard price does, missing where none
    is stated. On the day that the article describes its ten certifications have the article's prices. No other price
    history exists.

    Returns:
        The same rows with `price_usd` and `price_kind` as of the day; `price_now_usd` keeps the price of the table, and
        `beta_over` says whether that is the price of a beta that is over.
    """
    day = pd.Timestamp(on)
    beta_over = (certs["price_kind"] == "beta") & ((certs["general_from"] <= day) | (certs["beta_until"] < day))
    price = certs["price_usd"].mask(beta_over, certs["price_standard_usd"])
    if on == article_day:
        price = certs["article_price_usd"].where(certs["in_article"], price)
    kind = certs["price_kind"].mask(beta_over, "list")
    return certs.assign(price_now_usd=certs["price_usd"], price_usd=price, price_kind=kind, beta_over=beta_over)


def list_prices(certs: pd.DataFrame) -> pd.Series:
    """The prices that medians are taken of: known prices other than beta prices, missing elsewhere."""
    return certs["price_usd"].where(certs["price_kind"] != "beta")


def finding(certs: pd.DataFrame) -> str:
    """One sentence: how many exams can be booked, from how many vendors, at which prices, and how many cannot."""
    if certs.empty:
        return "Nothing matches all filters at once."
    bookable = certs["bookable"].to_numpy()
    if not bookable.any():
        return f"{count(len(certs), 'certification')}, and none that anybody can book."
    prices = certs["price_usd"].to_numpy()[bookable]
    known_prices = prices[~np.isnan(prices)]
    price = usd_range(known_prices.min(), known_prices.max()) if len(known_prices) else "no price published"
    price += " an exam" if "$" in price else ""
    vendors = count(len(set(certs["vendor"].to_numpy()[bookable])), "vendor")
    bookable_words = f"{count(len(prices), 'certification')} you can book, from {vendors}, {price}"
    notes = unbookable_words(certs)
    return f"{bookable_words}; {notes}." if notes else f"{bookable_words}."


def unbookable_words(certs: pd.DataFrame) -> str:
    """How many certifications are not open to everybody, by reason: `4 for partners only, 6 unconfirmed`."""
    by_status = Counter(certs["status"].to_numpy().tolist())
    tallies: Counter[str] = Counter()
    for status in sorted(STATUSES.values(), key=lambda status: status.rank):
        if status.reason:
            tallies[status.tally or status.reason] += by_status[status.word]
    return ", ".join(f"{number} {reason}" for reason, number in tallies.items() if number)


def price_words(cert: Certification) -> str:
    """The price of a certification on its day in words (`lib.text.exam_price`)."""
    return exam_price(cert["price_usd"], is_beta=cert["price_kind"] == "beta")
