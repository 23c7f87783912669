"""From the tables to the planner's typed catalogue."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from lib.catalogue.record import CertificationRow, table_rows
from lib.cost.ledger import exams, vouchers
from lib.planner.catalogue import Advice, Block, Catalogue, Cert, CertSet, Choice, Life, Path, PathStep, Waits
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import missing


def catalogue_of(tables: Tables) -> Catalogue:
    """The planner's catalogue, to be made once per set of tables.

    Raises:
        CatalogueProblem: see `Catalogue`.
    """
    policies = tables["policies"]
    rules = policies[policies["rule"] == "voucher"]
    sources = tables["sources"]
    described = sources.loc[sources["source"] == "article", "describes"].dropna()
    return Catalogue(
        certs=_certs(tables),
        paths=_paths(tables),
        sets={row["set_id"]: _set(row) for row in _rows(tables["sets"])},
        vouchers=vouchers(policies),
        voucher_sources=dict(zip(rules["vendor"], map(_text, rules["source"]), strict=True)),
        retakes={
            row["vendor"]: Waits(tuple(int(days) for days in row["wait_days"]), row["text"], _text(row["source"]))
            for row in _rows(policies[policies["rule"] == "retake"])
        },
        advice={row["id"]: Advice(row["id"], row["title"], row["text"]) for row in _rows(tables["advice"])},
        article_day=_day(described.iloc[0]) if len(described) else None,
    )


def _rows(frame: pd.DataFrame) -> list[Row]:
    rows: list[Row] = frame.to_dict("records")  # type: ignore[assignment]
    return rows


def _text(value: object) -> str | None:
    return None if missing(value) else str(value)


def _number(value: Any) -> float | None:
    return None if missing(value) else float(value)


def _months(value: Any) -> int | None:
    return None if missing(value) else int(value)


def _day(value: Any) -> date | None:
    if missing(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _certs(tables: Tables) -> dict[str, Cert]:
    clouds = set(tables["vendors"].loc[tables["vendors"]["cloud"], "vendor"])
    ranks = dict(zip(tables["tiers"]["tier"], tables["tiers"]["position"], strict=True))
    exam_of = exams(tables["certs"])
    facts = tables["facts"]
    prices = facts[(facts["field"] == "price_usd") & facts["preferred"]]
    price_sources = dict(zip(prices["cert_id"], prices["source"], strict=True))
    requires, sections = _blocks(tables["requirements"]), _sections(tables["exam_domains"])
    return {
        row["id"]: Cert(
            id=row["id"],
            code=row["code"],
            name=row["short_name"],
            vendor=row["vendor"],
            tier=row["tier"],
            tier_rank=int(ranks.get(row["tier"], len(ranks))),
            focus=row["focus"],
            exam=exam_of[row["id"]],
            cloud=row["vendor"] in clouds,
            cloud_neutral=bool(row["cloud_neutral"]),
            in_article=bool(row["in_article"]),
            article_price_usd=_number(row["article_price_usd"]),
            price_source=_text(price_sources.get(row["id"])),
            life=_life(row),
            requires=requires.get(row["id"], ()),
            requires_known=bool(row["requirements_known"]),
            recommends=tuple(row["recommended_certs"]),
            recommended_months=_months(row["recommended_months"]),
            renewal_window_months=_months(row["renewal_window_months"]),
            languages=tuple(row["languages"]),
            hours_low=_number(row["study_hours_low"]),
            hours_high=_number(row["study_hours_high"]),
            project=_text(row["proof_project"]),
            project_source=_text(row["proof_project_source"]),
            sources=tuple(row["sources"]),
            sections=sections.get(row["id"], ()),
        )
        for row in table_rows(tables["certs"])
    }


def _life(row: CertificationRow) -> Life:
    return Life(
        observed=row["observed_status"],
        available_from=_day(row["available_from"]),
        beta_until=_day(row["beta_until"]),
        general_from=_day(row["general_from"]),
        last_day=_day(row["last_exam_day"]),
        last_day_other=_day(row["last_exam_day_other"]),
        other_languages_run=bool(row["other_languages_run"]),
        successor=_text(row["successor"]),
        successor_is_likely=bool(row["successor_is_likely"]),
    )


def _blocks(requirements: pd.DataFrame) -> dict[str, tuple[Block, ...]]:
    grouped: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(requirements):
        grouped[row["cert_id"]][int(row["block"])].append(row)
    return {cert: tuple(_block(rows) for _, rows in sorted(blocks.items())) for cert, blocks in grouped.items()}


def _block(rows: Iterable[Row]) -> Block:
    choices = list(rows)
    inside = tuple(row["id"] for row in choices if not missing(row["id"]))
    outside = tuple(row["outside"] for row in choices if missing(row["id"]))
    return Block(inside, int(choices[0]["n"]), outside)


def _sections(domains: pd.DataFrame) -> dict[str, tuple[tuple[str, float], ...]]:
    """The sections of each exam with their weights; all weigh the same where one weight is not published."""
    sections: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in _rows(domains):
        weights = (_number(row["weight_low"]), _number(row["weight_high"]))
        sections[row["cert_id"]].append((row["name"], sum(weight or 0.0 for weight in weights) / 2))
    return {cert_id: _weighted(pairs) for cert_id, pairs in sections.items()}


def _weighted(sections: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    is_published = all(weight for _, weight in sections)
    return tuple((title, weight if is_published else 1.0) for title, weight in sections)


def _paths(tables: Tables) -> dict[str, Path]:
    steps: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(tables["path_steps"]):
        steps[row["path"]][int(row["step"])].append(row)
    return {
        row["path"]: Path(
            row["path"],
            row["kind"],
            row["title"],
            tuple(_step(number, rows) for number, rows in sorted(steps[row["path"]].items())),
            _text(row["why"]),
            _text(row["today"]),
        )
        for row in _rows(tables["paths"])
    }


def _step(number: int, rows: list[Row]) -> PathStep:
    first = rows[0]
    choices = tuple(Choice(_text(row["cert_id"]), _text(row["set_id"]), _text(row["when"])) for row in rows)
    return PathStep(number, choices, _text(first["why"]), bool(first["optional"]), int(first["after_months"]))


def _set(row: Row) -> CertSet:
    return CertSet(
        row["set_id"],
        row["title"],
        tuple(row["tiers"]),
        tuple(row["focuses"]),
        bool(row["clouds_only"]),
        tuple(row["cert_ids"]),
    )
