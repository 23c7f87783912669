"""The article's paths, roles, sets and advice, and our tiers and focus areas, as rows."""

from collections.abc import Iterator

from lib.build.read import Catalogue
from lib.build.rows import Row, part
from lib.records import Path, Role, Rules, Step


def path_tables(found: Catalogue) -> dict[str, list[Row]]:
    """Rows of `paths`, `path_steps`, `sets` and `advice`."""
    article = found.article
    assert article is not None
    all_of: list[tuple[Path | Role, list[Step]]] = [(p, p.steps) for p in article.paths]
    all_of += [(r, r.requires) for r in article.roles]
    return {
        "paths": [_path(path) for path, _ in all_of],
        "path_steps": [row for path, steps in all_of for row in _steps(path.id, steps)],
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


def _path(path: Path | Role) -> Row:
    if isinstance(path, Role):
        return {"path": path.id, "kind": "role", "title": path.name, "why": None, "today": None}
    return {"path": path.id, **part(path, "kind title why today")}


def _steps(path: str, steps: list[Step]) -> Iterator[Row]:
    for number, step in enumerate(steps, 1):
        for position, choice in enumerate(step.choices, 1):
            yield {
                "path": path,
                "step": number,
                **part(step, "optional after_months why"),
                "choice": position,
                "cert_id": choice.cert,
                "set_id": choice.set,
                "when": choice.when,
            }


def rule_tables(rules: Rules | None) -> dict[str, list[Row]]:
    """Rows of `tiers` and `focuses`, in their order."""
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
