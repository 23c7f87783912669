"""The domains of parameters. Each parses one value of an address, writes it, and describes its values as JSON Schema.

What cannot be parsed raises InvalidValue, whose text gives the reason.
"""

import re
from calendar import isleap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from lib.tables.store import Tables

Schema = dict[str, Any]

EARLIEST, LATEST = date(2024, 1, 1), date(2035, 12, 31)
"""The first and the last day that an address can name."""
MAX_CHARACTERS = 80
"""Characters that a search may have, and that an error quotes of a value."""
ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
"""Spellings of a switch, in any case; the first is the one that is written."""
NOT_A_CHOICE = "it is not among the choices"


class InvalidValue(Exception):
    """A value that cannot be used. Its text is the reason: a clause that follows a colon."""


class TooManyValues(InvalidValue):
    """More values of one key than a page can use. Its text is a whole sentence, reported once for all of them."""


class ValueDomain:
    """A domain, by itself of any text."""

    def parse(self, value: str, _: Tables, /) -> Any:
        """The value that a text stands for. Raises InvalidValue."""
        return value

    def scalar(self, value: Any, /) -> str | float:
        """The text or the number that stands for a value in JSON; the inverse of `parse`."""
        scalar: str | float = value
        return scalar

    def text(self, value: Any) -> str:
        """A value as an address has it."""
        scalar = self.scalar(value)
        return scalar if isinstance(scalar, str) else number_text(scalar)

    def schema(self, _: Tables, /) -> Schema:
        """The JSON Schema of one value."""
        return {"type": "string"}

    def canonical(self, value: str, _: Tables, /) -> str:
        """The spelling that an address is redirected to. A text that is not recognised stays as it is."""
        return value

    def joined(self, values: tuple[Any, ...], value: Any, _: Tables, /) -> tuple[Any, ...]:
        """The values of a repeated key with one more. Each stays once, in the order of the address."""
        return tuple(dict.fromkeys((*values, value)))


@dataclass(frozen=True)
class Option(ValueDomain):
    """One of the options, ignoring letter case and surrounding whitespace."""

    options: Callable[[Tables], Sequence[str]]

    def parse(self, value: str, tables: Tables, /) -> str:
        """The option that equals the value."""
        folded = value.strip().casefold()
        match = next((option for option in self.options(tables) if option.casefold() == folded), None)
        if match is None:
            raise InvalidValue(NOT_A_CHOICE)
        return match

    def schema(self, tables: Tables, /) -> Schema:
        """An enumeration of the options."""
        return {"type": "string", "enum": list(self.options(tables))}


@dataclass(frozen=True)
class Facet(Option):
    """An option of a multi-select filter; selections keep option order."""

    def canonical(self, value: str, tables: Tables, /) -> str:
        """The option as it is spelled."""
        try:
            return self.parse(value, tables)
        except InvalidValue:
            return value

    def joined(self, values: tuple[str, ...], value: str, tables: Tables, /) -> tuple[str, ...]:
        """The selected options in the order of all of them."""
        return tuple(option for option in self.options(tables) if option == value or option in values)


@dataclass(frozen=True)
class Number(ValueDomain):
    """A number between two limits, both included. `subject` and `unit` are the words of the error."""

    subject: str
    unit: str
    limits: tuple[float, float]
    noun: ClassVar[str] = "number"
    json_type: ClassVar[str] = "number"

    def parse(self, value: str, _: Tables, /) -> float:
        """The number, which `float` has to accept."""
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        return self._within_limits(number)

    def _within_limits(self, number: float) -> float:
        lowest, highest = self.limits
        if not lowest <= number <= highest:
            limits = f"from {lowest:,.0f} to {highest:,.0f}"
            raise InvalidValue(f"{self.subject} is a {self.noun} of {self.unit} {limits}")
        return number + 0  # 0.0 in place of -0.0, which equals it: as the key of a cache the two are one

    def schema(self, _: Tables, /) -> Schema:
        """The type and the limits."""
        return {"type": self.json_type, "minimum": self.limits[0], "maximum": self.limits[1]}


@dataclass(frozen=True)
class Integer(Number):
    """A whole number between two limits, written in digits."""

    noun: ClassVar[str] = "whole number"
    json_type: ClassVar[str] = "integer"

    def parse(self, value: str, _: Tables, /) -> float:
        """The number, of at most nine digits."""
        is_decimal = value.isascii() and value.isdecimal() and len(value) <= 9
        return self._within_limits(int(value) if is_decimal else float("nan"))


