"""The cost of each role's path beside the pay of the role: one row per role.

Cost beside pay is an association. Pay belongs to the role; no source here measures what a certification adds to it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from lib.pay.salaries import ADS, CLAIM, by_source, neighbours
from lib.tables.cache import while_alive
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import count, listed, missing, spelled, thousands, usd_range

ALL = "all"
"""The choice of source that shows all sources side by side."""

PAY = ["year", "place", "measure", "n", "thin", "median_usd", "p10_usd", "p25_usd", "p75_usd", "p90_usd"]
NUMBERS = ["year", "n", "median_usd", "p10_usd", "p25_usd", "p75_usd", "p90_usd"]
COLUMNS = [
    *["role", "name", "low_usd", "high_usd", "preferred_usd", "low_ids", "high_ids", "unknown", "betas", "closed"],
    *["claim_usd", "claim_bound", "covered", *PAY],
]
SIDE_BY_SIDE = ["group", "aside", "role", "name", "source", "series", "said", "neighbour", "claim_usd", "claim_bound"]
SIDE_BY_SIDE += PAY
CODE_LIMIT = 3
"""How many codes a list names before it counts the others."""
FIRST_ROLE = "senior-ml-engineer"
"""The role of a page whose address names none."""


class CostAndPay(NamedTuple):
    """Cost and pay of all roles, with one of them explained.

    `finding` is the sentence on that role and `role` its row of `board`; `board` and `side_by_side` are the frames of
    the functions of those names; `source_names` names each source of pay by its id.
    """

    finding: str
    role: Row
    board: pd.DataFrame
    side_by_side: pd.DataFrame
    source_names: Mapping[str, str]


def role_ids(paths: pd.DataFrame) -> list[str]:
    """The ids of the roles that have a path, in the article's order. Takes the `paths` table."""
    roles: list[str] = paths.loc[paths["kind"] == "role", "path"].tolist()
    return roles


@while_alive(1)
def names(tables: Tables) -> Mapping[str, str]:
    """The names of the roles that have a path, by id, in the article's order."""
    rows = tables["paths"][tables["paths"]["kind"] == "role"]
    return dict(zip(rows["path"], rows["title"], strict=True))


@while_alive(1)
def sources(tables: Tables) -> Mapping[str, str]:
    """The names of the sources that give pay for any role, by id, in the order of `pay_sources`."""
    offered = pay_sources(tables["salaries"], tables["sources"], tables["paths"])
    name_of = source_names(tables["salaries"], tables["sources"])
    return {source: name_of[source] for source in offered}


def source_and_role(tables: Tables, source: str | None, role: str | None) -> tuple[str, str]:
    """The source and the role that an address names; the first source and FIRST_ROLE in place of a missing one."""
    role_names = names(tables)
    first_role = FIRST_ROLE if FIRST_ROLE in role_names else next(iter(role_names), "")
    return source or next(iter(sources(tables)), ALL), role or first_role


def pay_sources(salaries: pd.DataFrame, sources: pd.DataFrame, paths: pd.DataFrame) -> list[str]:
    """The ids of the sources that give pay for any role: measured pay first, newest first; claims last.

    Takes the tables of those names.
    """
    rows = salaries[salaries["role"].isin(role_ids(paths))].drop_duplicates("source")[["source", "measure"]]
    dated = rows.merge(sources[["source", "dated"]], on="source", how="left")
    order = dated.assign(claim=dated["measure"] == CLAIM)
    source_ids: list[str] = order.sort_values(["claim", "dated"], ascending=[True, False])["source"].tolist()
    return source_ids


def source_names(salaries: pd.DataFrame, sources: pd.DataFrame) -> dict[str, str]:
    """A short name of each source of pay, by id: `Job ads to Aug 2025`, `The article`, `Employer survey, May 2025`."""
    rows = salaries.drop_duplicates("source")[["source", "measure"]].merge(sources, on="source", how="left")
    return {row["source"]: _source_name(row) for row in rows.to_dict("records")}


def _source_name(row: Row) -> str:
    if row["measure"] == CLAIM:
        return "The article"
    month = "" if missing(row["dated"]) else f"{row['dated']:%b %Y}"
    kind, joint = ("Job ads", " to ") if row["measure"] == ADS else ("Employer survey", ", ")
    return f"{kind}{joint}{month}" if month else kind


def board(costs: pd.DataFrame, paths: pd.DataFrame, salaries: pd.DataFrame, *, source: str) -> pd.DataFrame:
    """One row per role that has a path: the cost of its exams, the article's claim, its pay in one source.

    Takes `lib.cost.path_cost.path_costs`, the tables `paths` and `salaries`, and the id of a source, whose newest year
    that is not thin counts. Returns COLUMNS, the cheapest path first, unknown costs last. `covered` is false where
    the source has no row for the role; pay is then missing, as it is where the source is one of claims.
    """
    role_paths = paths.loc[paths["kind"] == "role", ["path", "title"]].rename(columns={"title": "name"})
    rows = role_paths.merge(costs, on="path", how="left").rename(columns={"path": "role"})
    pay = [_pay_fields(salaries, role, source) for role in rows["role"]]
    columns = ["claim_usd", "claim_bound", "covered", *PAY]
    joined = rows.assign(**{column: [fields[column] for fields in pay] for column in columns})
    joined = joined.astype(dict.fromkeys(["claim_usd", *NUMBERS], "float64"))
    return joined.sort_values(["low_usd", "high_usd"], ignore_index=True)[COLUMNS]


