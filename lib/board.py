"""Questions on the tier map: where each certification stands, how the tiers line up, where a searched one is.

Takes frames as `lib.lifecycle.with_status` gives them, one row per certification, in the order in which a cell lists
them. What not anybody can book (retired, for partners only, unconfirmed) stays on the board; counts, medians and
findings are of what anybody can.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lib.certs import Filters, Mask, list_prices, matching
from lib.text import count, listed, missing, spelled, usd

COLOURS = ("tier", "status", "focus")
MEASURES = ("certifications", "median price")

ROOM = 12
"""How many vendors a screen has a row for; with more of them those that have a single certification are folded."""


def with_ghosts(filters: Filters) -> Filters:
    """The filters with closed and retired ones shown, as the map does."""
    return replace(filters, closed=True)


def board(certs: pd.DataFrame, *, tiers: Sequence[str], vendors: Sequence[str]) -> pd.DataFrame:
    """The rows in reading order: vendors with most that anybody can book first, then tiers, then as given.

    Of equally many the vendor with more certifications comes first, then `vendors` decides. Adds `folded`: the vendor
    has a single certification and there are more vendors than the screen has room for; folded ones come last.
    """
    many = certs["vendor"].map(certs["vendor"].value_counts())
    order: dict[str, pd.Series] = {
        "_folded": (many == 1) & (certs["vendor"].nunique() > ROOM),
        "_bookable": -certs["bookable"].groupby(certs["vendor"]).transform("sum"),
        "_many": -many,
        "_vendor": _places(certs["vendor"], vendors),
        "_tier": _places(certs["tier"], tiers),
    }
    rows = certs.assign(**order).sort_values(list(order), kind="stable")
    return rows.rename(columns={"_folded": "folded"}).drop(columns=[name for name in order if name != "_folded"])


def _places(values: pd.Series, order: Sequence[str]) -> pd.Series:
    return values.map({value: place for place, value in enumerate(order)})


def lit(certs: pd.DataFrame, words: str) -> Mask:
    """Which rows a search lights up: those that say every word of it, or of one of its parts between commas."""
    found: Mask = np.zeros(len(certs), dtype=bool)
    for part in filter(str.strip, words.split(",")):
        found |= certs["id"].isin(matching(certs, Filters(q=part, closed=True))["id"]).to_numpy()
    return found


def places(certs: pd.DataFrame, *, tiers: Sequence[str]) -> pd.DataFrame:
    """What anybody can book in each place of the board: one row per vendor and tier, empty places too.

    Vendors and tiers in order (of appearance, of `tiers`). Returns `vendor`, `tier`, `certifications`, `unpriced` (how
    many have no known price), `median_usd` (of the known list prices, missing where none is) and `beta_usd` (of the
    known beta prices, where there are no others).
    """
    rows = certs[certs["bookable"]]
    every = pd.MultiIndex.from_product([rows["vendor"].unique(), tiers], names=["vendor", "tier"])
    listing, price = list_prices(rows), rows["price_usd"]
    told = rows.assign(_list=listing, _beta=price.where(listing.isna()), _unpriced=price.isna())
    grouped = told.groupby(["vendor", "tier"])
    sums = grouped.agg(certifications=("_unpriced", "size"), unpriced=("_unpriced", "sum"))
    medians = grouped.agg(median_usd=("_list", "median"), beta_usd=("_beta", "median"))
    medians["beta_usd"] = medians["beta_usd"].where(medians["median_usd"].isna())
    return sums.reindex(every, fill_value=0).join(medians).reset_index()


def price_words(place: Mapping[Any, Any]) -> str:
    """What a place of `places` costs: `$150`, the median of its list prices; else `beta $120`, `unknown`, `none`."""
    if not place["certifications"]:
        return "none"
    if not missing(place["median_usd"]):
        return usd(place["median_usd"])
    return "unknown" if missing(place["beta_usd"]) else f"beta {usd(place['beta_usd'])}"


def finding(certs: pd.DataFrame, *, tiers: Sequence[str]) -> str:
    """How the tiers line up: what anybody can book, from how many vendors, and which of them reach every tier.

    `tiers` are those that the filters let through.
    """
    if certs.empty:
        return "Nothing matches all filters at once."
    bookable = certs[certs["bookable"]]
    if bookable.empty:
        return f"{count(len(certs), 'certification')}, and none that anybody can book."
    reach = bookable.groupby("vendor")["tier"].nunique()
    said = f"{count(len(bookable), 'certification')} you can book, from {count(len(reach), 'vendor')}."
    return f"{said} {_lined_up(bookable, reach, tiers)}"


def _lined_up(bookable: pd.DataFrame, reach: pd.Series, tiers: Sequence[str]) -> str:
    """Which vendors have something in every tier; with one tier or one vendor, where theirs stand."""
    if len(tiers) == 1:
        return f"{'It is' if len(bookable) == 1 else 'All are'} in {tiers[0]}."
    if len(reach) == 1:
        lacking = [tier for tier in tiers if tier not in set(bookable["tier"])]
        return f"{reach.index[0]} has none in {listed(lacking, 'or')}." if lacking else f"It reaches {_each(tiers)}."
    full = [vendor for vendor in bookable["vendor"].unique() if reach[vendor] == len(tiers)]
    single = int((reach == 1).sum())
    rest = f"; {spelled(single)} stand{'s' if single == 1 else ''} in a single one" if single else ""
    if not full:
        return f"No vendor reaches {_each(tiers)}{rest}."
    if len(full) == 1:
        return f"Only {full[0]} reaches {_each(tiers)}{rest}."
    reaching = listed(full) if len(full) <= 3 else spelled(len(full)).capitalize()
    return f"{reaching} reach {_each(tiers)}{rest}."


def _each(tiers: Sequence[str]) -> str:
    return f"{'both' if len(tiers) == 2 else 'all ' + spelled(len(tiers))} tiers"


def tree_finding(certs: pd.DataFrame, *, tiers: Sequence[str]) -> str:
    """Which tier is the largest and who fills it. Takes certifications that anybody can book; empty without any."""
    if certs.empty:
        return ""
    sizes = certs["tier"].value_counts()
    first = [tier for tier in tiers if sizes.get(tier) == sizes.max()]
    if len(first) > 1:
        return f"{listed(first)} are the largest tiers: {sizes.max()} of {len(certs)} each."
    vendors = certs.loc[certs["tier"] == first[0], "vendor"].value_counts(sort=False)
    most = vendors[vendors == vendors.max()]
    whose = f"{most.index[0]} first with {most.max()}" if len(most) == 1 else f"from {len(vendors)} vendors"
    whose = f"{'all ' if len(certs) > 1 else ''}from {vendors.index[0]}" if len(vendors) == 1 else whose
    if len(sizes) == 1:
        return f"{f'All {len(certs)} are' if len(certs) > 1 else 'The only one is'} in {first[0]}, {whose}."
    return f"{first[0]} is the largest tier: {sizes.max()} of {len(certs)}, {whose}."


def heat_finding(rows: pd.DataFrame, measure: str) -> str:
    """Where most certifications stand, or the dearest ones, and how many places are empty. Takes `places`."""
    if rows.empty:
        return ""
    if measure == MEASURES[0]:
        empty = int((rows["certifications"] == 0).sum())
        gaps = f"{empty} of {len(rows)} places {'is' if empty == 1 else 'are'} empty" if empty else "no place is empty"
        return f"{_where(rows, 'certifications', '{:g}'.format)}; {gaps}."
    unpriced = int(rows["unpriced"].sum())
    unknown = f"{count(unpriced, 'price')} not published" if unpriced else "every price is published"
    if rows["median_usd"].isna().all():
        return "Only beta prices are known." if rows["beta_usd"].notna().any() else _unpriced(unpriced)
    return f"{_where(rows, 'median_usd', usd)}; {unknown}."


def _unpriced(number: int) -> str:
    return f"No price is published: {count(number, 'certification')} without one."


def _where(rows: pd.DataFrame, column: str, words: Callable[[float], str]) -> str:
    """The highest value of a column and the place or places that have it."""
    most = rows[rows[column] == rows[column].max()]
    said, counted = words(rows[column].max()), column == "certifications"
    what = "Most in one place" if counted else "Highest median price"
    if len(most) > 1:
        return f"{what}: {said}, in {spelled(len(most))} places"
    vendor, tier = most["vendor"].iloc[0], most["tier"].iloc[0]
    return f"{vendor} has most in one place: {said} in {tier}" if counted else f"{what}: {said}, {vendor} in {tier}"


def found_words(rows: pd.DataFrame, found: Mask, words: str, elsewhere: int) -> str:
    """How many a search lights up, and where; empty without a search. `elsewhere`: matches that the filters hide.

    Takes the rows of the board with `code`.
    """
    if not words.strip(" ,"):
        return ""
    hits = rows[found]
    more = "more " if len(hits) else ""
    hidden = f" {elsewhere} {more}match{'es' if elsewhere == 1 else ''} outside the filters." if elsewhere else ""
    if hits.empty:
        return f"Nothing here matches “{words}”.{hidden}"
    return f"{len(hits)} of {len(rows)} match{'es' if len(hits) == 1 else ''} “{words}”: {_whereabouts(hits)}.{hidden}"


def _whereabouts(hits: pd.DataFrame) -> str:
    if len(hits) <= 3:
        named = zip(hits["code"], hits["vendor"], hits["tier"], strict=True)
        return "; ".join(f"{code} ({vendor}, {tier})" for code, vendor, tier in named)
    per_vendor = hits["vendor"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    told = [f"{vendor} {many}" for vendor, many in per_vendor.head(6).items()]
    rest = len(per_vendor) - len(told)
    return listed([*told, f"{rest} more vendors"] if rest > 1 else [f"{v} {n}" for v, n in per_vendor.items()])
