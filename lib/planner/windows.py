"""The windows of a certification: when its exam can be sat, and at what price, as known on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from lib.catalogue.filters import is_offered_in
from lib.planner.catalogue import Cert, Life
from lib.text import day

ENGLISH = "English"
PLANNABLE = ("active", "closed", "retired", "beta")


@dataclass(frozen=True)
class Window:
    """A range of days, both included, on which an exam can be sat at one price. `announced`: it is not open yet."""

    opens: date
    closes: date
    price_usd: float | None
    beta: bool = False
    announced: bool = False


def windows(cert: Cert, *, on: date, language: str | None, article_day: date | None = None) -> tuple[Window, ...]:
    """The windows of an exam, in order; none where nobody can book it (`why_closed` says why).

    Args:
        cert: the certification.
        on: the day of what is known.
        language: the language of the exam, None = English.
        article_day: the day on which the article's own prices are used.
    """
    if why_closed(cert, language=language):
        return ()
    life, price = cert.life, _price(cert, on, article_day)
    first, last = life.available_from or date.min, last_exam_day(cert, language) or date.max
    if life.observed != "beta":
        in_order = [Window(first, last, price, cert.exam.beta, first > on)]
    else:
        in_order = [Window(first, min(last, _beta_closes(life)), price, beta=True, announced=first > on)]
        if general := life.general_from:
            in_order.append(Window(max(first, general), last, cert.exam.list_usd, announced=general > on))
    return tuple(window for window in in_order if window.opens <= window.closes)


def why_closed(cert: Cert, *, language: str | None) -> str:
    """Why nobody can book an exam on any day, in words; empty where it can be booked."""
    if cert.life.observed == "partner-only":
        return "it is for employees of the vendor's partners only"
    if cert.life.observed not in PLANNABLE:
        return "it is not confirmed to be open"
    ended = cert.life.observed in ("closed", "retired") and last_exam_day(cert, language) is None
    if ended and _is_over(cert, language):
        return "it is retired"
    if not is_offered_in(cert.languages, language or ENGLISH):
        return f"it is not known to be given in {language or ENGLISH}"
    return ""


def _is_over(cert: Cert, language: str | None) -> bool:
    """Whether a closed exam without a last day is over: other languages may run until the successor is general."""
    return language in (None, ENGLISH) or not cert.life.other_languages_run


def last_exam_day(cert: Cert, language: str | None) -> date | None:
    """The last exam day in a language (None = English); None = no end is announced."""
    return cert.life.last_day if language in (None, ENGLISH) else cert.life.last_day_other


def _beta_closes(life: Life) -> date:
    """The last day of a beta: its own, or the day before it is general; `date.max` where neither is announced."""
    day_before = life.general_from - timedelta(days=1) if life.general_from else date.max
    return min(day_before, life.beta_until or date.max)


def _price(cert: Cert, on: date, article_day: date | None) -> float | None:
    """The price by the rule of `lib.catalogue.filtering.priced_on`: on the article's day, the article's own price."""
    return cert.article_price_usd if on == article_day and cert.in_article else cert.exam.price_usd


def why_over(cert: Cert, *, language: str | None, on: date) -> str:
    """Why an exam is over on a day, in words; empty where it is not."""
    last, beta = last_exam_day(cert, language), cert.life.beta_until
    if last is not None and last < on:
        english = language in (None, ENGLISH) and cert.life.other_languages_run
        return f"its last exam day {'in English ' if english else ''}was {day(last)}"
    over = beta is not None and beta < on and cert.life.general_from is None
    return f"its beta ended on {day(beta)}, and no day of general availability is announced" if over else ""
