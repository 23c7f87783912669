"""True cost: exam fees, vouchers, an allowance for retakes, and the renewals that fall due within a horizon.

The ledger has one entry per payment, by date. It is plain Python over small records, so that the pages and the planner
share it. An unknown price stays unknown in every sum: a total names it and never counts it as zero.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf
from typing import Literal, NamedTuple

import pandas as pd
from dateutil.relativedelta import relativedelta

from lib.catalogue.record import CertificationRow, Number, Text, table_rows
from lib.text import listed, missing, usd

ASSUMED = "certwise"
Kind = Literal["exam", "retake allowance", "renewal", "lapse"]


@dataclass(frozen=True)
class Exam:
    """The facts about a certification that the ledger needs. `None` = not known; prices in US dollars."""

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
        """The list price, for a beta the one that holds once it is over."""
        return self.standard_usd if self.beta else self.price_usd

    def is_open(self, day: date) -> bool:
        """Whether the exam can be taken on a day: no earlier last day is known."""
        return self.last_day is None or self.last_day >= day


class Sitting(NamedTuple):
    """One exam on one day, assumed to be passed."""

    cert_id: str
    day: date


@dataclass(frozen=True)
class Terms:
    """The reader's assumptions: the horizon, the pass chance and vouchers.

    `months` is the horizon from the first exam; `chance` is the chance to pass a try, above 0 and at most 1, else
    ValueError; `vouchers` says whether vouchers are used.
    """

    months: int = 36
    chance: float = 1.0
    vouchers: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.chance <= 1:
            raise ValueError(f"a pass chance is above 0 and at most 1, not {self.chance}")


# The docstrings of Entry and Total are descriptions in the API's document.
# The list price of a renewal includes the vendor's discount on renewals.
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
        unknown = f"{listed(list(self.unknown))} ({word} not published)"
        return f"{usd(self.known_usd)} plus {unknown}" if self.known_usd else unknown


def exams(certs: pd.DataFrame) -> dict[str, Exam]:
    """Certifications as exams of the ledger, by id.

    Takes certifications on a day (see `lib.catalogue.snapshot.certs`), or the table `certs`, which has no `last_day`.
    """
    return {row["id"]: _exam(row) for row in table_rows(certs)}


def _exam(row: CertificationRow) -> Exam:
    validity, last = _number(row["validity_months"]), row.get("last_day")
    return Exam(
        id=row["id"],
        code=row["code"],
        vendor=row["vendor"],
        price_usd=_number(row["price_usd"]),
        beta=row["price_kind"] == "beta",
        standard_usd=_number(row["price_standard_usd"]),
        validity_months=None if validity is None else int(validity),
        never_expires=row["never_expires"],
        renewal_way=_text(row["renewal_way"]),
        renewal_share=_number(row["renewal_share"]),
        renewal_source=_text(row["renewal_source"]),
        renewed_by=tuple(row["renewed_by"]),
        last_day=last.date() if isinstance(last, pd.Timestamp) else None,
        source=next(iter(row["sources"]), None),
    )


def _number(cell: Number) -> float | None:
    return None if missing(cell) else float(cell)


def _text(cell: Text) -> str | None:
    return None if missing(cell) else str(cell)


def vouchers(policies: pd.DataFrame) -> dict[str, float]:
    """The share of the list price that remains to be paid with a voucher, by vendor. Takes the `policies` table."""
    rules = policies[policies["rule"] == "voucher"]
    return dict(zip(rules["vendor"], rules["share"], strict=True))


def ledger(
    sittings: Iterable[Sitting],
    exams: Mapping[str, Exam],
    vouchers: Mapping[str, float],
    terms: Terms,
    held: Iterable[Sitting] = (),
) -> tuple[Entry, ...]:
    """Every payment for a sequence of exams up to the horizon, by date.

    A pass is valid for `validity_months`. It also renews, at no further cost, the certifications that list its exam in
    `renewed_by`. A certification that falls due before the horizon is renewed on that day, in the vendor's way; where
    its own exam has ended, by passing the cheapest open exam that renews it, one without a known price last; without an
    open exam it lapses. The allowance for retakes is the expected cost of further tries, price × (1 / chance - 1), for
    first passes only.

    Args:
        sittings: The exams to pass, in any order.
        exams: Every exam by id, those that renew others included.
        vouchers: The share of the list price that remains to be paid with a voucher, by vendor (see `vouchers`). With
            `terms.vouchers`, each pass brings a voucher, and the vendor's next exam at list price uses it.
        terms: The horizon, the pass chance, and whether vouchers are used.
        held: Earlier passes. They cost nothing, can fall due, and bring vouchers too.

    Raises:
        KeyError: A certification is not among `exams`.
    """
    ordered = sorted(sittings, key=lambda sitting: sitting.day)
    if not ordered:
        return ()
    builder = _LedgerBuilder(exams, vouchers if terms.vouchers else {})
    for sitting in sorted(held, key=lambda sitting: sitting.day):
        builder.record_pass(sitting.cert_id, sitting.day)
    end = ordered[0].day + relativedelta(months=terms.months)
    for sitting in ordered:
        builder.renew_before(sitting.day, end)
        builder.sit(exams[sitting.cert_id], sitting.day, terms.chance)
    builder.renew_before(end, end)
    return tuple(builder.entries)


@dataclass
class _LedgerBuilder:
    """A ledger in progress: its entries, the day until which each certification is valid, the vouchers at hand."""

    exams: Mapping[str, Exam]
    shares: Mapping[str, float]
    entries: list[Entry] = field(default_factory=list)
    until: dict[str, date] = field(default_factory=dict)
    at_hand: Counter[str] = field(default_factory=Counter)

    def record_pass(self, cert_id: str, day: date) -> None:
        """Set until when the certification and those that its pass renews are valid, and take the voucher."""
        renewed = [held for held, end in self.until.items() if end >= day and cert_id in self.exams[held].renewed_by]
        for valid_id in (cert_id, *renewed):
            if months := self.exams[valid_id].validity_months:
                self.until[valid_id] = day + relativedelta(months=months)
        if (vendor := self.exams[cert_id].vendor) in self.shares:
            self.at_hand[vendor] += 1

    def sit(self, exam: Exam, day: date, chance: float) -> None:
        """Add the payments of a first pass."""
        net, why = self._net(exam, exam.price_usd, "beta price" if exam.beta else "list price", voucher=not exam.beta)
        self.entries.append(Entry(day, exam.id, "exam", exam.price_usd, net, why, exam.source))
        if chance < 1:
            expected = None if exam.price_usd is None else exam.price_usd * (1 / chance - 1)
            why = f"expected further tries at a pass chance of {chance:.0%}"
            self.entries.append(Entry(day, exam.id, "retake allowance", expected, expected, why, ASSUMED))
        if not (exam.never_expires or exam.validity_months):
            why = "how long a pass is valid is not published"
            self.entries.append(Entry(day, exam.id, "renewal", None, None, why))
        self.record_pass(exam.id, day)

    def renew_before(self, day: date, end: date) -> None:
        """Renew, in order, the certifications that fall due before a day and before the horizon ends."""
        while self.until and (due := min(self.until.values())) < min(day, end):
            cert_id = self._first_to_renew(sorted(held for held, until in self.until.items() if until == due))
            del self.until[cert_id]
            self._renew(self.exams[cert_id], due)

    def _first_to_renew(self, ids: Sequence[str]) -> str:
        """Of the certifications that fall due on one day, the one whose pass renews most of them."""
        return max(ids, key=lambda cert_id: sum(cert_id in self.exams[due_id].renewed_by for due_id in ids))

    def _renew(self, exam: Exam, due: date) -> None:
        if exam.is_open(due):
            return self._renew_itself(exam, due)
        listed_exams = [self.exams[cert_id] for cert_id in exam.renewed_by if cert_id in self.exams]
        open_exams = [renewing for renewing in listed_exams if renewing.is_open(due)]
        if not open_exams:
            why = "its exam has ended and nothing that is known renews it"
            return self.entries.append(Entry(due, exam.id, "lapse", 0.0, 0.0, why))
        cheapest = min(open_exams, key=_price_order)
        net, why = self._net(cheapest, cheapest.list_usd, f"by passing {cheapest.code}", voucher=True)
        self.entries.append(Entry(due, exam.id, "renewal", cheapest.list_usd, net, why, exam.renewal_source))
        self.until[exam.id] = due  # valid on its last day still, so that the pass renews it
        return self.record_pass(cheapest.id, due)

    def _renew_itself(self, exam: Exam, due: date) -> None:
        share, price = exam.renewal_share, exam.list_usd
        full = None if share is None else 0.0 if share == 0 else None if price is None else price * share
        way = f"by {exam.renewal_way}" if exam.renewal_way else "its price is not published"
        net, why = self._net(exam, full, way, voucher=share == 1)
        self.entries.append(Entry(due, exam.id, "renewal", full, net, why, exam.renewal_source))
        self.record_pass(exam.id, due)

    def _net(self, exam: Exam, full: float | None, why: str, *, voucher: bool) -> tuple[float | None, str]:
        """The price to pay and the reason; takes off a voucher where one is at hand and fits."""
        if not voucher or full is None or not self.at_hand[exam.vendor]:
            return full, why
        self.at_hand[exam.vendor] -= 1
        return full * self.shares[exam.vendor], f"{why}, with a voucher of an earlier {exam.vendor} pass"


def _price_order(exam: Exam) -> tuple[float, str]:
    """The order of exams by price, one without a known price last."""
    return inf if exam.list_usd is None else exam.list_usd, exam.id


def total(entries: Sequence[Entry], exams: Mapping[str, Exam]) -> Total:
    """The sum of the net payments. Each exam or renewal without a known price is named once."""
    return Total(
        sum(entry.net_usd for entry in entries if entry.net_usd is not None),
        tuple(dict.fromkeys(_entry_name(entry, exams) for entry in entries if entry.net_usd is None)),
    )


def _entry_name(entry: Entry, exams: Mapping[str, Exam]) -> str:
    code = exams[entry.cert_id].code
    return f"the renewal of {code}" if entry.kind == "renewal" else code


def sums_by_kind(entries: Iterable[Entry]) -> Iterator[tuple[Kind, float]]:
    """The sums of the known net payments by kind, in the order exam, retake allowance, renewal; zero for no payment."""
    sums: Counter[Kind] = Counter()
    for entry in entries:
        sums[entry.kind] += entry.net_usd or 0.0  # type: ignore[assignment]
    kinds: tuple[Kind, ...] = ("exam", "retake allowance", "renewal")
    yield from ((kind, float(sums[kind])) for kind in kinds)