@dataclass(frozen=True)
class Share(Integer):
    """A share from 0 to 1, written in whole percent; the limits are in percent too."""

    def parse(self, value: str, tables: Tables, /) -> float:
        """The share."""
        return super().parse(value, tables) / 100

    def scalar(self, share: float, /) -> int:
        """The share in percent."""
        return round(share * 100)


@dataclass(frozen=True)
class Switch(ValueDomain):
    """A switch. Only one that is on by default can be written as off."""

    is_on: bool = False

    def parse(self, value: str, _: Tables, /) -> bool:
        """Whether the switch is on."""
        if value.casefold() in ON:
            return True
        if self.is_on and value.casefold() in OFF:
            return False
        raise InvalidValue("it is 1 or 0" if self.is_on else "it is 1 or left out")

    def scalar(self, value: bool, /) -> str:
        """`1` or `0`."""
        return ON[0] if value else OFF[0]

    def schema(self, _: Tables, /) -> Schema:
        """An enumeration of the spellings."""
        return {"type": "string", "enum": [*ON, *OFF] if self.is_on else [*ON]}


class Day(ValueDomain):
    """A day written as YYYY-MM-DD, from EARLIEST to LATEST."""

    def parse(self, value: str, _: Tables, /) -> date:
        """The day."""
        # 20260301 and 2026-W09-7 are ISO days too, but the date control does not accept them.
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise InvalidValue("a day is written YYYY-MM-DD")
        return _date_in_range(value, "day", EARLIEST)

    def scalar(self, value: date, /) -> str:
        """The day in ISO format."""
        return value.isoformat()

    def schema(self, _: Tables, /) -> Schema:
        """A pattern of the days from EARLIEST to LATEST that exist."""
        up_to_28 = "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
        any_year = f"{up_to_28}|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
        pattern = f"(?:{_years(EARLIEST)})-(?:{any_year})|(?:{_years(EARLIEST, isleap)})-02-29"
        return {"type": "string", "pattern": f"^(?:{pattern})$", "examples": ["2026-03-01"]}


@dataclass(frozen=True)
class Month(ValueDomain):
    """A month written as YYYY-MM, from `earliest` to LATEST; its value is its first day."""

    earliest: date = EARLIEST

    def parse(self, value: str, _: Tables, /) -> date:
        """The first day of the month."""
        if not re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII):
            raise InvalidValue("a month is written YYYY-MM")
        return _date_in_range(f"{value}-01", "month", self.earliest)

    def scalar(self, value: date, /) -> str:
        """The month as YYYY-MM."""
        return f"{value:%Y-%m}"

    @property
    def pattern(self) -> str:
        """A regular expression of the months."""
        return f"(?:{_years(self.earliest)})-(?:0[1-9]|1[0-2])"

    def schema(self, _: Tables, /) -> Schema:
        """The pattern."""
        return {"type": "string", "pattern": f"^(?:{self.pattern})$", "examples": ["2027-01"]}


def _date_in_range(value: str, noun: str, earliest: date) -> date:
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        raise InvalidValue(f"there is no such {noun}") from None
    if not earliest <= parsed <= LATEST:
        raise InvalidValue(f"it is a {noun} from {earliest.year} to {LATEST.year}")
    return parsed


def _years(earliest: date, condition: Callable[[int], bool] = bool) -> str:
    """A regular expression of the years up to LATEST that meet a condition."""
    return "|".join(str(year) for year in range(earliest.year, LATEST.year + 1) if condition(year))


class SearchText(ValueDomain):
    """The text of a search, without blanks around it."""

    def parse(self, value: str, _: Tables, /) -> str:
        """The text, of at most MAX_CHARACTERS."""
        if len(value) > MAX_CHARACTERS:
            raise InvalidValue(f"a search has at most {MAX_CHARACTERS} letters")
        return value.strip()

    def schema(self, _: Tables, /) -> Schema:
        """The length."""
        return {"type": "string", "maxLength": MAX_CHARACTERS}


def number_text(value: float) -> str:
    """A number as an address has it: up to twelve significant digits, no trailing zeros."""
    return f"{value:.12g}"
