"""What to compare a certification with, and comparisons to start from, each with the reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from lib.lifecycle import successors
from lib.paths import picks
from lib.store import Tables
from lib.text import missing, spelled

Cert = Mapping[Any, Any]
GENAI = "Specialty / GenAI"
LITERACY = "ai-literacy"
MOST_OFFERED = 3
NEAREST = 6


class Preset(NamedTuple):
    """A comparison to start from: what it is, its certifications in order, and why these, where that needs saying."""

    title: str
    ids: tuple[str, ...]
    why: str = ""


def rivals(certs: pd.DataFrame, cert_id: str, vendors: Sequence[str]) -> dict[str, str]:
    """Certifications to compare one with, the most natural first: id to reason. Never empty in a catalogue of two.

    What takes its place; then, of those that anybody can book, one of each other vendor with the same tier and focus,
    in the order of `vendors`; then what it replaced, the same tier and focus of its own vendor, the same tier, and all
    others. Of several of one vendor the article's or its successor comes first, then one with a price, then the
    nearest price.
    """
    known = {cert["id"]: cert for cert in certs.to_dict("records")}
    one = known[cert_id]
    order = {vendor: place for place, vendor in enumerate(vendors)}
    others = sorted(
        (cert for cert in known.values() if cert["id"] != cert_id),
        key=lambda cert: (order.get(cert["vendor"], len(order)), *_nearness(cert, one, known)),
    )
    found: dict[str, str] = {}
    for other in sorted(successors(certs).get(cert_id, ()), key=lambda other: not known[other]["bookable"]):
        found.setdefault(other, "takes its place")
    for other, why in _peers(one, others):
        found.setdefault(other, why)
    return found


def _peers(one: Cert, others: Sequence[Cert]) -> Iterator[tuple[str, str]]:
    booked = [cert for cert in others if cert["bookable"]]
    alike = [cert for cert in booked if (cert["tier"], cert["focus"]) == (one["tier"], one["focus"])]
    foreign = {cert["vendor"]: cert for cert in reversed(alike) if cert["vendor"] != one["vendor"]}
    for cert in reversed(foreign.values()):
        yield cert["id"], f"same tier and focus, {cert['vendor']}"
    for cert in others:
        if cert["id"] in one["predecessors"]:
            yield cert["id"], "was in its place before"
    for cert in alike:
        yield cert["id"], f"same tier and focus, {cert['vendor']}"
    for cert in booked:
        if cert["tier"] == one["tier"]:
            yield cert["id"], f"same tier, {cert['vendor']}"
    for cert in others:
        yield cert["id"], cert["vendor"]


def _nearness(cert: Cert, one: Cert, known: Mapping[str, Cert]) -> tuple[Any, ...]:
    """How near a certification is, lowest first: the article's line, a known price, the difference of prices, name."""
    articles = cert["in_article"] or any(known[id_]["in_article"] for id_ in cert["predecessors"] if id_ in known)
    price, mine = cert["price_usd"], one["price_usd"]
    apart = float("inf") if missing(price) or missing(mine) else abs(price - mine)
    return (not articles, missing(price), apart, cert["id"])


def presets(tables: Tables, certs: pd.DataFrame) -> list[Preset]:
    """Three comparisons to start from, as they stand on a day; one that has fewer than two members is left out."""
    genai = _genai(certs, tables["vendors"]["vendor"].tolist())
    made = [
        Preset("The article's choices for AI literacy, as they stand", _literacy(tables, certs)),
        Preset("An exam of the article and what takes its place", succession(certs)),
        Preset(f"Generative AI for engineers, from {spelled(len(genai))} vendors", genai),
    ]
    return [preset for preset in made if len(preset.ids) > 1]


def starts(tables: Tables, certs: pd.DataFrame, ids: Sequence[str]) -> list[Preset]:
    """Comparisons to start from; with one certification already chosen, what to compare it with, the nearest first."""
    if not ids:
        return presets(tables, certs)
    near = rivals(certs, ids[0], tables["vendors"]["vendor"].tolist())
    return [Preset("", (ids[0], other), why) for other, why in list(near.items())[:NEAREST]]


def _literacy(tables: Tables, certs: pd.DataFrame) -> tuple[str, ...]:
    """What to book today in the place of each of the article's picks for literacy."""
    chosen = picks(tables["path_steps"], certs, LITERACY)["pick"].dropna()
    return tuple(dict.fromkeys(chosen))[:MOST_OFFERED]


def succession(certs: pd.DataFrame) -> tuple[str, ...]:
    """The article's certification that ended last, or ends next, and the one that takes its place; empty for none."""
    rows = certs[certs["in_article"] & certs["successor"].isin(certs["id"])]
    ended = rows[rows["status"].isin(["closed", "retired"])].sort_values("last_day", kind="stable")
    row = ended.tail(1) if len(ended) else rows.sort_values("last_day", kind="stable").head(1)
    return (*row["id"], *row["successor"])


def _genai(certs: pd.DataFrame, vendors: Sequence[str]) -> tuple[str, ...]:
    """Of each vendor that has one, the GenAI exam that has been open longest; the article's first. No beta."""
    rows = certs[certs["tier"].eq(GENAI) & certs["status"].isin(["active", "ending"]) & certs["price_usd"].notna()]
    place = rows["vendor"].map({vendor: number for number, vendor in enumerate(vendors)})
    rows = rows.assign(_vendor=place, _later=~rows["in_article"])
    rows = rows.sort_values(["_later", "_vendor", "available_from", "id"], na_position="first", kind="stable")
    return tuple(rows.drop_duplicates("vendor")["id"].head(MOST_OFFERED))
