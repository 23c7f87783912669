"""A parameter of an address: how its values get into a query, and out of it."""

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar

from lib.address import pages
from lib.address.domains import TooManyValues, ValueDomain
from lib.tables.store import Tables

Record = TypeVar("Record")


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address. Values equal to the field's default are omitted.

    Attributes:
        key: Its name in the address.
        pages: The pages that have it.
        domain: Its values.
        field: The field of `lib.address.query.Query` that it sets, with dots; empty where the page itself reads it.
        text: Its description in the API's document.
        api: The groups of endpoints that have it.
        max_times: How often it can be given; None = without limit. For single-valued parameters, the last wins.
        limit_note: What is done with the values within the limit, as the beginning of the sentence on the others.
    """

    key: str
    pages: tuple[pages.Page, ...]
    domain: ValueDomain
    field: str
    text: str = ""
    api: tuple[str, ...] = ()
    max_times: int | None = 1
    limit_note: str = ""

    def value(self, query: object) -> Any:
        """The value that it has in a query; a tuple if it can be repeated."""
        return attrgetter(self.field)(query)

    def with_text(self, query: Record, text: str, tables: Tables) -> Record:
        """The query with one more value of the address in it. Raises `lib.address.domains.InvalidValue`."""
        if not self.field:
            return query
        value = self.domain.parse(text, tables)
        if self.max_times != 1:
            value = self.domain.joined(self.value(query), value, tables)
            if self.max_times and len(value) > self.max_times:
                raise TooManyValues(f"{self.limit_note}; the others were left out.")
        return _replaced(query, self.field, value)

    def texts(self, query: object) -> list[str]:
        """Its values in a query as an address has them, in their order."""
        value = self.value(query) if self.field else None
        values = () if value is None else (value,) if self.max_times == 1 else value
        return [self.domain.text(value) for value in values]


def _replaced(record: Record, field: str, value: object) -> Record:
    """A frozen record with another value in a field, which may be one of a record inside it: `plan.request.budget`."""
    name, _, inner_field = field.partition(".")
    return replace(record, **{name: _replaced(getattr(record, name), inner_field, value) if inner_field else value})  # type: ignore[type-var]
