"""True cost: exam fees, vouchers, an allowance for retakes, and the renewals that fall due within a horizon.

The ledger is plain Python over small records, so that pages and the planner share one: an entry for each payment, by
date. What is not known stays unknown in every sum: a total names it and never counts it as nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

import pandas as pd
from dateutil.relativedelta import relativedelta

from lib.text import listed, missing, usd

ASSUMED = "certwise"
Kind = Literal["exam", "retake allowance", "renewal", "lapse"]


@dataclass(frozen=True)
class Exam:
    """What the ledger needs to know of a certification. `None` = not known; prices in US dollars."""

    id: str
    code: str
    vendor: str = ""
    price_usd: float | None = None
    beta: bool = False
    standard_usd: float | None = None
    validity_months: int | None = None
    never_expires: bool = False
    renewal_way: str | None = None
    renewal_share: float | None = None
    renewal_source: str | None = None
    renewed_by: tuple[str, ...] = ()
    last_day: date | None = None
    source: str | None = None

    @property
    def list_usd(self) -> float | None:
        """The list price that holds once a beta is over."""
        return self.standard_usd if self.beta else self.price_usd

    def is_open(self, day: date) -> bool:
        """Whether no end of the exam before a day is known."""
        return self.last_day is None or self.last_day >= day


class Sitting(NamedTuple):
    """One exam on one day, taken as passed."""

    cert_id: str
    day: date


@dataclass(frozen=True)
class Terms:
    """What a reader assumes: the horizon in months from the first exam, the chance to pass one try, vouchers or not."""

    months: int = 36
    chance: float = 1.0
    vouchers: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.chance <= 1:
            raise ValueError(f"a pass chance is above 0 and at most 1, not {self.chance}")


class Entry(NamedTuple):
    """One payment: at list price and net of a voucher or a renewal's discount; None = the price is not known."""

    day: date
    cert_id: str
    kind: Kind
    list_usd: float | None
    net_usd: float | None
    why: str
    source: str | None = None


class Total(NamedTuple):
    """A sum of what is known, and what it does not contain because its price is not known, in order."""

    known_usd: float
    unknown: tuple[str, ...] = ()

    def words(self) -> str:
        """`$550`; with unknown parts `$550 plus CKAD (price not published)`, or `CKAD (price not published)` alone."""
        if not self.unknown:
            return usd(self.known_usd)
        word = "price" if len(self.unknown) == 1 else "prices"
        more = f"{listed(list(self.unknown))} ({word} not published)"
        return f"{usd(self.known_usd)} plus {more}" if self.known_usd else more


def exams(certs: pd.DataFrame) -> dict[str, Exam]:
    """Certifications on a day (see `lib.ui.data.certs`) as records of the ledger, by id."""
    return {row["id"]: _exam(row) for row in certs.to_dict("records")}


def _exam(row: Mapping[object, object]) -> Exam:
    def known(column: str) -> object:
        return None if missing(row.get(column)) else row[column]

    def number(column: str) -> float | None:
        return None if missing(row.get(column)) else float(str(row[column]))

    validity, last = number("validity_months"), known("last_day")
    return Exam(
        id=str(row["id"]),
        code=str(row["code"]),
        vendor=str(row["vendor"]),
        price_usd=number("price_usd"),
        beta=row["price_kind"] == "beta",
        standard_usd=number("price_standard_usd"),
        validity_months=None if validity is None else int(validity),
        never_expires=bool(row["never_expires"]),
        renewal_way=known("renewal_way"),  # type: ignore[arg-type]
        renewal_share=number("renewal_share"),
        renewal_source=known("renewal_source"),  # type: ignore[arg-type]
        renewed_by=tuple(row["renewed_by"]),  # type: ignore[arg-type]
        last_day=last.date() if isinstance(last, pd.Timestamp) else None,
        source=next(iter(row["sources"]), None),  # type: ignore[call-overload]
    )


def vouchers(policies: pd.DataFrame) -> dict[str, float]:
    """The share of the list price that is paid with a vendor's voucher, by vendor."""
    rules = policies[policies["rule"] == "voucher"]
    return dict(zip(rules["vendor"], rules["share"], strict=True))


def ledger(
    sittings: Iterable[Sitting],
    known: Mapping[str, Exam],
    vouchers: Mapping[str, float],
    terms: Terms,
    held: Iterable[Sitting] = (),
) -> tuple[Entry, ...]:
    """Every payment for a sequence of exams up to the horizon, by date.

    A pass makes valid for `validity_months` and renews what lists it in `renewed_by`, at no further cost. What falls
    due before the horizon ends is renewed once, on the day it falls due, by the vendor's way; where its exam has
    ended, by passing the cheapest exam that renews it, else it lapses. With vouchers each pass brings one, which the
    next exam of that vendor at list price uses; `held` passes cost nothing and bring theirs. The allowance for
    retakes is the expected cost of further tries, price × (1 / chance - 1), for first passes only.
    Raises KeyError for a certification that is not among `known`.
    """
    sat = sorted(sittings, key=lambda one: one.day)
    if not sat:
        return ()
    book = _Book(known, vouchers if terms.vouchers else {})
    for one in sorted(held, key=lambda one: one.day):
        book.passed(one.cert_id, one.day)
    end = sat[0].day + relativedelta(months=terms.months)
    for one in sat:
        book.renew_before(one.day, end)
        book.sit(known[one.cert_id], one.day, terms.chance)
    book.renew_before(end, end)
    return tuple(book.entries)


