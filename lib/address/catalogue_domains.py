"""Domains whose values come from the catalogue: certifications, sources of pay, plans."""

import re
from dataclasses import dataclass
from typing import Any

from lib.address.domains import NOT_A_CHOICE, InvalidValue, Option, Schema, ValueDomain
from lib.planner import OBJECTIVES
from lib.tables.cache import while_alive
from lib.tables.store import Tables


def cert_id(name: str, tables: Tables) -> str | None:
    """The slug of the certification with this slug or code, in any case; None if there is none."""
    return _slugs_by_name(tables).get(name.strip().casefold())


@while_alive(1)
def _slugs_by_name(tables: Tables) -> dict[str, str]:
    certs = tables["certs"]
    by_code = {code.casefold(): slug for slug, codes in zip(certs["id"], certs["codes"], strict=True) for code in codes}
    return by_code | {slug: slug for slug in certs["id"]}


class CertId(ValueDomain):
    """The slug of a certification; any of its codes, and its slug in another case, stand for it."""

    def parse(self, value: str, tables: Tables, /) -> Any:
        """The slug."""
        slug = cert_id(value, tables)
        if slug is None:
            raise InvalidValue("there is no such certification")
        return slug

    def schema(self, tables: Tables, /) -> Schema:
        """A pattern of the slugs."""
        return self._schema(tables, "")

    def _schema(self, tables: Tables, suffix: str) -> Schema:
        slugs = "|".join(re.escape(slug).replace("\\-", "-") for slug in tables["certs"]["id"])
        return {"type": "string", "pattern": f"^(?:{slugs}){suffix}$"}

    def canonical(self, value: str, tables: Tables, /) -> str:
        """The value with the slug in place of a code, whatever stands after a colon."""
        name, colon, suffix = value.partition(":")
        return f"{cert_id(name, tables) or name}{colon}{suffix}"


class CertName(CertId):
    """The slug or code of a certification, or any other text: the page answers what there is no certification for."""

    def parse(self, value: str, _: Tables, /) -> str:
        """The text."""
        return value


class CertIds(CertId):
    """Certifications whose order does not matter."""

    def joined(self, values: tuple[str, ...], value: str, _: Tables, /) -> tuple[str, ...]:
        """The slugs, sorted."""
        return tuple(sorted({*values, value}))


@dataclass(frozen=True)
class CertWith(CertId):
    """A slug, a colon and a value of another domain, e.g. `cncf-cka:2025-03`; parsed, a pair.

    `pattern` is a regular expression of the values of that domain. An optional value that is missing is None.
    """

    suffix: ValueDomain
    pattern: str
    is_optional: bool = False

    def parse(self, value: str, tables: Tables, /) -> tuple[str, Any]:
        """The slug and the value."""
        name, _, suffix = value.partition(":")
        slug: str = super().parse(name, tables)
        return slug, None if self.is_optional and not suffix else self.suffix.parse(suffix, tables)

    def scalar(self, value: tuple[str, Any], /) -> str:
        """The slug, and the value after a colon."""
        slug, suffix = value
        return slug if suffix is None else f"{slug}:{self.suffix.text(suffix)}"

    def schema(self, tables: Tables, /) -> Schema:
        """A pattern of the slugs with what may follow."""
        suffix = f":(?:{self.pattern})"
        return self._schema(tables, f"(?:{suffix})?" if self.is_optional else suffix)

    def joined(self, values: tuple[tuple[str, Any], ...], value: tuple[str, Any], _: Tables, /) -> tuple[Any, ...]:
        """The pairs, sorted; of several for one certification, the last wins."""
        return tuple(sorted((dict(values) | dict([value])).items()))


@dataclass(frozen=True)
class PaySource(Option):
    """A source that says what the roles pay."""

    def parse(self, value: str, tables: Tables, /) -> str:
        """The id of the source. A source of other facts has a reason of its own."""
        folded, offered = value.strip().casefold(), {option.casefold() for option in self.options(tables)}
        if folded not in offered and folded in {source.casefold() for source in tables["sources"]["source"]}:
            raise InvalidValue("this source says nothing of what the roles pay")
        return super().parse(value, tables)


class PlanChoice(ValueDomain):
    """An objective of the planner, or the number of a point on the frontier as text."""

    def parse(self, value: str, _: Tables, /) -> str:
        """The objective or the number, of at most three digits."""
        if value not in OBJECTIVES and not (value.isascii() and value.isdecimal() and len(value) < 4):
            raise InvalidValue(NOT_A_CHOICE)
        return value

    def schema(self, _: Tables, /) -> Schema:
        """A pattern of both."""
        pattern = f"{'|'.join(OBJECTIVES)}|[0-9]{{1,3}}"
        return {"type": "string", "pattern": f"^(?:{pattern})$", "examples": list(OBJECTIVES)}
