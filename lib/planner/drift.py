"""What has changed since a plan was shared: its link carries the day and each exam with its price."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lib.costs import Total
from lib.planner.model import Answer, Plan
from lib.text import day, usd

UNKNOWN = "?"
LONGEST = 4000
MOST = 40


@dataclass(frozen=True)
class Drift:
    """What a shared plan was and what is different today: one sentence a change, none where nothing changed."""

    made: date
    same: bool
    words: tuple[str, ...]


def made_of(plan: Plan) -> str:
    """What a shared link carries of a plan: `slug:price` for each exam in order, `?` for an unknown price."""
    return ",".join(f"{one.cert_id}:{UNKNOWN if one.net_usd is None else f'{one.net_usd:g}'}" for one in plan.steps)


def drift(made: date, carried: str, answer: Answer, plan: Plan | None) -> Drift:
    """The plan that is shown today (None where none fits) against what a link carries; total over any text."""
    before, now = _read(carried), _read(made_of(plan)) if plan else {}
    words = tuple(_changes(before, now, answer, plan))
    if plan is None:
        words = (f"No plan fits any more. {answer.problem}", *words)
    return Drift(made, not words, words)


def _read(carried: str) -> dict[str, float | None]:
    """The exams that a link carries with their prices, None = not published; what is not understood is left out."""
    found: dict[str, float | None] = {}
    for part in carried[:LONGEST].split(",")[:MOST]:
        cert_id, _, price = part.partition(":")
        if price == UNKNOWN:
            found[cert_id] = None
        elif cert_id and price.replace(".", "", 1).isascii() and price.replace(".", "", 1).isdigit():
            found[cert_id] = float(price)
    return found


def _changes(
    before: Mapping[str, float | None], now: Mapping[str, float | None], answer: Answer, plan: Plan | None
) -> Iterator[str]:
    codes = {one.cert_id: one.code for one in answer.left_out} | {one.cert_id: one.code for one in answer.held}
    codes |= {step.cert_id: step.code for step in plan.steps} if plan else {}
    why = {one.cert_id: one.why for one in answer.left_out}
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
        yield f"In all {plan.total.words()}, it was {_total(before, codes)}; the last exam is on {day(plan.ends)}."


def _added(before: Mapping[str, float | None], codes: Mapping[str, str], plan: Plan | None) -> Iterator[str]:
    for step in plan.steps if plan else ():
        if step.cert_id not in before:
            known = codes.get(step.instead_of or "", "")
            instead = f", in the place of {known}" if known and step.instead_of in before else ""
            yield f"{step.code} is new{instead}: {usd(step.net_usd)}."


def _total(before: Mapping[str, float | None], codes: Mapping[str, str]) -> str:
    known = sum(price for price in before.values() if price is not None)
    return Total(known, tuple(codes.get(one, one) for one, price in before.items() if price is None)).words()
