"""Numbers, dates and lists for people, and text made safe where it is shown or exported."""

import html
import math
from collections.abc import Sequence
from datetime import date

import pandas as pd

UNKNOWN_PRICE = "price not published"
UNKNOWN_PAY = "pay not published"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def usd(value: float | None) -> str:
    """`$1,250`, `$70.50`, `free` for zero, and the word for an unknown price."""
    if value is None or pd.isna(value):
        return UNKNOWN_PRICE
    if value == 0:
        return "free"
    return f"${value:,.0f}" if float(value).is_integer() else f"${value:,.2f}"


def amount(value: float) -> str:
    """A sum of money to the cent, in whole dollars from a thousand on, e.g. `$12.50`, `$1,250`; nothing is `$0`."""
    rounded = round(value, 2 if value < 1000 else None)
    return usd(rounded) if rounded else "$0"


def usd_range(low: float, high: float) -> str:
    """`$99 to $300`, `free to $300`, or one price where both ends are equal."""
    return usd(low) if low == high else f"{usd(low)} to {usd(high)}"


def thousands(value: float) -> str:
    """Pay, rounded: `$157k`; below a thousand dollars as it is; words for a figure that is not known."""
    if missing(value):
        return UNKNOWN_PAY
    return f"${value / 1000:,.0f}k" if value >= 1000 else usd(round(value))


def day(value: date | pd.Timestamp | None) -> str:
    """`22 Nov 2026`; empty for a missing date."""
    if value is None or pd.isna(value):
        return ""
    return f"{value.day} {value:%b %Y}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 certification`, `12 certifications`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Words with a full stop, which they may have already."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def capital(words: str) -> str:
    """Words with a capital first, the rest as it is."""
    return words[:1].upper() + words[1:]


def spelled(number: int) -> str:
    """A small number as a word: `three`, `12`."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def span(low: float | None, high: float | None, unit: str) -> str:
    """`65 questions`, `50 to 60 questions`; empty where either end is missing."""
    if low is None or high is None or pd.isna(low) or pd.isna(high):
        return ""
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"


def missing(value: object) -> bool:
    """True for None, NaN, NaT and the empty string; a list is there, even an empty one."""
    if isinstance(value, str):
        return value == ""
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def escaped(value: object) -> str:
    """Text for HTML, attributes included; a missing value is empty."""
    return "" if missing(value) else html.escape(str(value))


def css_string(value: str) -> str:
    """Text as a string of a style sheet, whatever is in it."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in value) + '"'


def spreadsheet_safe(value: object) -> object:
    """A cell that no spreadsheet runs: text that starts like a formula gets a leading apostrophe."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
