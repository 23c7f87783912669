"""What each role's path costs beside what the role pays: one row per role.

Cost next to pay is association. Pay belongs to the role; no source here measures what a certification adds.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from lib.memory import while_alive
from lib.salaries import ADS, CLAIM, by_source, neighbours
from lib.store import Tables
from lib.text import count, listed, missing, spelled, thousands, usd_range

ALL = "all"
"""The choice that shows every source side by side."""

PAY = ["year", "place", "measure", "n", "thin", "median_usd", "p10_usd", "p25_usd", "p75_usd", "p90_usd"]
NUMBERS = ["year", "n", "median_usd", "p10_usd", "p25_usd", "p75_usd", "p90_usd"]
COLUMNS = [
    *["role", "name", "low_usd", "high_usd", "preferred_usd", "low_ids", "high_ids", "unknown", "betas", "closed"],
    *["claim_usd", "claim_bound", "covered", *PAY],
]
SIDE_BY_SIDE = ["group", "aside", "role", "name", "source", "series", "said", "neighbour", "claim_usd", "claim_bound"]
SIDE_BY_SIDE += PAY
MOST_NAMED = 3
FIRST_ROLE = "senior-ml-engineer"

Row = Mapping[Any, Any]


class Told(NamedTuple):
    """What is said of cost and pay: the finding, the role's row of `board`, the `board`, `side_by_side`, the sources.

    `names` are the sources of pay by id.
    """

    finding: str
    role: Row
    board: pd.DataFrame
    side_by_side: pd.DataFrame
    names: Mapping[str, str]


def ids(paths: pd.DataFrame) -> list[str]:
    """The roles that have a path, in the article's order."""
    found: list[str] = paths.loc[paths["kind"] == "role", "path"].tolist()
    return found


@while_alive(1)
def names(tables: Tables) -> Mapping[str, str]:
    """The roles that have a path, by id, in the article's order, with their names."""
    rows = tables["paths"][tables["paths"]["kind"] == "role"]
    return dict(zip(rows["path"], rows["title"], strict=True))


@while_alive(1)
def sources(tables: Tables) -> Mapping[str, str]:
    """The sources that give pay for any of the roles, by id, in the order in which they are offered, with names."""
    offered = pay_sources(tables["salaries"], tables["sources"], tables["paths"])
    known = source_names(tables["salaries"], tables["sources"])
    return {source: known[source] for source in offered}


def asked(tables: Tables, source: str | None, role: str | None) -> tuple[str, str]:
    """The source and the role that an address names, or those that are shown first."""
    known = names(tables)
    first = FIRST_ROLE if FIRST_ROLE in known else next(iter(known), "")
    return source or next(iter(sources(tables)), ALL), role or first


def pay_sources(salaries: pd.DataFrame, sources: pd.DataFrame, paths: pd.DataFrame) -> list[str]:
    """The sources that give pay for any of the roles: measured ones first, newest first; claims last."""
    rows = salaries[salaries["role"].isin(ids(paths))].drop_duplicates("source")[["source", "measure"]]
    dated = rows.merge(sources[["source", "dated"]], on="source", how="left")
    order = dated.assign(claim=dated["measure"] == CLAIM)
    found: list[str] = order.sort_values(["claim", "dated"], ascending=[True, False])["source"].tolist()
    return found


def source_names(salaries: pd.DataFrame, sources: pd.DataFrame) -> dict[str, str]:
    """Each source of pay in a few words, by id: `Job ads to Aug 2025`, `The article`, `Employer survey, May 2025`."""
    rows = salaries.drop_duplicates("source")[["source", "measure"]].merge(sources, on="source", how="left")
    return {row["source"]: _source_name(row) for row in rows.to_dict("records")}


def _source_name(row: Row) -> str:
    if row["measure"] == CLAIM:
        return "The article"
    month = "" if missing(row["dated"]) else f"{row['dated']:%b %Y}"
    kind, joined = ("Job ads", " to ") if row["measure"] == ADS else ("Employer survey", ", ")
    return f"{kind}{joined}{month}" if month else kind


