"""From a request to the problem that the search solves: what may be sat, when, for how much, and what has to be met."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from lib.planner.catalogue import Block, Catalogue, Cert, Path
from lib.planner.goals import Demand, Holding, Offer, background_of, demands, holding_of, path_of
from lib.planner.model import Request
from lib.planner.orders import Sat
from lib.planner.overlaps import covered
from lib.planner.problem import MICRO, Clause, Item, Limits, Problem, Slot
from lib.planner.windows import Window, past, shut, windows
from lib.text import listed

LONGEST = 20 * 365
"""Days of the longest plan; it keeps dates within the calendar for a minute of study a week."""

RICHEST = 1e12
"""A budget that binds nothing."""

UNESTIMATED = (60.0, 120.0)
"""Hours taken where there is no estimate for a tier: those of an associate exam."""


@dataclass(frozen=True)
class Setting:
    """One request against one catalogue. `refused`: what a step names and cannot be planned, with the reason."""

    request: Request
    catalogue: Catalogue
    path: Path
    demands: tuple[Demand, ...]
    holding: Holding
    begins: date
    windows: Mapping[str, tuple[Window, ...]]
    refused: Mapping[str, str]
    problem: Problem

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The item of each certification that can be planned."""
        return {one.id: item for item, one in enumerate(self.problem.items)}

    def cert(self, item: int) -> Cert:
        """The certification of an item of the problem."""
        return self.catalogue.certs[self.problem.items[item].id]

    def window(self, sat: Sat) -> Window:
        """The window in which an exam is sat."""
        return self.windows[self.problem.items[sat.item].id][sat.window]


def setting_of(request: Request, catalogue: Catalogue) -> Setting:
    """Everything that follows from a request before anything is searched for."""
    begins = max(request.start or request.on, request.on)
    holding = holding_of(request, catalogue, begins=begins)
    path = path_of(request, catalogue)
    steps = demands(path, catalogue, holding, on=request.on)
    offered = sorted({one for step in steps if step.held is None for one in step.cert_ids})
    scope = _Scope(request, catalogue, holding, begins)
    for cert_id in offered:
        scope.admits(cert_id)
    problem = _problem(request, catalogue, path, steps, holding, scope)
    return Setting(request, catalogue, path, steps, holding, begins, scope.windows, scope.refused, problem)


def hours_of(cert: Cert, request: Request) -> tuple[float, float, float]:
    """The hours that a plan counts for an exam: the reader's own, else the middle of our range; and that range."""
    low, high = cert.hours_low, cert.hours_high
    if low is None or high is None:
        low, high = UNESTIMATED
    own = dict(request.hours).get(cert.id)
    return (own if own is not None else (low + high) / 2), low, high


class _Scope:
    """What may be sat: filled by `admits`, with the windows of each and the reason of each refusal."""

    def __init__(self, request: Request, catalogue: Catalogue, holding: Holding, begins: date) -> None:
        self.request, self.catalogue, self.holding, self.begins = request, catalogue, holding, begins
        self.windows: dict[str, tuple[Window, ...]] = {}
        self.refused: dict[str, str] = {}

    def admits(self, cert_id: str) -> bool:
        """Whether a certification can be planned, with all that it requires. Requirements have no circles."""
        if cert_id in self.windows or cert_id in self.refused:
            return cert_id in self.windows
        cert = self.catalogue.certs[cert_id]
        found = self._windows(cert)
        why = "" if found else self._why(cert)
        lacking = [block for block in self.open_blocks(cert) if len(self.admitted(block)) < self._missing(block)]
        why = why or (f"it requires {_requires(lacking[0], self.catalogue)}" if lacking else "")
        if why:
            self.refused[cert_id] = why
            return False
        self.windows[cert_id] = found
        return True

    def open_blocks(self, cert: Cert) -> Iterator[Block]:
        """The requirements that what is held does not meet."""
        return (block for block in cert.requires if self._missing(block) > 0)

    def admitted(self, block: Block) -> tuple[str, ...]:
        """The choices of a requirement that can be planned."""
        return tuple(one for one in block.choices if one not in self.holding.valid and self.admits(one))

    def clause(self, block: Block, places: Mapping[str, int]) -> Clause:
        """A requirement as a clause over the problem's items."""
        return Clause(_mask(self.admitted(block), places), self._missing(block))

    def _missing(self, block: Block) -> int:
        return block.n - sum(one in self.holding.valid for one in block.choices)

    def _windows(self, cert: Cert) -> tuple[Window, ...]:
        day, language = self.catalogue.article_day, self.request.language
        found = windows(cert, on=self.request.on, language=language, article_day=day)
        ahead = tuple(one for one in found if one.closes > self.begins)
        return tuple(one for one in ahead if self.request.beta or not one.beta)

    def _why(self, cert: Cert) -> str:
        language = self.request.language
        over = past(cert, language=language, on=self.begins)
        return shut(cert, language=language) or over or "it is in beta, and betas are off"


def _requires(block: Block, catalogue: Catalogue) -> str:
    names = [catalogue.certs[one].code for one in block.choices] + list(block.outside)
    return f"{listed(names, 'or')}, which cannot be planned"


def _mask(cert_ids: tuple[str, ...] | frozenset[str], places: Mapping[str, int]) -> int:
    return sum(1 << places[one] for one in cert_ids if one in places)


