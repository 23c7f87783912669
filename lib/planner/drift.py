"""The changes since a plan was shared: its link carries the day, each exam with its price, and the last exam day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lib.cost.ledger import Total
from lib.planner.beside_plan import left_out
from lib.planner.model import Plan, PlanAnswer
from lib.text import day, usd

UNKNOWN = "?"
ENDS = "ends"
LONGEST = 4000
"""Characters of a link that are read."""

MOST_PARTS = 40
"""Parts of a link that are read: the exams and the last day."""


@dataclass(frozen=True)
class Drift:
    """What a shared plan was and what is different today: one sentence a change, none where all is the same.

    `same`: exams, prices and last day are as the link carries them. An older link carries no last day: then the one
    sentence says which it is today.
    """

    made: date
    same: bool
    words: tuple[str, ...]


class _CarriedPlan(NamedTuple):
    """A plan as a link carries it: the exams with their prices, None = not published; the day of the last exam."""

    prices: Mapping[str, float | None]
    ends: date | None


def link_steps(plan: Plan) -> str:
    """A plan as a link carries it: `slug:price` for each exam in order, `?` if unknown; then `ends:` and its day."""
    exams = [f"{step.cert_id}:{UNKNOWN if step.net_usd is None else f'{step.net_usd:g}'}" for step in plan.steps]
    return ",".join([*exams, f"{ENDS}:{plan.ends}"])


def drift(link_day: date, carried: str, answer: PlanAnswer, plan: Plan | None) -> Drift:
    """The changes between the plan that a link carries and the plan of today.

    Args:
        link_day: the day on which the link was made.
        carried: the plan as the link has it; any text is read, what is not understood is left out.
        answer: the answer of today.
        plan: the plan of today that is shown; None where none fits.
    """
    before = _read(carried)
    if plan is None:
        changes = _changes(before, {}, answer, None)
        return Drift(link_day, False, (f"No plan fits any more. {answer.problem}", *changes))
    if words := tuple(_changes(before, _read(link_steps(plan)).prices, answer, plan)):
        return Drift(link_day, False, words)
    if before.ends == plan.ends:
        return Drift(link_day, True, ())
    return Drift(link_day, before.ends is None, (f"Exams and prices are the same; {_moved(before, plan)}",))


def _moved(before: _CarriedPlan, plan: Plan) -> str:
    """The day of the last exam, and the day it was on before where that is another one."""
    if before.ends is None:
        return f"the last exam is on {day(plan.ends)}."
    if before.ends == plan.ends:
        return f"the last exam is still on {day(plan.ends)}."
    return f"the last exam is now on {day(plan.ends)}, it was on {day(before.ends)}."


def _read(carried: str) -> _CarriedPlan:
    """A plan as a link carries it; parts that are not understood are left out."""
    prices: dict[str, float | None] = {}
    ends = None
    for part in carried[:LONGEST].split(",")[:MOST_PARTS]:
        cert_id, _, text = part.partition(":")
        if cert_id == ENDS:
            ends = _day(text)
        elif text == UNKNOWN:
            prices[cert_id] = None
        elif cert_id and text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
            prices[cert_id] = float(text)
    return _CarriedPlan(prices, ends)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _changes(
    carried: _CarriedPlan, now: Mapping[str, float | None], answer: PlanAnswer, plan: Plan | None
) -> Iterator[str]:
    before, absent = carried.prices, left_out(answer, plan) if plan else answer.left_out
    codes = {cert.cert_id: cert.code for cert in absent} | {cert.cert_id: cert.code for cert in answer.held}
    codes |= {step.cert_id: step.code for step in plan.steps} if plan else {}
    why = {cert.cert_id: cert.why for cert in absent}
    held = dict(answer.request.have)
    for cert_id in before:
        if cert_id not in now:
            reason = "you hold it" if cert_id in held else why.get(cert_id, "the plan does not ask for it any more")
            yield f"{codes.get(cert_id, cert_id)} is not in the plan any more: {reason}."
    yield from _added(before, codes, plan)
    for cert_id in now:
        if cert_id in before and before[cert_id] != now[cert_id]:
            yield f"{codes[cert_id]}: {usd(now[cert_id])}, it was {usd(before[cert_id])}."
    if [cert_id for cert_id in before if cert_id in now] != [cert_id for cert_id in now if cert_id in before]:
        yield "The order of the exams has changed."
    if before != now and plan is not None:
        yield f"In all {plan.total.words()}, it was {_total(before, codes)}; {_moved(carried, plan)}"


def _added(before: Mapping[str, float | None], codes: Mapping[str, str], plan: Plan | None) -> Iterator[str]:
    for step in plan.steps if plan else ():
        if step.cert_id not in before:
            predecessor = codes.get(step.instead_of or "", "")
            instead = f", in the place of {predecessor}" if predecessor and step.instead_of in before else ""
            yield f"{step.code} is new{instead}: {usd(step.net_usd)}."


def _total(before: Mapping[str, float | None], codes: Mapping[str, str]) -> str:
    known_usd = sum(price for price in before.values() if price is not None)
    unknown = tuple(codes.get(cert_id, cert_id) for cert_id, price in before.items() if price is None)
    return Total(known_usd, unknown).words()
