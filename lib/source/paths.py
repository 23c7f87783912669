"""The article's paths, roles, sets and advice, and our tiers and focus areas, as rows."""

from collections.abc import Iterator

from lib.records import PathRecord, Role, Rules, StepRecord
from lib.source.read import SourceRecords
from lib.source.rows import Row, part


def path_tables(records: SourceRecords) -> dict[str, list[Row]]:
    """Rows of `paths` (a role is one, too), `path_steps`, `sets` and `advice`, by table."""
    article = records.article
    assert article is not None
    paths: list[tuple[PathRecord | Role, list[StepRecord]]] = [(path, path.steps) for path in article.paths]
    paths += [(role, role.requires) for role in article.roles]
    return {
        "paths": [_path(path) for path, _ in paths],
        "path_steps": [row for path, steps in paths for row in _steps(path.id, steps)],
        "sets": [
            {
                "set_id": s.id,
                "title": s.name,
                "tiers": s.tiers,
                "focuses": s.focuses,
                "clouds_only": s.clouds_only,
                "cert_ids": s.certs,
            }
            for s in article.sets
        ],
        "advice": [a.model_dump() for a in article.advice],
    }


def _path(path: PathRecord | Role) -> Row:
    if isinstance(path, Role):
        return {"path": path.id, "kind": "role", "title": path.name, "why": None, "today": None}
    return {"path": path.id, **part(path, "kind title why today")}


def _steps(path_id: str, steps: list[StepRecord]) -> Iterator[Row]:
    for number, step in enumerate(steps, 1):
        for position, choice in enumerate(step.choices, 1):
            yield {
                "path": path_id,
                "step": number,
                **part(step, "optional after_months why"),
                "choice": position,
                "cert_id": choice.cert,
                "set_id": choice.set,
                "when": choice.when,
            }


def rule_tables(rules: Rules | None) -> dict[str, list[Row]]:
    """Rows of `tiers` and `focuses`, by table, in the order of rules.toml."""
    assert rules is not None
    return {
        "tiers": [
            {
                "tier": t.name,
                "position": i,
                "meaning": t.meaning,
                "study_hours_low": t.study_hours[0] if t.study_hours else None,
                "study_hours_high": t.study_hours[1] if t.study_hours else None,
            }
            for i, t in enumerate(rules.tiers, 1)
        ],
        "focuses": [
            {"focus": f.name, "position": i, "proof_project": f.proof_project} for i, f in enumerate(rules.focuses, 1)
        ],
    }
