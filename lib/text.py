"""Numbers, dates and lists in words, and text made safe for HTML, style sheets and spreadsheets."""

import html
import math
from collections.abc import Sequence
from datetime import date

import pandas as pd
from pandas.api.typing import NaTType

from lib.records.characters import printable

UNKNOWN_PRICE = "price not published"
UNKNOWN_PAY = "pay not published"
BETA_REMARK = " (beta price)"
"""What follows a price that holds only for the beta of an exam."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def usd(value: float | None) -> str:
    """A price: `$1,250`, `$70.50`, `free` for zero, UNKNOWN_PRICE for a missing value."""
    if value is None or pd.isna(value):
        return UNKNOWN_PRICE
    if value == 0:
        return "free"
    return f"${value:,.0f}" if float(value).is_integer() else f"${value:,.2f}"


def exam_price(value: float | None, *, is_beta: bool) -> str:
    """The price of an exam: `$150`, `$75 (beta price)`, `free`, UNKNOWN_PRICE for a missing value."""
    return f"{usd(value)}{BETA_REMARK if is_beta else ''}"


def amount(value: float) -> str:
    """A sum of money, to the cent below a thousand dollars and then in whole dollars: `$12.50`, `$1,250`, `$0`."""
    rounded = round(value, 2 if value < 1000 else None)
    return usd(rounded) if rounded else "$0"


def usd_range(low: float, high: float) -> str:
    """A range of prices: `$99 to $300`, `free to $300`; a single price where both ends are equal."""
    return usd(low) if low == high else f"{usd(low)} to {usd(high)}"


def thousands(value: float) -> str:
    """Pay in thousands: `$157k`; in dollars below a thousand; UNKNOWN_PAY for a missing value."""
    if missing(value):
        return UNKNOWN_PAY
    return f"${value / 1000:,.0f}k" if value >= 1000 else usd(round(value))


def day(value: date | NaTType | None) -> str:
    """A date: `22 Nov 2026`; empty for a missing one."""
    if value is None or pd.isna(value):
        return ""
    return f"{value.day} {value:%b %Y}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: `1 certification`, `12 certifications`; the plural takes an s unless given."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def sentence(words: str) -> str:
    """Words that end in a full stop; one is added unless they end as a sentence already."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def capital(words: str) -> str:
    """Words whose first letter is a capital; the other letters stay as they are."""
    return words[:1].upper() + words[1:]


def spelled(number: int) -> str:
    """A number as a word up to ten, in digits above: `three`, `12`."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def span(low: float | None, high: float | None, unit: str) -> str:
    """A range with its unit: `65 questions`, `50 to 60 questions`; empty where either end is missing."""
    if low is None or high is None or pd.isna(low) or pd.isna(high):
        return ""
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"


def missing(value: object) -> bool:
    """True for None, NaN, NaT and the empty string; a list is never missing, even if it is empty."""
    if isinstance(value, str):
        return value == ""
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def escaped(value: object) -> str:
    """A value as text for HTML and its attributes; empty for a missing value."""
    return "" if missing(value) else html.escape(str(value))


def css_string(value: str) -> str:
    """Any text as a quoted string of a style sheet."""
    return '"' + "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in value) + '"'


def spreadsheet_safe(value: object) -> object:
    """A cell that no spreadsheet runs: text that starts like a formula gets a leading apostrophe.

    Invisible characters are removed first, since one of them might hide such a start. Other values stay as they are.
    """
    if not isinstance(value, str):
        return value
    text = printable(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\n") else text
