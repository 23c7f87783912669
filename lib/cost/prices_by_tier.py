"""Exam prices by tier: medians of the known prices, and how many prices are not known."""

import pandas as pd

from lib.catalogue.filtering import list_prices
from lib.text import count, listed, usd


def by_tier(certs: pd.DataFrame, tiers: pd.Series) -> pd.DataFrame:
    """Counts and median prices: one row for each tier that has a certification, in the order of `tiers`.

    Takes certifications on a day (`tier`, `price_usd`, `price_kind`). Returns `tier`, `certs` (how many), `median_usd`
    (of the known list prices, so without betas; missing = none is known), and how many prices of any kind are `known`
    and `unknown`.
    """
    rows = certs.assign(_list=list_prices(certs), _known=certs["price_usd"].notna()).groupby("tier")
    sums = pd.DataFrame({"certs": rows.size(), "median_usd": rows["_list"].median(), "known": rows["_known"].sum()})
    sums = sums.reindex([tier for tier in tiers if tier in sums.index]).rename_axis("tier").reset_index()
    return sums.assign(unknown=sums["certs"] - sums["known"])


def finding(tiers: pd.DataFrame) -> str:
    """One sentence on `by_tier`: the medians of the cheapest and the dearest tier, and how many prices are unknown."""
    total, unknown = int(tiers["certs"].sum()), int(tiers["unknown"].sum())
    if not total:
        return "Nothing matches all filters at once."
    if unknown == total:
        return f"{count(total, 'certification')}, and no price is published."
    note = f"; {unknown} of {count(total, 'price')} {'is' if unknown == 1 else 'are'} not published" if unknown else ""
    return f"{_medians(tiers)}{note}."


def _medians(tiers: pd.DataFrame) -> str:
    priced = tiers.dropna(subset="median_usd")
    if priced.empty:
        return "Only beta prices are known"
    low, high = priced["median_usd"].min(), priced["median_usd"].max()
    if len(priced) == 1:
        return f"{priced['tier'].iloc[0]}: a median of {usd(low)} an exam"
    if low == high:
        return f"The median exam costs {usd(low)} in {listed(priced['tier'].tolist())}"
    cheap, dear = (listed(priced.loc[priced["median_usd"] == end, "tier"].tolist()) for end in (low, high))
    return f"The median exam costs {usd(low)} in {cheap} and {usd(high)} in {dear}"
