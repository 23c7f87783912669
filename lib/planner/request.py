"""A request to the planner: one frozen record, in the same form whatever the order of its parts was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Held = tuple[tuple[str, date | None], ...]
"""Certifications held, by id, with the first day of the month in which they were earned; None = not given."""

LEAST_CHANCE = 0.01
"""The lowest pass chance that a request may have."""


@dataclass(frozen=True)
class PlanRequest:
    """What a reader asks. Hashable: it can key a cache. Make it with `PlanRequest.of`, which puts values into one form.

    `background` is a path of kind sequence, `goal` any other path (role, outcome, verdict); neither = the verdict.
    `have`: certifications held with the first day of the month they were earned in, None = not said. `start`: first
    day of a month, None = the month of `on`. `vendor_limit`: most exams from one vendor. `by`: last day for the last
    exam. `take`: branches that the reader wants, wherever a step offers them. `worked`: months of hands-on work
    already done. `hours`: own study hours for some exams. `overlap`: share of the hours that is saved where sections
    are alike (0 = off). `chance`: of passing one try. `months`: horizon of renewals from the first exam.
    """

    on: date
    background: str | None = None
    goal: str | None = None
    have: Held = ()
    start: date | None = None
    hours_week: float = 10.0
    budget: float | None = None
    by: date | None = None
    cloud: str | None = None
    vendor_limit: int | None = None
    beta: bool = False
    language: str | None = None
    employer_pays: bool = False
    vouchers: bool = True
    overlap: float = 0.25
    chance: float = 1.0
    worked: int = 0
    take: tuple[str, ...] = ()
    hours: tuple[tuple[str, float], ...] = ()
    months: int = 36

    def __post_init__(self) -> None:
        if not LEAST_CHANCE <= self.chance <= 1:
            raise ValueError(f"a pass chance is from {LEAST_CHANCE} to 1, not {self.chance}")

    @property
    def binding_budget(self) -> float | None:
        """The budget that limits a plan, in US dollars; None where the employer pays, or where there is none."""
        return None if self.employer_pays else self.budget

    @classmethod
    def of(
        cls,
        *,
        have: Mapping[str, date | None] | Iterable[str] = (),
        take: Iterable[str] = (),
        hours: Mapping[str, float] | None = None,
        **options: object,
    ) -> "PlanRequest":
        """A request in its one form: sorted, with months as their first day, whatever the order of the arguments.

        Args:
            have: certifications held; a mapping has the month in which each was earned, None = not given.
            take: branches that the reader wants.
            hours: own study hours, by certification.
            **options: the other fields.
        """
        held = dict(have) if isinstance(have, Mapping) else dict.fromkeys(have)
        months = {cert_id: earned and earned.replace(day=1) for cert_id, earned in held.items()}
        start = options.pop("start", None)
        return cls(
            have=tuple(sorted(months.items())),
            take=tuple(sorted(set(take))),
            hours=tuple(sorted((hours or {}).items())),
            start=start.replace(day=1) if isinstance(start, date) else None,
            **options,  # type: ignore[arg-type]
        )
