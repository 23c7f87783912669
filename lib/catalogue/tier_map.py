"""The tier map: vendors by tiers with their certifications, counts and prices of each place, findings and the search.

Functions take frames as `lib.catalogue.status.with_status` gives them, one row per certification, in the order in which
a cell lists them. Certifications that are not open to everybody (retired, for partners only, unconfirmed) stay on the
board, but counts, medians and findings leave them out.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from lib.catalogue.filtering import list_prices, matching
from lib.catalogue.filters import Filters, Mask
from lib.tables.row import Row
from lib.text import count, listed, missing, spelled, usd

COLOURS = ("tier", "status", "focus")
MEASURES = ("certifications", "median price")

VENDOR_ROWS = 12
"""How many vendors fit on a screen; with more of them, vendors that have a single certification are folded."""


def board(certs: pd.DataFrame, *, tiers: Sequence[str], vendors: Sequence[str]) -> pd.DataFrame:
    """The rows in reading order: by vendor, then by tier, then as given.

    Vendors with most bookable certifications come first; of equal ones the vendor with more certifications, then the
    first in `vendors`. Adds `folded`: true where the vendor has a single certification and there are more vendors than
    VENDOR_ROWS. Folded vendors come last.
    """
    size = certs["vendor"].map(certs["vendor"].value_counts())
    order: dict[str, pd.Series] = {
        "_folded": (size == 1) & (certs["vendor"].nunique() > VENDOR_ROWS),
        "_bookable": -certs["bookable"].groupby(certs["vendor"]).transform("sum"),
        "_size": -size,
        "_vendor": _ranks(certs["vendor"], vendors),
        "_tier": _ranks(certs["tier"], tiers),
    }
    rows = certs.assign(**order).sort_values(list(order), kind="stable")
    return rows.rename(columns={"_folded": "folded"}).drop(columns=[name for name in order if name != "_folded"])


def _ranks(values: pd.Series, order: Sequence[str]) -> pd.Series:
    return values.map({value: rank for rank, value in enumerate(order)})


def search_mask(certs: pd.DataFrame, text: str) -> Mask:
    """Which rows match a search: those that have every word of at least one of its parts between commas."""
    mask: Mask = np.zeros(len(certs), dtype=bool)
    for part in filter(str.strip, text.split(",")):
        mask |= certs["id"].isin(matching(certs, Filters(q=part, closed=True))["id"]).to_numpy()
    return mask


def places(certs: pd.DataFrame, *, tiers: Sequence[str]) -> pd.DataFrame:
    """Counts and prices of what anybody can book: one row per vendor and tier, empty places included.

    Vendors are in order of appearance, tiers in the order given.

    Returns:
        `vendor`, `tier`, `certifications` (how many), `unpriced` (how many without a known price), `median_usd` (of the
        known list prices; missing = there is none) and `beta_usd` (the median of the known beta prices, where there is
        no list price).
    """
    rows = certs[certs["bookable"]]
    board_places = pd.MultiIndex.from_product([rows["vendor"].unique(), tiers], names=["vendor", "tier"])
    list_price, price = list_prices(rows), rows["price_usd"]
    priced = rows.assign(_list=list_price, _beta=price.where(list_price.isna()), _unpriced=price.isna())
    grouped = priced.groupby(["vendor", "tier"])
    sums = grouped.agg(certifications=("_unpriced", "size"), unpriced=("_unpriced", "sum"))
    medians = grouped.agg(median_usd=("_list", "median"), beta_usd=("_beta", "median"))
    medians["beta_usd"] = medians["beta_usd"].where(medians["median_usd"].isna())
    return sums.reindex(board_places, fill_value=0).join(medians).reset_index()


def place_price(place: Row) -> str:
    """The price of a row of `places`: `$150`, the median of its list prices; else `beta $120`, `unknown` or `none`.

    Not in the words of `lib.text.exam_price`: a cell of the heatmap has room for two short ones.
    """
    if not place["certifications"]:
        return "none"
    if not missing(place["median_usd"]):
        return usd(place["median_usd"])
    return "unknown" if missing(place["beta_usd"]) else f"beta {usd(place['beta_usd'])}"


def finding(certs: pd.DataFrame, *, tiers: Sequence[str]) -> str:
    """How the tiers line up: how many can be booked, from how many vendors, and which vendors reach every tier.

    `tiers` are the ones that the filters let through.
    """
    if certs.empty:
        return "Nothing matches all filters at once."
    bookable = certs[certs["bookable"]]
    if bookable.empty:
        return f"{count(len(certs), 'certification')}, and none that anybody can book."
    reach = bookable.groupby("vendor")["tier"].nunique()
    total = f"{count(len(bookable), 'certification')} you can book, from {count(len(reach), 'vendor')}."
    return f"{total} {_reach_sentence(bookable, reach, tiers)}"


def _reach_sentence(bookable: pd.DataFrame, reach: pd.Series, tiers: Sequence[str]) -> str:
    """Which vendors reach every tier; for a single tier or vendor, which tiers its certifications are in.

    `reach` is the number of tiers by vendor.
    """
    if len(tiers) == 1:
        return f"{'It is' if len(bookable) == 1 else 'All are'} in {tiers[0]}."
    if len(reach) == 1:
        empty = [tier for tier in tiers if tier not in set(bookable["tier"])]
        return f"{reach.index[0]} has none in {listed(empty, 'or')}." if empty else f"It reaches {_all_tiers(tiers)}."
    full = [vendor for vendor in bookable["vendor"].unique() if reach[vendor] == len(tiers)]
    single = int((reach == 1).sum())
    note = f"; {spelled(single)} stand{'s' if single == 1 else ''} in a single one" if single else ""
    if not full:
        return f"No vendor reaches {_all_tiers(tiers)}{note}."
    if len(full) == 1:
        return f"Only {full[0]} reaches {_all_tiers(tiers)}{note}."
    reaching = listed(full) if len(full) <= 3 else spelled(len(full)).capitalize()
    return f"{reaching} reach {_all_tiers(tiers)}{note}."


def _all_tiers(tiers: Sequence[str]) -> str:
    return f"{'both' if len(tiers) == 2 else 'all ' + spelled(len(tiers))} tiers"


def tree_finding(certs: pd.DataFrame, *, tiers: Sequence[str]) -> str:
    """Which tier is the largest, and whose certifications it has. Takes bookable certifications; empty without any."""
    if certs.empty:
        return ""
    sizes = certs["tier"].value_counts()
    largest = [tier for tier in tiers if sizes.get(tier) == sizes.max()]
    if len(largest) > 1:
        return f"{listed(largest)} are the largest tiers: {sizes.max()} of {len(certs)} each."
    vendors = certs.loc[certs["tier"] == largest[0], "vendor"].value_counts(sort=False)
    top = vendors[vendors == vendors.max()]
    whose = f"{top.index[0]} first with {top.max()}" if len(top) == 1 else f"from {len(vendors)} vendors"
    whose = f"{'all ' if len(certs) > 1 else ''}from {vendors.index[0]}" if len(vendors) == 1 else whose
    if len(sizes) == 1:
        return f"{f'All {len(certs)} are' if len(certs) > 1 else 'The only one is'} in {largest[0]}, {whose}."
    return f"{largest[0]} is the largest tier: {sizes.max()} of {len(certs)}, {whose}."


def heat_finding(rows: pd.DataFrame, measure: str) -> str:
    """The places with most certifications or the highest median price, and how many are empty or without a price.

    Takes `places` and one of MEASURES.
    """
    if rows.empty:
        return ""
    if measure == MEASURES[0]:
        empty = int((rows["certifications"] == 0).sum())
        gaps = f"{empty} of {len(rows)} places {'is' if empty == 1 else 'are'} empty" if empty else "no place is empty"
        return f"{_highest(rows, 'certifications', '{:g}'.format)}; {gaps}."
    unpriced = int(rows["unpriced"].sum())
    unknown = f"{count(unpriced, 'price')} not published" if unpriced else "every price is published"
    if rows["median_usd"].isna().all():
        return "Only beta prices are known." if rows["beta_usd"].notna().any() else _unpriced(unpriced)
    return f"{_highest(rows, 'median_usd', usd)}; {unknown}."


def _unpriced(number: int) -> str:
    return f"No price is published: {count(number, 'certification')} without one."


def _highest(rows: pd.DataFrame, column: str, words: Callable[[float], str]) -> str:
    """The highest value of a column and the place or places that have it."""
    top = rows[rows[column] == rows[column].max()]
    value, is_count = words(rows[column].max()), column == "certifications"
    label = "Most in one place" if is_count else "Highest median price"
    if len(top) > 1:
        return f"{label}: {value}, in {spelled(len(top))} places"
    vendor, tier = top["vendor"].iloc[0], top["tier"].iloc[0]
    return f"{vendor} has most in one place: {value} in {tier}" if is_count else f"{label}: {value}, {vendor} in {tier}"


def search_finding(rows: pd.DataFrame, mask: Mask, text: str, elsewhere: int) -> str:
    """How many certifications match a search, and where they are; empty without a search.

    Args:
        rows: The rows of `board` with `code`.
        mask: The `search_mask` of these rows.
        text: The search as the reader wrote it.
        elsewhere: How many certifications match that the filters hide.
    """
    if not text.strip(" ,"):
        return ""
    hits = rows[mask]
    further = "more " if len(hits) else ""
    hidden = f" {elsewhere} {further}match{'es' if elsewhere == 1 else ''} outside the filters." if elsewhere else ""
    if hits.empty:
        return f"Nothing here matches “{text}”.{hidden}"
    return f"{len(hits)} of {len(rows)} match{'es' if len(hits) == 1 else ''} “{text}”: {_whereabouts(hits)}.{hidden}"


def _whereabouts(hits: pd.DataFrame) -> str:
    """Up to three hits one by one; more of them as counts by vendor, of which six are named."""
    if len(hits) <= 3:
        triples = zip(hits["code"], hits["vendor"], hits["tier"], strict=True)
        return "; ".join(f"{code} ({vendor}, {tier})" for code, vendor, tier in triples)
    per_vendor = hits["vendor"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    counts = [f"{vendor} {number}" for vendor, number in per_vendor.items()]
    surplus = len(counts) - 6
    return listed([*counts[:6], f"{surplus} more vendors"] if surplus > 1 else counts)
