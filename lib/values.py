"""Values of an address, understood one by one. Each raises NotUnderstood with the reason, for one clear sentence."""

import re
from collections.abc import Sequence
from datetime import date

EARLIEST, LATEST = date(2024, 1, 1), date(2035, 12, 31)
LONGEST = 80
ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
"""How a switch is written, in any case."""
NO_CHOICE = "it is not among the choices"


class NotUnderstood(Exception):
    """Why a value cannot be used."""


class TooMany(NotUnderstood):
    """What is said once for all the values that are too many."""


def one_of(value: str, options: Sequence[str]) -> str:
    """One of the options, written in any case."""
    known = next((one for one in options if one.casefold() == value.strip().casefold()), None)
    if known is None:
        raise NotUnderstood(NO_CHOICE)
    return known


def day(value: str) -> date:
    """A day as YYYY-MM-DD, within the years that the product knows."""
    # 20260301 and 2026-W09-7 are ISO days too, but not to the date control.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise NotUnderstood("a day is written YYYY-MM-DD")
    return _within(value, "day")


def month(value: str, earliest: date = EARLIEST) -> date:
    """A month as YYYY-MM: its first day."""
    if not re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII):
        raise NotUnderstood("a month is written YYYY-MM")
    return _within(f"{value}-01", "month", earliest)


def _within(value: str, what: str, earliest: date = EARLIEST) -> date:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise NotUnderstood(f"there is no such {what}") from None
    if not earliest <= found <= LATEST:
        raise NotUnderstood(f"it is a {what} from {earliest.year} to {LATEST.year}")
    return found


def number(value: str, what: str, unit: str, ends: tuple[float, float]) -> float:
    """A number within two ends, both included."""
    try:
        found = float(value)
    except ValueError:
        found = float("nan")
    if not ends[0] <= found <= ends[1]:
        raise NotUnderstood(f"{what} is a number of {unit} from {ends[0]:,.0f} to {ends[1]:,.0f}")
    return found


def whole(value: str, what: str, unit: str, ends: tuple[int, int]) -> int:
    """A whole number within two ends, both included."""
    if not (value.isascii() and value.isdecimal() and len(value) <= 9 and ends[0] <= int(value) <= ends[1]):
        raise NotUnderstood(f"{what} is a whole number of {unit} from {ends[0]:,} to {ends[1]:,}")
    return int(value)


def words(value: str) -> str:
    """A search."""
    if len(value) > LONGEST:
        raise NotUnderstood(f"a search has at most {LONGEST} letters")
    return value.strip()


def switch(value: str, *, default: bool = False) -> bool:
    """A switch that is 1 where it is on; one that is on by default is 0 where it is off."""
    if value.casefold() in ON:
        return True
    if default and value.casefold() in OFF:
        return False
    raise NotUnderstood("it is 1 or 0" if default else "it is 1 or left out")


def written(value: float) -> str:
    """A number as an address has it: every digit that a person gives, no zeros behind."""
    return f"{value:.12g}"
