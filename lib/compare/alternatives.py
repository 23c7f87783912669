"""Certifications to compare another one with, each with the reason, and comparisons to start from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from lib.catalogue.paths import picks
from lib.catalogue.record import Certification, records
from lib.catalogue.status import successors, words_where
from lib.tables.store import Tables
from lib.text import missing, spelled

GENAI = "Specialty / GenAI"
LITERACY = "ai-literacy"
MAX_OFFERED = 3
MAX_RIVALS = 6


class Preset(NamedTuple):
    """A comparison to start from: its title, its certifications in order, and the reason for it, if one is needed."""

    title: str
    ids: tuple[str, ...]
    why: str = ""


def rivals(certs: pd.DataFrame, cert_id: str, vendors: Sequence[str]) -> dict[str, str]:
    """Certifications to compare one with, the most natural first: id to reason.

    Never empty in a catalogue of two or more. The order is:

    1. its successors, bookable ones first;
    2. of each other vendor, one bookable certification of the same tier and focus, in the order of `vendors`;
    3. its predecessors;
    4. the other bookable ones of the same tier and focus, then of the same tier;
    5. all others.

    Of several certifications of one vendor, those of the article and their successors come first, then those with a
    known price, then those with the nearest price.

    Raises:
        KeyError: `cert_id` is not in the catalogue.
    """
    by_id = {cert["id"]: cert for cert in records(certs)}
    subject = by_id[cert_id]
    order = {vendor: rank for rank, vendor in enumerate(vendors)}
    candidates = sorted(
        (cert for cert in by_id.values() if cert["id"] != cert_id),
        key=lambda cert: (order.get(cert["vendor"], len(order)), *_nearness(cert, subject, by_id)),
    )
    reasons: dict[str, str] = {}
    for later in sorted(successors(certs).get(cert_id, ()), key=lambda later: not by_id[later]["bookable"]):
        reasons.setdefault(later, "takes its place")
    for rival, why in _peers(subject, candidates):
        reasons.setdefault(rival, why)
    return reasons


def _peers(subject: Certification, candidates: Sequence[Certification]) -> Iterator[tuple[str, str]]:
    """The ids and reasons from the second group of `rivals` on; an id can come again with a weaker reason."""
    bookable = [cert for cert in candidates if cert["bookable"]]
    alike = [cert for cert in bookable if (cert["tier"], cert["focus"]) == (subject["tier"], subject["focus"])]
    # Reversed, so that the nearest of each vendor is the one that stays in the mapping.
    by_vendor = {cert["vendor"]: cert for cert in reversed(alike) if cert["vendor"] != subject["vendor"]}
    for cert in reversed(by_vendor.values()):
        yield cert["id"], f"same tier and focus, {cert['vendor']}"
    for cert in candidates:
        if cert["id"] in subject["predecessors"]:
            yield cert["id"], "was in its place before"
    for cert in alike:
        yield cert["id"], f"same tier and focus, {cert['vendor']}"
    for cert in bookable:
        if cert["tier"] == subject["tier"]:
            yield cert["id"], f"same tier, {cert['vendor']}"
    for cert in candidates:
        yield cert["id"], cert["vendor"]


def _nearness(cert: Certification, subject: Certification, by_id: Mapping[str, Certification]) -> tuple[Any, ...]:
    """A sort key, nearest first: in the article or after one that is, a known price, the price difference, the id."""
    predecessors = [by_id[cert_id] for cert_id in cert["predecessors"] if cert_id in by_id]
    in_article = cert["in_article"] or any(earlier["in_article"] for earlier in predecessors)
    price, own_price = cert["price_usd"], subject["price_usd"]
    difference = float("inf") if missing(price) or missing(own_price) else abs(price - own_price)
    return (not in_article, missing(price), difference, cert["id"])


def presets(tables: Tables, certs: pd.DataFrame) -> list[Preset]:
    """Three comparisons to start from on a day, without those that have fewer than two certifications."""
    genai = _genai(certs, tables["vendors"]["vendor"].tolist())
    candidates = [
        Preset("The article's choices for AI literacy, as they stand", _literacy(tables, certs)),
        Preset("An exam of the article and what takes its place", succession(certs)),
        Preset(f"Generative AI for engineers, from {spelled(len(genai))} vendors", genai),
    ]
    return [preset for preset in candidates if len(preset.ids) > 1]


def presets_for(tables: Tables, certs: pd.DataFrame, ids: Sequence[str]) -> list[Preset]:
    """The `presets`, or for a reader who has chosen one certification, pairs of it and each of its nearest `rivals`."""
    if not ids:
        return presets(tables, certs)
    reasons = rivals(certs, ids[0], tables["vendors"]["vendor"].tolist())
    return [Preset("", (ids[0], rival), why) for rival, why in list(reasons.items())[:MAX_RIVALS]]


def _literacy(tables: Tables, certs: pd.DataFrame) -> tuple[str, ...]:
    """The ids to book today in the place of the article's picks for AI literacy."""
    chosen = picks(tables["path_steps"], certs, LITERACY)["pick"].dropna()
    return tuple(dict.fromkeys(chosen))[:MAX_OFFERED]


def succession(certs: pd.DataFrame) -> tuple[str, ...]:
    """The article's certification that ended last, else the one that ends next, and its successor; empty for none."""
    rows = certs[certs["in_article"] & certs["successor"].isin(certs["id"])]
    ended = rows[rows["status"].isin(words_where(lambda status: status.is_over))].sort_values("last_day", kind="stable")
    row = ended.tail(1) if len(ended) else rows.sort_values("last_day", kind="stable").head(1)
    return (*row["id"], *row["successor"])


def _genai(certs: pd.DataFrame, vendors: Sequence[str]) -> tuple[str, ...]:
    """The GenAI exam of each vendor that has been open longest, at most three, the article's first; without betas."""
    rows = certs[certs["tier"].eq(GENAI) & certs["status"].isin(["active", "ending"]) & certs["price_usd"].notna()]
    rank = rows["vendor"].map({vendor: number for number, vendor in enumerate(vendors)})
    rows = rows.assign(_vendor=rank, _not_in_article=~rows["in_article"])
    rows = rows.sort_values(["_not_in_article", "_vendor", "available_from", "id"], na_position="first", kind="stable")
    return tuple(rows.drop_duplicates("vendor")["id"].head(MAX_OFFERED))
