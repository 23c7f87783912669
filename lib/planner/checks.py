"""The article's advice on what to avoid, held against a plan."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from lib.planner.catalogue import Cert
from lib.planner.model import Check, Step
from lib.planner.setting import Setting
from lib.text import count, day, listed

IN_A_ROW = 3
ROOM = timedelta(days=14)
SPECIALTY = "Specialty / GenAI"

Said = tuple[bool, str]


def checks(setting: Setting, steps: Sequence[Step]) -> tuple[Check, ...]:
    """Each piece of advice that the catalogue holds and that can be checked, in a fixed order."""
    advice = setting.catalogue.advice
    told: dict[str, Callable[[Setting, Sequence[Step]], Said]] = {
        "collecting": lambda _, steps: _collecting(steps),
        "early-lock-in": _one_vendor,
        "outdated-material": _superseded,
        "no-fundamentals": _fundamentals,
    }
    found = [(advice[one], say(setting, steps)) for one, say in told.items() if one in advice]
    return tuple(Check(one.id, one.title, fine, words) for one, (fine, words) in found)


def _collecting(steps: Sequence[Step]) -> Said:
    """Three exams in a row with less than two free weeks between them leave no room for a project."""
    row: list[Step] = []
    for step in steps:
        free = step.study_from - row[-1].exam_day if row else ROOM
        row = [step] if free >= ROOM else [*row, step]
        if len(row) == IN_A_ROW:
            codes = listed([one.code for one in row])
            return False, f"{codes} follow each other with no time for a project: finish one before the next exam."
    return True, "No three exams follow each other without time for a project."


def _one_vendor(setting: Setting, steps: Sequence[Step]) -> Said:
    held = [setting.catalogue.certs[one] for one in setting.holding.valid]
    every = [*(one.vendor for one in held), *(step.vendor for step in steps)]
    if len(every) < 2 or len(set(every)) > 1:
        return True, f"{count(len(set(every)), 'vendor')}." if every else "No exam, so no vendor."
    return (
        False,
        f"Everything is from {every[0]}: one certification that is neutral or from another vendor is worth having.",
    )


def _superseded(setting: Setting, steps: Sequence[Step]) -> Said:
    certs = [(step, setting.catalogue.certs[step.cert_id]) for step in steps]
    old = [f"{step.code} ({_ending(setting, cert)})" for step, cert in certs if cert.life.successor]
    if old:
        return False, f"Superseded soon: {listed(old)}; check that what you study is current."
    return True, "No exam of the plan has a successor."


def _ending(setting: Setting, cert: Cert) -> str:
    successor = setting.catalogue.certs[str(cert.life.successor)]
    last = f", last exam day {day(cert.life.last_day)}" if cert.life.last_day else ""
    return f"{successor.code} takes its place{last}"


def _fundamentals(setting: Setting, steps: Sequence[Step]) -> Said:
    """A certification wholly about generative AI comes after one that is not, planned or held."""
    base = [one for one in setting.holding.valid if setting.catalogue.certs[one].tier != SPECIALTY]
    for step in steps:
        if step.tier == SPECIALTY and not base:
            return False, f"{step.code} comes before any certification in the fundamentals."
        base += [step.cert_id] if step.tier != SPECIALTY else []
    return True, "No specialisation in generative AI comes before the fundamentals."
