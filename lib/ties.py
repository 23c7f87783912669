"""What ties certifications to one another: which pass renews which, what is required first, what took whose place."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.text import listed, missing

KINDS = {
    "renews": "A pass of it renews",
    "required": "Required for",
    "choice": "One of the choices required for",
    "recommended": "Recommended before",
    "replaces": "Takes the place of",
    "likely replaces": "Likely takes the place of",
}
"""Kinds of ties in the order in which they are told, from the one that gives to the one that takes."""

BACK = {
    "renews": "Renewed too by a pass of",
    "required": "Requires",
    "choice": "Requires one of",
    "recommended": "Recommended first",
    "replaces": "Its place is taken by",
    "likely replaces": "Its place is likely taken by",
}
"""The same from the other side."""

COLUMNS = ["kind", "one", "other"]


def ties(certs: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """Every tie in the catalogue: `kind`, `one` (which renews, is required, …) and `other`, in the order of KINDS.

    Takes every certification and the `requirements` table; a choice outside the catalogue is left out.
    """
    found = []
    for cert in certs.to_dict("records"):
        found += [("renews", one, cert["id"]) for one in cert["renewed_by"]]
        found += [("recommended", one, cert["id"]) for one in cert["recommended_certs"]]
        if not missing(cert["successor"]):
            kind = "likely replaces" if cert["successor_is_likely"] else "replaces"
            found.append((kind, cert["successor"], cert["id"]))
    found += _required(requirements)
    order = {kind: place for place, kind in enumerate(KINDS)}
    frame = pd.DataFrame(found, columns=COLUMNS)
    return frame.sort_values("kind", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def _required(requirements: pd.DataFrame) -> list[tuple[str, str, str]]:
    """One that has to be held, or one of several of which some have to be."""
    choices = requirements.groupby(["cert_id", "block"])["choice"].transform("size")
    rows = requirements.assign(kind=(choices > requirements["n"]).map({True: "choice", False: "required"}))
    named = rows.dropna(subset="id")
    return list(zip(named["kind"], named["id"], named["cert_id"], strict=True))


def among(every: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The ties between two of the certifications."""
    return every[every["one"].isin(ids) & every["other"].isin(ids)]


def finding(inside: pd.DataFrame, codes: Mapping[str, str], gone: Sequence[str]) -> str:
    """Every tie among the compared in words, or that there is none. `gone` are ids that nobody can book."""
    told = [
        _sentence(str(kind), str(one), [codes[other] for other in group["other"]], codes, gone)
        for (kind, one), group in inside.groupby(["kind", "one"], sort=False)
    ]
    if told:
        return " ".join(told)
    none = "Neither" if len(codes) == 2 else "None of them"
    return f"{none} renews, requires or replaces {'the other' if len(codes) == 2 else 'another'}."


def _sentence(kind: str, one: str, others: Sequence[str], codes: Mapping[str, str], gone: Sequence[str]) -> str:
    name = f"{codes[one]}, which nobody can book," if one in gone else codes[one]
    said = {
        "renews": f"A pass of {name} renews {listed(others)} too.",
        "required": f"{name} is required for {listed(others)}.",
        "choice": f"{name} is one of the choices required for {listed(others)}.",
        "recommended": f"{name} is recommended before {listed(others)}.",
        "replaces": f"{codes[one]} takes the place of {listed(others)}.",
        "likely replaces": f"{codes[one]} likely takes the place of {listed(others)}; the vendor does not say so.",
    }
    return said[kind]
