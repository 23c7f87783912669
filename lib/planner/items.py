"""Certifications as items of the problem: windows as slots, hours, requirements, and the taste that breaks ties."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from lib.memory import while_alive
from lib.planner.catalogue import Catalogue, Cert
from lib.planner.goals import Demand, Offer, background_of
from lib.planner.problem import MICRO, Clause, Item, Slot
from lib.planner.request import Request
from lib.planner.scope import Scope
from lib.planner.windows import Window

UNESTIMATED = (60.0, 120.0)
"""Hours taken where there is no estimate for a tier: those of an associate exam."""

STANDS_IN = 20
"""How much farther a certification is that takes the place of a named one: more than all choices of a step."""

Share = Callable[[str, str], float]
"""Which share of an exam (second id) another one (first id) covers."""

Serving = Mapping[str, Sequence[tuple[Demand, Offer]]]
"""For each certification the steps that it meets, each with the offer that it is."""


def items_of(scope: Scope, steps: Sequence[Demand], share: Share, purses: Sequence[str]) -> tuple[Item, ...]:
    """Everything in scope as items, in the order to prefer where nothing else decides.

    `share`: see Share. `purses`: the vendors whose passes bring vouchers, empty where none are used.
    """
    serving = _serving(steps)
    order = sorted(scope.windows, key=_preference(scope, serving))
    places = {cert_id: place for place, cert_id in enumerate(order)}
    return tuple(_item(scope.catalogue.certs[one], scope, serving, places, share, purses) for one in order)


def _serving(steps: Sequence[Demand]) -> Serving:
    found: dict[str, list[tuple[Demand, Offer]]] = defaultdict(list)
    for step in steps:
        for offer in step.offers:
            found[offer.cert_id].append((step, offer))
    return found


def _preference(scope: Scope, serving: Serving) -> Callable[[str], tuple[int, int, int, str]]:
    """Rising tiers, the background's own order, the path's order."""
    background, certs = background_of(scope.request, scope.catalogue), scope.catalogue.certs

    def place(cert_id: str) -> tuple[int, int, int, str]:
        first = min((step.step.number for step, _ in serving.get(cert_id, ())), default=0)
        return certs[cert_id].tier_rank, background.get(cert_id, len(background)), first, cert_id

    return place


def _item(
    cert: Cert, scope: Scope, serving: Serving, places: Mapping[str, int], share: Share, purses: Sequence[str]
) -> Item:
    vendors, focuses = _ordinals(scope.catalogue)
    wait, vouchers = _wait(cert, scope), scope.catalogue.vouchers
    blocks = [(scope.admitted(block), scope.missing(block)) for block in scope.open_blocks(cert)]
    return Item(
        id=cert.id,
        slots=tuple(_slot(n, one, scope.request, wait) for n, one in enumerate(scope.windows[cert.id])),
        hours=max(0.0, hours_of(cert, scope.request)[0]),
        vendor=vendors[cert.vendor],
        focus=focuses[cert.focus],
        blocks=tuple(Clause(mask_of(choices, places), number) for choices, number in blocks),
        recommends=mask_of(cert.recommends, places),
        taste=_taste(cert.id, scope, serving),
        purse=purses.index(cert.vendor) if cert.vendor in purses else None,
        share=vouchers[cert.vendor] if cert.vendor in purses else None,
        known=max((share(held, cert.id) for held in scope.holding.valid), default=0.0),
    )


def _taste(cert_id: str, scope: Scope, serving: Serving) -> int:
    """How far a choice is from the article's first: its turn, after all of them where it stands in for another.

    What takes the place of another asks for something else, so the article's own choice comes before it.
    """
    turns = [2 * offer.rank + STANDS_IN * offer.stands_in for _, offer in serving.get(cert_id, ())]
    background = background_of(scope.request, scope.catalogue)
    return min(turns, default=0) + bool(background and cert_id not in background)


@while_alive(1)
def _ordinals(catalogue: Catalogue) -> tuple[dict[str, int], dict[str, int]]:
    """A number for each vendor and each focus area, in alphabetical order."""
    certs = catalogue.certs.values()
    vendors, focuses = sorted({one.vendor for one in certs}), sorted({one.focus for one in certs})
    return {v: n for n, v in enumerate(vendors)}, {f: n for n, f in enumerate(focuses)}


def _wait(cert: Cert, scope: Scope) -> int:
    """Days to leave before the last exam day so that a second try still fits; none where none is allowed for."""
    rule = scope.catalogue.retakes.get(cert.vendor)
    return rule.days[0] if rule and rule.days and scope.request.chance < 1 else 0


def _slot(place: int, window: Window, request: Request, wait: int) -> Slot:
    price = window.price_usd
    return Slot(
        place=place,
        opens=window.opens.toordinal(),
        closes=window.closes.toordinal() - (wait if window.closes < date.max else 0),
        unknown=int(price is None),
        micro=round((price or 0.0) * MICRO),
        extra=round((price or 0.0) * (1 / request.chance - 1) * MICRO),
        voucher=not window.beta and price is not None,
    )


def hours_of(cert: Cert, request: Request) -> tuple[float, float, float]:
    """The hours that a plan counts for an exam: the reader's own, else the middle of our range; and that range."""
    low, high = cert.hours_low, cert.hours_high
    if low is None or high is None:
        low, high = UNESTIMATED
    own = dict(request.hours).get(cert.id)
    return (own if own is not None else (low + high) / 2), low, high


def mask_of(cert_ids: Iterable[str], places: Mapping[str, int]) -> int:
    """The items of some certifications as a mask; those that are no items are left out."""
    return sum(1 << places[one] for one in cert_ids if one in places)
