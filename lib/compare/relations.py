"""Ties between certifications: renewal by another pass, prerequisites, recommendations, and succession."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.catalogue.record import table_rows
from lib.text import listed, missing

KINDS = {
    "renews": "A pass of it renews",
    "required": "Required for",
    "choice": "One of the choices required for",
    "recommended": "Recommended before",
    "replaces": "Takes the place of",
    "likely replaces": "Likely takes the place of",
}
"""The kinds of ties in order, with the words that lead from `one` to `other`."""

REVERSE_KINDS = {
    "renews": "Renewed too by a pass of",
    "required": "Requires",
    "choice": "Requires one of",
    "recommended": "Recommended first",
    "replaces": "Its place is taken by",
    "likely replaces": "Its place is likely taken by",
}
"""The same kinds, with the words that lead from `other` to `one`."""

COLUMNS = ["kind", "one", "other"]


def ties(certs: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """Every tie in the catalogue, in the order of KINDS.

    Takes every certification and the `requirements` table; a choice outside the catalogue is left out.

    Returns:
        One row per tie: `kind`, `one` (the id that renews, is required, replaces, …) and `other` (the id that is
        renewed, requires, is replaced, …).
    """
    rows = []
    for cert in table_rows(certs):
        rows += [("renews", cert_id, cert["id"]) for cert_id in cert["renewed_by"]]
        rows += [("recommended", cert_id, cert["id"]) for cert_id in cert["recommended_certs"]]
        if not missing(cert["successor"]):
            kind = "likely replaces" if cert["successor_is_likely"] else "replaces"
            rows.append((kind, cert["successor"], cert["id"]))
    rows += _requirement_ties(requirements)
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values("kind", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def _requirement_ties(requirements: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The ties `required` (every choice of the block has to be held) and `choice` (only some of them), as rows."""
    choices = requirements.groupby(["cert_id", "block"])["choice"].transform("size")
    rows = requirements.assign(kind=(choices > requirements["n"]).map({True: "choice", False: "required"}))
    in_catalogue = rows.dropna(subset="id")
    return list(zip(in_catalogue["kind"], in_catalogue["id"], in_catalogue["cert_id"], strict=True))


def ties_among(all_ties: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The rows of `ties` whose certifications are both among `ids`."""
    return all_ties[all_ties["one"].isin(ids) & all_ties["other"].isin(ids)]


def finding(inside: pd.DataFrame, codes: Mapping[str, str], gone: Sequence[str]) -> str:
    """The ties between the compared certifications in words, or that there is none.

    Takes `ties_among` them, their codes by id, and the ids of those that nobody can book.
    """
    sentences = [
        _sentence(str(kind), str(cert_id), [codes[other] for other in group["other"]], codes, gone)
        for (kind, cert_id), group in inside.groupby(["kind", "one"], sort=False)
    ]
    if sentences:
        return " ".join(sentences)
    none = "Neither" if len(codes) == 2 else "None of them"
    return f"{none} renews, requires or replaces {'the other' if len(codes) == 2 else 'another'}."


def _sentence(kind: str, cert_id: str, tied: Sequence[str], codes: Mapping[str, str], gone: Sequence[str]) -> str:
    """The ties of one kind from one certification to others, of which it takes the codes."""
    code = codes[cert_id]
    name = f"{code}, which nobody can book," if cert_id in gone else code
    sentences = {
        "renews": f"A pass of {name} renews {listed(tied)} too.",
        "required": f"{name} is required for {listed(tied)}.",
        "choice": f"{name} is one of the choices required for {listed(tied)}.",
        "recommended": f"{name} is recommended before {listed(tied)}.",
        "replaces": f"{code} takes the place of {listed(tied)}.",
        "likely replaces": f"{code} likely takes the place of {listed(tied)}; the vendor does not say so.",
    }
    return sentences[kind]
