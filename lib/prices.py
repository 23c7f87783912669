"""What exams cost, tier by tier: the prices that are known, their medians, and how many are not known."""

import pandas as pd

from lib.certs import list_prices
from lib.text import count, listed, usd


def by_tier(certs: pd.DataFrame, tiers: pd.Series) -> pd.DataFrame:
    """One row for each tier that has a certification, in the order of tiers.

    Takes certifications on a day (`tier`, `price_usd`, `price_kind`). Returns `tier`, `certs`, `median_usd` (of known
    list prices, so without betas; missing where none is known), `known` (prices of any kind) and `unknown`.
    """
    rows = certs.assign(_list=list_prices(certs), _known=certs["price_usd"].notna()).groupby("tier")
    found = pd.DataFrame({"certs": rows.size(), "median_usd": rows["_list"].median(), "known": rows["_known"].sum()})
    found = found.reindex([tier for tier in tiers if tier in found.index]).rename_axis("tier").reset_index()
    return found.assign(unknown=found["certs"] - found["known"])


def finding(tiers: pd.DataFrame) -> str:
    """One sentence on rows of `by_tier`: the medians of the cheapest and the dearest tier, and what is not known."""
    total, unknown = int(tiers["certs"].sum()), int(tiers["unknown"].sum())
    if not total:
        return "Nothing matches all filters at once."
    if unknown == total:
        return f"{count(total, 'certification')}, and no price is published."
    rest = f"; {unknown} of {count(total, 'price')} {'is' if unknown == 1 else 'are'} not published" if unknown else ""
    return f"{_medians(tiers)}{rest}."


def _medians(tiers: pd.DataFrame) -> str:
    known = tiers.dropna(subset="median_usd")
    if known.empty:
        return "Only beta prices are known"
    low, high = known["median_usd"].min(), known["median_usd"].max()
    if len(known) == 1:
        return f"{known['tier'].iloc[0]}: a median of {usd(low)} an exam"
    if low == high:
        return f"The median exam costs {usd(low)} in {listed(known['tier'].tolist())}"
    cheap, dear = (listed(known.loc[known["median_usd"] == end, "tier"].tolist()) for end in (low, high))
    return f"The median exam costs {usd(low)} in {cheap} and {usd(high)} in {dear}"