def _problem(
    request: Request,
    catalogue: Catalogue,
    path: Path,
    steps: tuple[Demand, ...],
    holding: Holding,
    scope: _Scope,
) -> Problem:
    begins = scope.begins
    serving = _serving(steps)
    order = sorted(scope.windows, key=_preference(request, catalogue, serving))
    places = {cert_id: place for place, cert_id in enumerate(order)}
    purses = _purses(catalogue, holding) if request.vouchers else {}
    share = covered(catalogue) if request.overlap > 0 else _nothing
    items = tuple(
        replace(
            _item(catalogue.certs[one], request, catalogue, scope, list(purses)),
            blocks=tuple(scope.clause(b, places) for b in scope.open_blocks(catalogue.certs[one])),
            recommends=_mask(catalogue.certs[one].recommends, places),
            taste=_taste(one, request, catalogue, serving),
            known=max((share(held, one) for held in sorted(holding.valid)), default=0.0),
        )
        for one in order
    )
    working = tuple((s.step.number, s.step.after_months) for s in steps if s.held is None and s.step.after_months)
    longest = min(begins.toordinal() + LONGEST, date.max.toordinal() - LONGEST)
    clauses = tuple(_clause(step, request, catalogue, places) for step in steps if step.held is None)
    return Problem(
        items=items,
        clauses=clauses,
        covers=lambda known, wanted: share(order[known], order[wanted]),
        limits=_limits(request, longest),
        begins=begins.toordinal(),
        longest=longest,
        hours_week=request.hours_week,
        ordered=path.ordered,
        overlap=min(max(0.0, request.overlap), 1.0),
        worked=request.worked,
        take=_mask(tuple(one for one in request.take if any(one in step.cert_ids for step in steps)), places),
        purses=tuple(purses.values()),
        working=working,
        since=tuple(_since(number, steps, holding, begins) for number, _ in working),
    )


def _nothing(known: str, wanted: str) -> float:  # noqa: ARG001, no credit is asked for
    return 0.0


Serving = Mapping[str, Sequence[tuple[Demand, Offer]]]
"""For each certification the steps that it meets, each with the offer that it is."""


def _serving(steps: tuple[Demand, ...]) -> Serving:
    found: dict[str, list[tuple[Demand, Offer]]] = defaultdict(list)
    for step in steps:
        for offer in step.offers:
            found[offer.cert_id].append((step, offer))
    return found


def _preference(request: Request, catalogue: Catalogue, serving: Serving) -> Callable[[str], tuple[int, int, int, str]]:
    """The order to prefer where nothing else decides: rising tiers, the background's own order, the path's order."""
    background = background_of(request, catalogue)

    def place(cert_id: str) -> tuple[int, int, int, str]:
        serves = [step.step.number for step, _ in serving.get(cert_id, ())]
        return (
            catalogue.certs[cert_id].tier_rank,
            background.get(cert_id, len(background)),
            min(serves, default=0),
            cert_id,
        )

    return place


def _taste(cert_id: str, request: Request, catalogue: Catalogue, serving: Serving) -> int:
    """How far a choice is from the article's first: its turn, more where it stands in or is not the background's."""
    turns = [2 * offer.rank + offer.stands_in for _, offer in serving.get(cert_id, ())]
    background = background_of(request, catalogue)
    return min(turns, default=0) + bool(background and cert_id not in background)


def _item(cert: Cert, request: Request, catalogue: Catalogue, scope: _Scope, purses: list[str]) -> Item:
    wait = _wait(cert, request, catalogue)
    vendors, focuses = _ordinals(catalogue)
    return Item(
        id=cert.id,
        slots=tuple(_slot(n, one, request, wait) for n, one in enumerate(scope.windows[cert.id])),
        hours=max(0.0, hours_of(cert, request)[0]),
        vendor=vendors[cert.vendor],
        focus=focuses[cert.focus],
        purse=purses.index(cert.vendor) if cert.vendor in purses else None,
        share=catalogue.vouchers.get(cert.vendor),
    )


@lru_cache(maxsize=4)
def _ordinals(catalogue: Catalogue) -> tuple[dict[str, int], dict[str, int]]:
    """A number for each vendor and each focus area, in alphabetical order."""
    certs = catalogue.certs.values()
    vendors, focuses = sorted({one.vendor for one in certs}), sorted({one.focus for one in certs})
    return {v: n for n, v in enumerate(vendors)}, {f: n for n, f in enumerate(focuses)}


def _wait(cert: Cert, request: Request, catalogue: Catalogue) -> int:
    """Days to leave before the last exam day so that a second try still fits; none where none is allowed for."""
    rule = catalogue.retakes.get(cert.vendor)
    return rule.days[0] if rule and rule.days and request.chance < 1 else 0


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


def _clause(step: Demand, request: Request, catalogue: Catalogue, places: Mapping[str, int]) -> Clause:
    on_cloud = frozenset(one for one in step.cert_ids if catalogue.certs[one].vendor == request.cloud)
    mask = _mask(step.cert_ids, places)
    return Clause(mask, 1, step.step.number, step.step.optional, _mask(on_cloud, places), bool(on_cloud))


def _limits(request: Request, longest: int) -> Limits:
    latest = min(longest, request.by.toordinal()) if request.by else longest
    budget = math.nan if request.budget is None or request.employer_pays else request.budget
    binds = budget < RICHEST
    return Limits(latest, round(max(budget, -1.0) * MICRO) if binds else None, request.vendor_limit)


def _purses(catalogue: Catalogue, holding: Holding) -> dict[str, int]:
    """Vouchers at hand by vendor: one for each certification held of a vendor that gives them."""
    vendors = [catalogue.certs[one].vendor for one in holding.valid]
    return {vendor: vendors.count(vendor) for vendor in sorted(catalogue.vouchers)}


def _since(number: int, steps: tuple[Demand, ...], holding: Holding, begins: date) -> int:
    """The day from which a step's months of work count by what is held: the last of the earlier steps' months."""
    earlier = [holding.valid[step.held] for step in steps if step.step.number < number and step.held is not None]
    return max((one.toordinal() if one else begins.toordinal() for one in earlier), default=begins.toordinal())
