"""The article's advice on what to avoid, checked against a plan."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from lib.planner.catalogue import Cert
from lib.planner.model import Check, Step
from lib.planner.planning_context import PlanningContext
from lib.text import count, day, listed

IN_A_ROW = 3
ROOM = timedelta(days=14)
SPECIALTY = "Specialty / GenAI"

Verdict = tuple[bool, str]
"""Whether a plan follows a piece of advice, and one sentence."""


def checks(context: PlanningContext, steps: Sequence[Step]) -> tuple[Check, ...]:
    """A check for each piece of advice that the catalogue has and that can be checked, in a fixed order."""
    advice = context.catalogue.advice
    rules: dict[str, Callable[[PlanningContext, Sequence[Step]], Verdict]] = {
        "collecting": lambda _, steps: _collecting(steps),
        "early-lock-in": _one_vendor,
        "outdated-material": _superseded,
        "no-fundamentals": _fundamentals,
    }
    verdicts = [(advice[name], rule(context, steps)) for name, rule in rules.items() if name in advice]
    return tuple(Check(piece.id, piece.title, fine, words) for piece, (fine, words) in verdicts)


def _collecting(steps: Sequence[Step]) -> Verdict:
    """Three exams in a row, with less than two free weeks before each next one, leave no room for a project."""
    row: list[Step] = []
    for step in steps:
        free = step.study_from - row[-1].exam_day if row else ROOM
        row = [step] if free >= ROOM else [*row, step]
        if len(row) == IN_A_ROW:
            codes = listed([exam.code for exam in row])
            return False, f"{codes} follow each other with no time for a project: finish one before the next exam."
    return True, "No three exams follow each other without time for a project."


def _one_vendor(context: PlanningContext, steps: Sequence[Step]) -> Verdict:
    held = [context.catalogue.certs[cert_id] for cert_id in context.holding.valid]
    vendors = [*(cert.vendor for cert in held), *(step.vendor for step in steps)]
    if len(vendors) < 2 or len(set(vendors)) > 1:
        return True, f"{count(len(set(vendors)), 'vendor')}." if vendors else "No exam, so no vendor."
    return (
        False,
        f"Everything is from {vendors[0]}: one certification that is neutral or from another vendor is worth having.",
    )


def _superseded(context: PlanningContext, steps: Sequence[Step]) -> Verdict:
    certs = [(step, context.catalogue.certs[step.cert_id]) for step in steps]
    old = [f"{step.code} ({_ending(context, cert)})" for step, cert in certs if cert.life.successor]
    if old:
        return False, f"Superseded soon: {listed(old)}; check that what you study is current."
    return True, "No exam of the plan has a successor."


def _ending(context: PlanningContext, cert: Cert) -> str:
    successor = context.catalogue.certs[str(cert.life.successor)]
    last = f", last exam day {day(cert.life.last_day)}" if cert.life.last_day else ""
    return f"{successor.code} takes its place{last}"


def _fundamentals(context: PlanningContext, steps: Sequence[Step]) -> Verdict:
    """A certification wholly about generative AI comes after one that is not, planned or held."""
    certs = context.catalogue.certs
    base = [cert_id for cert_id in context.holding.valid if certs[cert_id].tier != SPECIALTY]
    for step in steps:
        if step.tier == SPECIALTY and not base:
            return False, f"{step.code} comes before any certification in the fundamentals."
        base += [step.cert_id] if step.tier != SPECIALTY else []
    return True, "No specialisation in generative AI comes before the fundamentals."