def board(costs: pd.DataFrame, paths: pd.DataFrame, salaries: pd.DataFrame, *, source: str) -> pd.DataFrame:
    """One row per role that has a path: what its exams cost, what the article claims, what one source says it pays.

    Takes `lib.path_costs.path_costs`, the tables `paths` and `salaries`, and a source (the newest year of it that is
    not thin counts). Returns COLUMNS, cheapest path first, unknown costs last. `covered` is false where the source
    has nothing on the role; pay is then missing, as it is for a source of claims.
    """
    named = paths.loc[paths["kind"] == "role", ["path", "title"]].rename(columns={"title": "name"})
    rows = named.merge(costs, on="path", how="left").rename(columns={"path": "role"})
    pay = [_pay(salaries, role, source) for role in rows["role"]]
    joined = rows.assign(**{name: [one[name] for one in pay] for name in ["claim_usd", "claim_bound", "covered", *PAY]})
    joined = joined.astype(dict.fromkeys(["claim_usd", *NUMBERS], "float64"))
    return joined.sort_values(["low_usd", "high_usd"], ignore_index=True)[COLUMNS]


def _pay(salaries: pd.DataFrame, role: str, source: str) -> dict[str, Any]:
    every = by_source(salaries, role).to_dict("records")
    claim: Row = next((row for row in every if row["measure"] == CLAIM), {})
    own: Row = next((row for row in every if row["source"] == source), {})
    measured = own if own.get("measure") != CLAIM else {}
    told = {"claim_usd": claim.get("median_usd"), "claim_bound": claim.get("bound", ""), "covered": bool(own)}
    return told | {name: measured.get(name) for name in PAY} | {"thin": bool(measured.get("thin"))}


