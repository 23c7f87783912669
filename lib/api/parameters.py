"""The parameters of the API, each declared once: its name as on the pages, what it asks for, which values it has.

The values are those that the parser of the pages (`lib.query`, `lib.asking`) understands; a test holds the two
together. Case is forgiven, and a certification may be written by any of its codes.
"""

import re
from calendar import isleap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lib import asking, links, query, roles, values
from lib.certs import SORTS
from lib.memory import while_alive
from lib.planner import OBJECTIVES
from lib.store import Tables

Schema = dict[str, Any]
Values = Callable[[Tables], Schema]


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, what it asks for, and the JSON Schema of one value.

    `most` is how often it can be given (None = as often as wanted).
    """

    name: str
    text: str
    values: Values
    most: int | None = 1

    def schema(self, tables: Tables) -> Schema:
        """The JSON Schema of the parameter: of its value, or of the list of its values."""
        one = self.values(tables)
        if self.most == 1:
            return one
        return {"type": "array", "items": one} | ({"maxItems": self.most} if self.most else {})

    def choices(self, tables: Tables) -> Sequence[str]:
        """The values that it has, if they are a list."""
        found: Sequence[str] = self.values(tables).get("enum", ())
        return found


def _one_of(options: Callable[[Tables], Sequence[str]], **more: Any) -> Values:
    return lambda tables: {"type": "string", "enum": list(options(tables)), **more}


def _number(ends: tuple[float, float], **more: Any) -> Values:
    return lambda _: {"type": "number", "minimum": ends[0], "maximum": ends[1], **more}


def _whole(ends: tuple[int, int], **more: Any) -> Values:
    return lambda _: {"type": "integer", "minimum": ends[0], "maximum": ends[1], **more}


def _switch(*written: str, **more: Any) -> Values:
    return lambda _: {"type": "string", "enum": list(written), **more}


def _written(pattern: str, **more: Any) -> Values:
    return lambda _: {"type": "string", "pattern": f"^(?:{pattern})$", **more}


def _years(earliest: date, wanted: Callable[[int], bool] = bool) -> str:
    return "|".join(str(year) for year in range(earliest.year, values.LATEST.year + 1) if wanted(year))


def _days() -> str:
    """A pattern of every day that the product knows, and of nothing else."""
    short = "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    usual = f"{short}|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
    return f"(?:{_years(values.EARLIEST)})-(?:{usual})|(?:{_years(values.EARLIEST, isleap)})-02-29"


def _months(earliest: date) -> str:
    return f"(?:{_years(earliest)})-(?:0[1-9]|1[0-2])"


def _certs_with(pattern: str) -> Values:
    """Values that begin with the slug of a certification."""

    def schema(tables: Tables) -> Schema:
        slugs = "|".join(re.escape(one).replace("\\-", "-") for one in tables["certs"]["id"])
        return {"type": "string", "pattern": f"^(?:{slugs}){pattern}$"}

    return schema


def _facet(facet: str) -> Values:
    return _one_of(lambda tables: links.vocabulary(tables)[facet])


@while_alive(8)
def _of_pay(tables: Tables, column: str) -> Sequence[str]:
    """The values of a column of the salaries table, which may be long."""
    return [str(one) for one in tables["salaries"][column].unique()]


DAY = _written(_days(), examples=["2026-03-01"])
AS_OF = Parameter("as_of", "The day that everything is as of; today if it is not given.", DAY)
LANGUAGE = _one_of(links.languages)
PAID = _one_of(lambda tables: _of_pay(tables, "role"))
PAYERS = _one_of(lambda tables: [*_of_pay(tables, "source"), roles.ALL])

CERTS = (
    Parameter("vendor", "Who issues it.", _facet("vendor"), None),
    Parameter("tier", "Our tier.", _facet("tier"), None),
    Parameter("focus", "Our focus area.", _facet("focus"), None),
    Parameter("status", "Its status on the day.", _facet("status"), None),
    Parameter(
        "q",
        "Words that its code, name, vendor, tier, focus, audience or topics hold.",
        lambda _: {"type": "string", "maxLength": values.LONGEST},
    ),
    Parameter(
        "price_max",
        "The highest price in US dollars; prices that are unknown are left out.",
        _number((0, query.DEAREST)),
    ),
    Parameter("language", "A language that the exam is given in; the status is then that of its exam.", LANGUAGE),
    Parameter("article", "Only those that the article has a price for.", _switch(*values.ON)),
    Parameter("closed", "Also what is closed, retired or not open yet.", _switch(*values.ON)),
    Parameter("sort", "The order of the rows.", _one_of(lambda _: SORTS, default=SORTS[0])),
    AS_OF,
)
"""Filters of certifications, as on Explore."""

PAY = (
    Parameter("role", "Id of a role or occupation.", PAID),
    Parameter("source", "Id of a source of pay; `all` for every one.", PAYERS),
)

ROLES = (
    Parameter("role", "Id of one of the article's roles.", _one_of(lambda tables: list(roles.names(tables)))),
    Parameter(
        "source",
        "Id of a source that says what the roles pay; `all` for every one.",
        _one_of(lambda tables: [*roles.sources(tables), roles.ALL]),
    ),
    AS_OF,
)

_ASKED = asking.DEFAULT
PLAN = (
    Parameter(
        "from", "Where you come from: id of a path of kind sequence.", _one_of(lambda t: asking.paths(t, "sequence"))
    ),
    Parameter(
        "goal",
        "Where to: id of a role, an outcome or the verdict.",
        _one_of(lambda tables: asking.paths(tables, "role", "outcome", "verdict")),
    ),
    Parameter(
        "have",
        "A certification that is held, with the month it was earned in where that is known: `slug` or `slug:YYYY-MM`.",
        _certs_with(f"(?::(?:{_months(asking.EARNED)}))?"),
        asking.MOST_HELD,
    ),
    Parameter("start", "The month to start in.", _written(_months(values.EARLIEST), examples=["2027-01"])),
    Parameter("by", "The last day for the last exam.", DAY),
    Parameter("week", "Hours of study a week.", _number(asking.WEEK, default=_ASKED.hours_week)),
    Parameter("budget", "The most to pay, in US dollars.", _number(asking.MONEY)),
    Parameter("cloud", "The cloud to prefer.", _one_of(asking.clouds)),
    Parameter("most", "The most exams from one vendor.", _whole(asking.MOST)),
    Parameter("beta", "Beta exams may be planned.", _switch(*values.ON)),
    Parameter("language", "The language of the exams; English if it is not given.", LANGUAGE),
    Parameter("employer", "An employer pays: the budget does not bind.", _switch(*values.ON)),
    Parameter(
        "vouchers", "Vouchers that a pass brings are used.", _switch(*values.ON, *values.OFF, default=values.ON[0])
    ),
    Parameter(
        "overlap",
        "Share of the hours that is saved where exams have the same subjects, in percent.",
        _whole(asking.KNOWN, default=round(_ASKED.overlap * 100)),
    ),
    Parameter(
        "chance", "Chance to pass one try, in percent.", _whole(asking.PERCENT, default=round(_ASKED.chance * 100))
    ),
    Parameter("worked", "Months of hands-on work already done.", _whole(asking.WORKED, default=_ASKED.worked)),
    Parameter(
        "horizon", "Months from the first exam in which renewals count.", _whole(asking.MONTHS, default=_ASKED.months)
    ),
    Parameter("take", "A certification to take wherever a step offers it.", _certs_with(""), asking.MOST_OWN),
    Parameter(
        "study",
        "Your own hours of study for a certification: `slug:hours`.",
        _certs_with(":(?:1?[0-9]{1,3}|2000)"),
        asking.MOST_OWN,
    ),
    Parameter(
        "plan",
        "Which plan: what it is best at, or its place on the frontier from 0; the cheapest if it is not given.",
        _written(f"{'|'.join(OBJECTIVES)}|[0-9]{{1,3}}", examples=list(OBJECTIVES)),
    ),
    Parameter("made", "The day on which a shared link was made: what has changed since is told.", DAY),
    Parameter("steps", "The exams and prices that a shared link carries.", lambda _: {"type": "string"}),
    AS_OF,
)
"""What the planner is asked, as on its page."""
