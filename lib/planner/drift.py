"""What has changed since a plan was shared: its link carries the day, each exam with its price, and the last day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lib.costs import Total
from lib.planner.model import Answer, Plan
from lib.planner.shown import left_out
from lib.text import day, usd

UNKNOWN = "?"
ENDS = "ends"
LONGEST = 4000
MOST = 40


@dataclass(frozen=True)
class Drift:
    """What a shared plan was and what is different today: one sentence a change, none where all is the same.

    `same`: exams, prices and last day are as the link carries them. An older link carries no last day: then the one
    sentence says which it is today.
    """

    made: date
    same: bool
    words: tuple[str, ...]


class _Carried(NamedTuple):
    """What a link carries of a plan: its exams with their prices, None = not published; the day of the last one."""

    prices: Mapping[str, float | None]
    ends: date | None


def made_of(plan: Plan) -> str:
    """What a link carries of a plan: `slug:price` for each exam in order, `?` if unknown; then `ends:` and its day."""
    exams = [f"{one.cert_id}:{UNKNOWN if one.net_usd is None else f'{one.net_usd:g}'}" for one in plan.steps]
    return ",".join([*exams, f"{ENDS}:{plan.ends}"])


def drift(made: date, carried: str, answer: Answer, plan: Plan | None) -> Drift:
    """The plan that is shown today (None where none fits) against what a link carries; total over any text."""
    before = _read(carried)
    if plan is None:
        changes = _changes(before, {}, answer, None)
        return Drift(made, False, (f"No plan fits any more. {answer.problem}", *changes))
    if words := tuple(_changes(before, _read(made_of(plan)).prices, answer, plan)):
        return Drift(made, False, words)
    if before.ends == plan.ends:
        return Drift(made, True, ())
    return Drift(made, before.ends is None, (f"Exams and prices are the same; {_moved(before, plan)}",))


def _moved(before: _Carried, plan: Plan) -> str:
    """When the last exam is, and when it was, where that is another day."""
    if before.ends is None:
        return f"the last exam is on {day(plan.ends)}."
    if before.ends == plan.ends:
        return f"the last exam is still on {day(plan.ends)}."
    return f"the last exam is now on {day(plan.ends)}, it was on {day(before.ends)}."


def _read(carried: str) -> _Carried:
    """What a link carries; what is not understood is left out."""
    prices: dict[str, float | None] = {}
    ends = None
    for part in carried[:LONGEST].split(",")[:MOST]:
        cert_id, _, told = part.partition(":")
        if cert_id == ENDS:
            ends = _day(told)
        elif told == UNKNOWN:
            prices[cert_id] = None
        elif cert_id and told.replace(".", "", 1).isascii() and told.replace(".", "", 1).isdigit():
            prices[cert_id] = float(told)
    return _Carried(prices, ends)


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _changes(carried: _Carried, now: Mapping[str, float | None], answer: Answer, plan: Plan | None) -> Iterator[str]:
    before, absent = carried.prices, left_out(answer, plan) if plan else answer.left_out
    codes = {one.cert_id: one.code for one in absent} | {one.cert_id: one.code for one in answer.held}
    codes |= {step.cert_id: step.code for step in plan.steps} if plan else {}
    why = {one.cert_id: one.why for one in absent}
    held = dict(answer.request.have)
    for cert_id in before:
        if cert_id not in now:
            reason = "you hold it" if cert_id in held else why.get(cert_id, "the plan does not ask for it any more")
            yield f"{codes.get(cert_id, cert_id)} is not in the plan any more: {reason}."
    yield from _added(before, codes, plan)
    for cert_id in now:
        if cert_id in before and before[cert_id] != now[cert_id]:
            yield f"{codes[cert_id]}: {usd(now[cert_id])}, it was {usd(before[cert_id])}."
    kept = [one for one in before if one in now]
    if kept != [one for one in now if one in before]:
        yield "The order of the exams has changed."
    if before != now and plan is not None:
        yield f"In all {plan.total.words()}, it was {_total(before, codes)}; {_moved(carried, plan)}"


def _added(before: Mapping[str, float | None], codes: Mapping[str, str], plan: Plan | None) -> Iterator[str]:
    for step in plan.steps if plan else ():
        if step.cert_id not in before:
            known = codes.get(step.instead_of or "", "")
            instead = f", in the place of {known}" if known and step.instead_of in before else ""
            yield f"{step.code} is new{instead}: {usd(step.net_usd)}."


def _total(before: Mapping[str, float | None], codes: Mapping[str, str]) -> str:
    known = sum(price for price in before.values() if price is not None)
    return Total(known, tuple(codes.get(one, one) for one, price in before.items() if price is None)).words()