def side_by_side(board: pd.DataFrame, salaries: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Every source's row for every role of a board, and the neighbouring occupations after them: never pooled.

    Takes the tables. Returns `group` (the role, or what the neighbours are), `aside` (what the role's exams cost),
    `role`, `name`, `source`, `series` (what the source is an edition of, else the source), `said` (year, source and n,
    or the occupation), `neighbour`, `claim_usd`, `claim_bound` and PAY, in the board's order, the claim first. A claim
    has no pay, what was measured no claim.
    """
    names = source_names(salaries, sources)
    own = [_of_role(row, by_source(salaries, row["role"]), names) for row in board.to_dict("records")]
    near = neighbours(salaries)
    about = near["source"].map(names).fillna("")
    group = "Neighbouring occupations" if len(near) else ""
    near = near.assign(group=group, aside=about.str.cat(["not these roles"] * len(near), sep=": "), neighbour=True)
    near = near.assign(name=near["role_name"], said=near["role_name"].str.replace(r" \([\d-]+\)$", "", regex=True))
    rows = pd.concat([*own, near], ignore_index=True)
    claims = rows["measure"].eq(CLAIM)
    series = rows["source"].map(sources.set_index("source")["series"]).fillna(rows["source"])
    rows = rows.assign(claim_usd=rows["median_usd"].where(claims), claim_bound=rows["bound"], series=series)
    return rows.assign(median_usd=rows["median_usd"].mask(claims))[SIDE_BY_SIDE]


def _of_role(row: Row, pay: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    said = [_said(one, names) for one in pay.to_dict("records")]
    where = " where published" if len(row["unknown"]) else ""
    aside = cost_words(row) if missing(row["low_usd"]) else f"{cost_words(row)} of exams{where}"
    return pay.assign(group=row["name"], aside=aside, name=row["name"], said=said, neighbour=False)


def _said(pay: Row, names: Mapping[str, str]) -> str:
    """One source's figure: the year that it is of, the source, how many rows are behind it."""
    n = "" if missing(pay["n"]) else f" · n = {pay['n']:,.0f}"
    return f"{pay['year']:.0f} · {names.get(pay['source'], pay['source'])}{n}"


def cost_words(row: Row) -> str:
    """What a role's exams cost: `$400`, `$224 to $265`, or that it is not known."""
    if missing(row["low_usd"]):
        return "cost not known"
    return usd_range(row["low_usd"], row["high_usd"])


def open_words(row: Row, most: int = MOST_NAMED) -> str:
    """The choices of a role's path whose price is not published, so many of them named; empty where there is none."""
    return f"{named(row['unknown'], most)} not published" if len(row["unknown"]) else ""


def named(codes: Sequence[str], most: int = MOST_NAMED) -> str:
    """So many codes, and how many more there are."""
    more = len(codes) - most
    return listed([*codes[:most], f"{more} more"] if more > 0 else list(codes))


def finding(row: Row, name: str) -> str:
    """One sentence on one role: what its exams cost and what the chosen source says it pays.

    Takes a row of `board` and the name of the source. Known prices only; thin samples say so.
    """
    return f"{row['name']}: {_exams(row)}, {_pays(row, name)}."


def _exams(row: Row) -> str:
    if missing(row["low_usd"]):
        why = f"{named(row['closed'])} cannot be booked" if len(row["closed"]) else "a price is not published"
        return f"exam fees not known ({why})"
    return f"{cost_words(row)} of exams{' with a published price' if len(row['unknown']) else ''}"


def _pays(row: Row, name: str) -> str:
    if not row["covered"]:
        return f"and nothing on its pay in this source ({name})"
    if missing(row["median_usd"]):
        return f"{name[0].lower()}{name[1:]} claims {claim_words(row)}"
    who = "job ads" if row["measure"] == ADS else "employers"
    if missing(row["p25_usd"]) or missing(row["p75_usd"]):
        return f"{who} at a median of {thousands(row['median_usd'])}{_thin(row)}"
    return f"{who} at {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}{_thin(row)}"


def _thin(row: Row) -> str:
    return f" (only n = {row['n']:.0f})" if row["thin"] else ""


def n_words(row: Row) -> str:
    """How many rows are behind a role's pay, after its name: ` · n = 724`, or that the source has nothing on it."""
    if not row["covered"]:
        return " · not in this source"
    return "" if missing(row["n"]) else f" · n = {row['n']:,.0f}"


def claim_words(row: Row) -> str:
    """The article's claim: `$195k`, `$215k or more`."""
    return f"{thousands(row['claim_usd'])}{' or more' if row['claim_bound'] == 'floor' else ''}"


def finding_of_all(row: Row, rows: pd.DataFrame) -> str:
    """One sentence on one role in all sources: its exams, the medians that were measured, the article's claim.

    Takes a row of `board` and `side_by_side`.
    """
    said = "" if missing(row["claim_usd"]) else f"the article says {claim_words(row)}"
    told = [words for words in (_medians(rows, row["role"]), said) if words]
    return f"{row['name']}: {_exams(row)}; {', '.join(told) or 'no source says what it pays'}."


def _medians(rows: pd.DataFrame, role: str) -> str:
    """What was measured of a role's pay; empty where nothing was."""
    measured = rows[(rows["role"] == role) & ~rows["neighbour"] & rows["median_usd"].notna()]
    if measured.empty:
        return ""
    who = "job ads have" if measured["measure"].eq(ADS).all() else "measured are"
    low, high = thousands(measured["median_usd"].min()), thousands(measured["median_usd"].max())
    if len(measured) == 1:
        return f"{who} a median of {low}"
    return f"{who} medians of {low if low == high else f'{low} to {high}'} ({_editions(measured)})"


def _editions(measured: pd.DataFrame) -> str:
    """How many sources are behind some figures, and of how many lists they are editions: `two editions of one list`."""
    sources, lists = len(measured), measured["series"].nunique()
    if sources == lists:
        return count(sources, "source")
    return f"{spelled(sources)} editions of {spelled(lists)} list{'s' * (lists > 1)}"


def against_words(row: Row) -> str:
    """The source's median against the article's claim, a floor as the least that it claims; empty without both."""
    if missing(row["median_usd"]) or missing(row["claim_usd"]):
        return ""
    apart = row["median_usd"] - row["claim_usd"]
    least = " the least of it" if row["claim_bound"] == "floor" else ""
    return f"{thousands(abs(apart))} {'above' if apart > 0 else 'below'}{least}" if apart else "the same"


def fee_words(row: Row) -> str:
    """All that is said of what a role's exams cost: the range, and the choices whose price is not published."""
    return "; ".join(words for words in (f"exams {cost_words(row)}", open_words(row)) if words)


def pay_words(row: Row, rows: pd.DataFrame) -> str:
    """All that is said of a role's pay: by the source or, with ALL, by each of them, and by the article.

    Takes a row of `board` and `side_by_side`. Empty where nothing is known.
    """
    half = f"pay {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}, the middle half{n_words(row)}"
    said = half if not missing(row["p25_usd"]) else "" if row["covered"] else _medians(rows, row["role"])
    claim = "" if missing(row["claim_usd"]) else f"the article claims {claim_words(row)}"
    return "; ".join(words for words in (said, claim) if words)


def told(tables: Tables, costs: pd.DataFrame, *, source: str, role: str) -> Told:
    """Everything that is said of cost and pay with a source, or ALL of them, and a role that is explained.

    Takes `lib.path_costs.path_costs`. Raises KeyError for a source or a role that there is not.
    """
    names = source_names(tables["salaries"], tables["sources"])
    rows = board(costs, tables["paths"], tables["salaries"], source=source)
    every = side_by_side(rows, tables["salaries"], tables["sources"])
    row = {one["role"]: one for one in rows.to_dict("records")}[role]
    said = finding_of_all(row, every) if source == ALL else finding(row, names[source])
    return Told(said, row, rows, every, names)
