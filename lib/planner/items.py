"""Certifications as items of the search problem: windows as slots, hours, requirements, and what breaks ties."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from lib.planner.catalogue import Catalogue, Cert
from lib.planner.goals import Demand, Offer, background_of
from lib.planner.problem import MICRO, Clause, Item, Slot
from lib.planner.request import PlanRequest
from lib.planner.scope import Scope
from lib.planner.windows import Window
from lib.tables.cache import while_alive

UNESTIMATED = (60.0, 120.0)
"""The range of hours for a tier without an estimate: that of an associate exam."""

STANDS_IN = 20
"""The deviation of a certification that takes the place of a named one: more than that of any choice of a step."""

Share = Callable[[str, str], float]
"""The share of an exam (second id) that another one (first id) covers."""

Serving = Mapping[str, Sequence[tuple[Demand, Offer]]]
"""The steps that each certification meets, each with the offer that it is there, by id of the certification."""


def items_of(scope: Scope, demands: Sequence[Demand], share: Share, voucher_vendors: Sequence[str]) -> tuple[Item, ...]:
    """Everything in scope as items, in the order to prefer where nothing else decides.

    Args:
        scope: what can be planned.
        demands: the steps of the path.
        share: see `Share`.
        voucher_vendors: the vendors whose passes bring vouchers, in the order of the pools; empty where none are used.
    """
    serving = _serving(demands)
    order = sorted(scope.windows, key=_preference(scope, serving))
    places = {cert_id: place for place, cert_id in enumerate(order)}
    certs = scope.catalogue.certs
    return tuple(_item(certs[cert_id], scope, serving, places, share, voucher_vendors) for cert_id in order)


def _serving(demands: Sequence[Demand]) -> Serving:
    serving: dict[str, list[tuple[Demand, Offer]]] = defaultdict(list)
    for demand in demands:
        for offer in demand.offers:
            serving[offer.cert_id].append((demand, offer))
    return serving


def _preference(scope: Scope, serving: Serving) -> Callable[[str], tuple[int, int, int, str]]:
    """A sort key: rising tiers, then the background's own order, then the path's order."""
    background, certs = background_of(scope.request, scope.catalogue), scope.catalogue.certs

    def place(cert_id: str) -> tuple[int, int, int, str]:
        first = min((demand.step.number for demand, _ in serving.get(cert_id, ())), default=0)
        return certs[cert_id].tier_rank, background.get(cert_id, len(background)), first, cert_id

    return place


def _item(
    cert: Cert, scope: Scope, serving: Serving, places: Mapping[str, int], share: Share, voucher_vendors: Sequence[str]
) -> Item:
    vendors, focuses = _ordinals(scope.catalogue)
    wait, vouchers = _wait(cert, scope), scope.catalogue.vouchers
    requires = [(scope.admitted(block), scope.missing(block)) for block in scope.open_blocks(cert)]
    return Item(
        id=cert.id,
        slots=tuple(_slot(index, window, scope.request, wait) for index, window in enumerate(scope.windows[cert.id])),
        hours=max(0.0, hours_of(cert, scope.request)[0]),
        vendor=vendors[cert.vendor],
        focus=focuses[cert.focus],
        requires=tuple(Clause(mask_of(choices, places), needed) for choices, needed in requires),
        recommends=mask_of(cert.recommends, places),
        deviation=_deviation(cert.id, scope, serving),
        voucher_pool=voucher_vendors.index(cert.vendor) if cert.vendor in voucher_vendors else None,
        voucher_share=vouchers[cert.vendor] if cert.vendor in voucher_vendors else None,
        covered_by_held=max((share(held, cert.id) for held in scope.holding.valid), default=0.0),
    )


def _deviation(cert_id: str, scope: Scope, serving: Serving) -> int:
    """How far a choice is from the article's first: its rank, and more where it stands in for another.

    What takes the place of another certification asks for something else, so the article's own choice comes before it.
    """
    ranks = [2 * offer.rank + STANDS_IN * offer.stands_in for _, offer in serving.get(cert_id, ())]
    background = background_of(scope.request, scope.catalogue)
    return min(ranks, default=0) + bool(background and cert_id not in background)


@while_alive(1)
def _ordinals(catalogue: Catalogue) -> tuple[dict[str, int], dict[str, int]]:
    """A number for each vendor and each focus area, in alphabetical order."""
    certs = catalogue.certs.values()
    vendors, focuses = sorted({cert.vendor for cert in certs}), sorted({cert.focus for cert in certs})
    return {v: n for n, v in enumerate(vendors)}, {f: n for n, f in enumerate(focuses)}


def _wait(cert: Cert, scope: Scope) -> int:
    """Days to leave before the last exam day so that a second try still fits; 0 where none is allowed for."""
    rule = scope.catalogue.retakes.get(cert.vendor)
    return rule.days[0] if rule and rule.days and scope.request.chance < 1 else 0


def _slot(index: int, window: Window, request: PlanRequest, wait: int) -> Slot:
    price = window.price_usd
    return Slot(
        window=index,
        opens=window.opens.toordinal(),
        closes=window.closes.toordinal() - (wait if window.closes < date.max else 0),
        unknown=int(price is None),
        price=round((price or 0.0) * MICRO),
        retake=round((price or 0.0) * (1 / request.chance - 1) * MICRO),
        voucher=not window.beta and price is not None,
    )


def hours_of(cert: Cert, request: PlanRequest) -> tuple[float, float, float]:
    """The hours that a plan counts for an exam (the reader's own, else the middle of our range), and that range."""
    low, high = cert.hours_low, cert.hours_high
    if low is None or high is None:
        low, high = UNESTIMATED
    own = dict(request.hours).get(cert.id)
    return (own if own is not None else (low + high) / 2), low, high


def mask_of(cert_ids: Iterable[str], places: Mapping[str, int]) -> int:
    """The mask of the items of some certifications; those that are no items are left out."""
    return sum(1 << places[cert_id] for cert_id in cert_ids if cert_id in places)