@dataclass
class _Book:
    """A ledger being written: what is valid until when, and the vouchers at hand."""

    known: Mapping[str, Exam]
    shares: Mapping[str, float]
    entries: list[Entry] = field(default_factory=list)
    until: dict[str, date] = field(default_factory=dict)
    at_hand: Counter[str] = field(default_factory=Counter)

    def passed(self, cert_id: str, day: date) -> None:
        renewed = [one for one, end in self.until.items() if end >= day and cert_id in self.known[one].renewed_by]
        for one in (cert_id, *renewed):
            if months := self.known[one].validity_months:
                self.until[one] = day + relativedelta(months=months)
        if (vendor := self.known[cert_id].vendor) in self.shares:
            self.at_hand[vendor] += 1

    def sit(self, exam: Exam, day: date, chance: float) -> None:
        net, why = self._net(exam, exam.price_usd, "beta price" if exam.beta else "list price", voucher=not exam.beta)
        self.entries.append(Entry(day, exam.id, "exam", exam.price_usd, net, why, exam.source))
        if chance < 1:
            expected = None if exam.price_usd is None else exam.price_usd * (1 / chance - 1)
            why = f"expected further tries at a pass chance of {chance:.0%}"
            self.entries.append(Entry(day, exam.id, "retake allowance", expected, expected, why, ASSUMED))
        if not (exam.never_expires or exam.validity_months):
            why = "how long a pass is valid is not published"
            self.entries.append(Entry(day, exam.id, "renewal", None, None, why))
        self.passed(exam.id, day)

    def renew_before(self, day: date, end: date) -> None:
        """Renew, in order, what falls due before a day and before the horizon ends."""
        while self.until and (due := min(self.until.values())) < min(day, end):
            cert_id = self._first_of(sorted(one for one, until in self.until.items() if until == due))
            del self.until[cert_id]
            self._renew(self.known[cert_id], due)

    def _first_of(self, together: Sequence[str]) -> str:
        """Of those that fall due on one day, the one whose pass renews most of the others."""
        return max(together, key=lambda one: sum(one in self.known[other].renewed_by for other in together))

    def _renew(self, exam: Exam, due: date) -> None:
        if exam.is_open(due):
            return self._renew_itself(exam, due)
        others = [self.known[one] for one in exam.renewed_by if one in self.known and self.known[one].is_open(due)]
        priced = sorted((one.list_usd, one.id) for one in others if one.list_usd is not None)
        if not priced:
            why = "its exam has ended and nothing that is known renews it"
            return self.entries.append(Entry(due, exam.id, "lapse", 0.0, 0.0, why))
        other = self.known[priced[0][1]]
        net, why = self._net(other, other.list_usd, f"by passing {other.code}", voucher=True)
        self.entries.append(Entry(due, exam.id, "renewal", other.list_usd, net, why, exam.renewal_source))
        self.until[exam.id] = due  # the pass renews it, on its last day
        return self.passed(other.id, due)

    def _renew_itself(self, exam: Exam, due: date) -> None:
        share, price = exam.renewal_share, exam.list_usd
        full = None if share is None else 0.0 if share == 0 else None if price is None else price * share
        said = f"by {exam.renewal_way}" if exam.renewal_way else "its price is not published"
        net, why = self._net(exam, full, said, voucher=share == 1)
        self.entries.append(Entry(due, exam.id, "renewal", full, net, why, exam.renewal_source))
        self.passed(exam.id, due)

    def _net(self, exam: Exam, full: float | None, why: str, *, voucher: bool) -> tuple[float | None, str]:
        """What is paid in the end, and why; uses a voucher where one is at hand and fits."""
        if not voucher or full is None or not self.at_hand[exam.vendor]:
            return full, why
        self.at_hand[exam.vendor] -= 1
        return full * self.shares[exam.vendor], f"{why}, with a voucher of an earlier {exam.vendor} pass"


def total(entries: Sequence[Entry], known: Mapping[str, Exam]) -> Total:
    """The sum of net payments; what is not known is named, a renewal as such, each once."""
    return Total(
        sum(one.net_usd for one in entries if one.net_usd is not None),
        tuple(dict.fromkeys(_named(one, known) for one in entries if one.net_usd is None)),
    )


def _named(entry: Entry, known: Mapping[str, Exam]) -> str:
    code = known[entry.cert_id].code
    return f"the renewal of {code}" if entry.kind == "renewal" else code


def by_kind(entries: Iterable[Entry]) -> Iterator[tuple[Kind, float]]:
    """The known net sums by kind of payment, in the order exam, retake allowance, renewal; zero where there is none."""
    sums: Counter[Kind] = Counter()
    for one in entries:
        sums[one.kind] += one.net_usd or 0.0  # type: ignore[assignment]
    kinds: tuple[Kind, ...] = ("exam", "retake allowance", "renewal")
    yield from ((kind, float(sums[kind])) for kind in kinds)
