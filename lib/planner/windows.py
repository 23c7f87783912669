"""When an exam can be sat, and at what price: the windows of a certification, for a language and a day of knowledge."""

from dataclasses import dataclass
from datetime import date, timedelta

from lib.certs import speaks
from lib.planner.catalogue import Cert, Life
from lib.text import day

ENGLISH = "English"
PLANNABLE = ("active", "closed", "retired", "beta")


@dataclass(frozen=True)
class Window:
    """A stretch of days on which an exam can be sat at one price. `announced`: it rests on a day not yet come."""

    opens: date
    closes: date
    price_usd: float | None
    beta: bool = False
    announced: bool = False


def windows(cert: Cert, *, on: date, language: str | None, article_day: date | None = None) -> tuple[Window, ...]:
    """The windows of an exam, in order; none where nobody can book it. See `shut` for why there is none."""
    if shut(cert, language=language):
        return ()
    life, price = cert.life, _price(cert, on, article_day)
    first, last = life.available_from or date.min, closes(cert, language) or date.max
    if life.observed != "beta":
        found = [Window(first, last, price, cert.exam.beta, first > on)]
    else:
        found = [Window(first, min(last, _beta_closes(life)), price, beta=True, announced=first > on)]
        if general := life.general_from:
            found.append(Window(max(first, general), last, cert.exam.list_usd, announced=general > on))
    return tuple(one for one in found if one.opens <= one.closes)


def shut(cert: Cert, *, language: str | None) -> str:
    """Why nobody can book an exam on any day, in a few words; empty where somebody can."""
    if cert.life.observed == "partner-only":
        return "it is for employees of the vendor's partners only"
    if cert.life.observed not in PLANNABLE:
        return "it is not confirmed to be open"
    if cert.life.observed in ("closed", "retired") and closes(cert, language) is None and _is_over(cert, language):
        return "it is retired"
    if not speaks(cert.languages, language or ENGLISH):
        return f"it is not known to be given in {language or ENGLISH}"
    return ""


def _is_over(cert: Cert, language: str | None) -> bool:
    """Other languages of a closed exam run on until the successor is general, even where that day is not known."""
    return language in (None, ENGLISH) or not cert.life.other_languages_run


def closes(cert: Cert, language: str | None) -> date | None:
    """The last exam day in a language (None = English); None = no end is announced."""
    return cert.life.last_day if language in (None, ENGLISH) else cert.life.last_day_other


def _beta_closes(life: Life) -> date:
    """The last day of a beta: its own, or the one before it is general; far off where neither is announced."""
    eve = life.general_from - timedelta(days=1) if life.general_from else date.max
    return min(eve, life.beta_until or date.max)


def _price(cert: Cert, on: date, article_day: date | None) -> float | None:
    """As `lib.certs.priced_on` has it: on the article's day its own for its ten."""
    return cert.article_price_usd if on == article_day and cert.in_article else cert.exam.price_usd


def past(cert: Cert, *, language: str | None, on: date) -> str:
    """That an exam is over on a day, in words for people; empty where it is not."""
    last, beta = closes(cert, language), cert.life.beta_until
    if last is not None and last < on:
        english = language in (None, ENGLISH) and cert.life.other_languages_run
        return f"its last exam day {'in English ' if english else ''}was {day(last)}"
    over = beta is not None and beta < on and cert.life.general_from is None
    return f"its beta ended on {day(beta)}, and no day of general availability is announced" if over else ""