def _pay_fields(salaries: pd.DataFrame, role: str, source: str) -> dict[str, Any]:
    """The columns of `board` on a role's pay."""
    rows = by_source(salaries, role).to_dict("records")
    claim: Row = next((row for row in rows if row["measure"] == CLAIM), {})
    own: Row = next((row for row in rows if row["source"] == source), {})
    measured = own if own.get("measure") != CLAIM else {}
    fields = {"claim_usd": claim.get("median_usd"), "claim_bound": claim.get("bound", ""), "covered": bool(own)}
    return fields | {name: measured.get(name) for name in PAY} | {"thin": bool(measured.get("thin"))}


def side_by_side(board: pd.DataFrame, salaries: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """One row per role of a board and source, then one per neighbouring occupation; sources are never pooled.

    Takes `board` and the tables `salaries` and `sources`. Returns SIDE_BY_SIDE, in the board's order, the claim first.
    `group` is the name of the role or the heading of the neighbours, `aside` the cost of the role's exams, `series` the
    list that the source is an edition of (else the source), `said` year, source and n, or the occupation. A claim has
    no `median_usd`, a measured row no `claim_usd`.
    """
    name_of = source_names(salaries, sources)
    role_rows = [_role_rows(row, by_source(salaries, row["role"]), name_of) for row in board.to_dict("records")]
    near = neighbours(salaries)
    publishers = near["source"].map(name_of).fillna("")
    group = "Neighbouring occupations" if len(near) else ""
    asides = publishers.str.cat(["not these roles"] * len(near), sep=": ")
    occupations = near["role_name"].str.replace(r" \([\d-]+\)$", "", regex=True)
    near = near.assign(group=group, aside=asides, neighbour=True, name=near["role_name"], said=occupations)
    rows = pd.concat([*role_rows, near], ignore_index=True)
    claims = rows["measure"].eq(CLAIM)
    series = rows["source"].map(sources.set_index("source")["series"]).fillna(rows["source"])
    rows = rows.assign(claim_usd=rows["median_usd"].where(claims), claim_bound=rows["bound"], series=series)
    return rows.assign(median_usd=rows["median_usd"].mask(claims))[SIDE_BY_SIDE]


def _role_rows(row: Row, pay: pd.DataFrame, name_of: Mapping[str, str]) -> pd.DataFrame:
    """The rows of `side_by_side` on one role, from its row of `board` and its pay by source."""
    labels = [_figure_label(figure, name_of) for figure in pay.to_dict("records")]
    scope = " where published" if len(row["unknown"]) else ""
    aside = cost_words(row) if missing(row["low_usd"]) else f"{cost_words(row)} of exams{scope}"
    return pay.assign(group=row["name"], aside=aside, name=row["name"], said=labels, neighbour=False)


def _figure_label(figure: Row, name_of: Mapping[str, str]) -> str:
    """The year, source and sample size of a figure: `2025 · Job ads to Aug 2025 · n = 724`."""
    n = "" if missing(figure["n"]) else f" · n = {figure['n']:,.0f}"
    return f"{figure['year']:.0f} · {name_of.get(figure['source'], figure['source'])}{n}"


def cost_words(row: Row) -> str:
    """The cost of a role's exams: `$400`, `$224 to $265`, `cost not known`."""
    if missing(row["low_usd"]):
        return "cost not known"
    return usd_range(row["low_usd"], row["high_usd"])


def unpublished_words(row: Row, limit: int = CODE_LIMIT) -> str:
    """The choices of a role's path without a published price, `limit` of them named; empty where there is none."""
    return f"{listed_up_to(row['unknown'], limit)} not published" if len(row["unknown"]) else ""


def listed_up_to(codes: Sequence[str], limit: int = CODE_LIMIT) -> str:
    """The first codes as a list, with the number of the others: `A-1, B-2, C-3 and 4 more`."""
    further = len(codes) - limit
    return listed([*codes[:limit], f"{further} more"] if further > 0 else list(codes))


def finding(row: Row, name: str) -> str:
    """One sentence on the exam fees of one role and its pay in the chosen source.

    Takes a row of `board` and the name of the source. Fees are sums of the published prices; a thin sample is named.
    """
    return f"{row['name']}: {_exam_words(row)}, {_pay_in_source(row, name)}."


def _exam_words(row: Row) -> str:
    """The exam fees of a role, as a clause of a finding."""
    if missing(row["low_usd"]):
        why = f"{listed_up_to(row['closed'])} cannot be booked" if len(row["closed"]) else "a price is not published"
        return f"exam fees not known ({why})"
    return f"{cost_words(row)} of exams{' with a published price' if len(row['unknown']) else ''}"


def _pay_in_source(row: Row, name: str) -> str:
    """The pay of a role in the source of its row, as a clause of a finding."""
    if not row["covered"]:
        return f"and nothing on its pay in this source ({name})"
    if missing(row["median_usd"]):
        return f"{name[0].lower()}{name[1:]} claims {claim_words(row)}"
    payers = "job ads" if row["measure"] == ADS else "employers"
    if missing(row["p25_usd"]) or missing(row["p75_usd"]):
        return f"{payers} at a median of {thousands(row['median_usd'])}{_thin_sample(row)}"
    return f"{payers} at {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}{_thin_sample(row)}"


def _thin_sample(row: Row) -> str:
    """The sample size behind a thin figure: ` (only n = 12)`; empty for any other."""
    return f" (only n = {row['n']:.0f})" if row["thin"] else ""


def n_words(row: Row) -> str:
    """The sample size of a role's pay, to follow its name: ` · n = 724`, ` · not in this source`."""
    if not row["covered"]:
        return " · not in this source"
    return "" if missing(row["n"]) else f" · n = {row['n']:,.0f}"


def claim_words(row: Row) -> str:
    """The article's claim: `$195k`, `$215k or more`."""
    return f"{thousands(row['claim_usd'])}{' or more' if row['claim_bound'] == 'floor' else ''}"


def finding_of_all(row: Row, rows: pd.DataFrame) -> str:
    """One sentence on one role in all sources: its exam fees, the measured medians, the article's claim.

    Takes a row of `board` and `side_by_side`.
    """
    claim = "" if missing(row["claim_usd"]) else f"the article says {claim_words(row)}"
    clauses = [words for words in (_medians(rows, row["role"]), claim) if words]
    return f"{row['name']}: {_exam_words(row)}; {', '.join(clauses) or 'no source says what it pays'}."


def _medians(rows: pd.DataFrame, role: str) -> str:
    """The measured medians of a role's pay, as a clause of a finding; empty where there is none."""
    measured = rows[(rows["role"] == role) & ~rows["neighbour"] & rows["median_usd"].notna()]
    if measured.empty:
        return ""
    subject = "job ads have" if measured["measure"].eq(ADS).all() else "measured are"
    low, high = thousands(measured["median_usd"].min()), thousands(measured["median_usd"].max())
    if len(measured) == 1:
        return f"{subject} a median of {low}"
    return f"{subject} medians of {low if low == high else f'{low} to {high}'} ({_editions(measured)})"


def _editions(measured: pd.DataFrame) -> str:
    """The sources behind some figures: `two editions of one list`, or `2 sources` if each is a list of its own."""
    sources, lists = len(measured), measured["series"].nunique()
    if sources == lists:
        return count(sources, "source")
    return f"{spelled(sources)} editions of {spelled(lists)} list{'s' * (lists > 1)}"


def claim_gap_words(row: Row) -> str:
    """The distance of the median from the article's claim, which may be a floor: `$10k above`; empty without both."""
    if missing(row["median_usd"]) or missing(row["claim_usd"]):
        return ""
    apart = row["median_usd"] - row["claim_usd"]
    least = " the least of it" if row["claim_bound"] == "floor" else ""
    return f"{thousands(abs(apart))} {'above' if apart > 0 else 'below'}{least}" if apart else "the same"


def fee_words(row: Row) -> str:
    """The exam fees of a role: the range of their sum, and the choices without a published price."""
    return "; ".join(words for words in (f"exams {cost_words(row)}", unpublished_words(row)) if words)


def pay_words(row: Row, rows: pd.DataFrame) -> str:
    """The pay of a role: its middle half in the source or, with ALL, the medians of all sources; then the claim.

    Takes a row of `board` and `side_by_side`. Empty where nothing is known.
    """
    half = f"pay {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}, the middle half{n_words(row)}"
    measured = half if not missing(row["p25_usd"]) else "" if row["covered"] else _medians(rows, row["role"])
    claim = "" if missing(row["claim_usd"]) else f"the article claims {claim_words(row)}"
    return "; ".join(words for words in (measured, claim) if words)


def cost_and_pay(tables: Tables, costs: pd.DataFrame, *, source: str, role: str) -> CostAndPay:
    """Cost and pay of all roles in a source, or in ALL of them, with one role explained.

    Takes `lib.cost.path_cost.path_costs`. Raises KeyError for a source or a role that does not exist.
    """
    name_of = source_names(tables["salaries"], tables["sources"])
    rows = board(costs, tables["paths"], tables["salaries"], source=source)
    source_rows = side_by_side(rows, tables["salaries"], tables["sources"])
    row = {row["role"]: row for row in rows.to_dict("records")}[role]
    sentence = finding_of_all(row, source_rows) if source == ALL else finding(row, name_of[source])
    return CostAndPay(sentence, row, rows, source_rows, name_of)
