"""The parameters of addresses, each declared once.

Parsing (`lib.address.query.read`), writing (`lib.address.query.pairs`), the keys of a page, canonical forms, and the
parameters of the API with their JSON Schemas (`lib.api.parameters`) come from this table.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from lib.address import pages
from lib.address.catalogue_domains import CertId, CertIds, CertName, CertWith, PaySource, PlanChoice
from lib.address.domains import Day, Facet, Integer, Month, Number, Option, SearchText, Share, Switch, ValueDomain
from lib.address.parameter import Parameter
from lib.catalogue import tier_map
from lib.catalogue.filtering import SORTS
from lib.catalogue.status import reader_words
from lib.pay import roles
from lib.tables.cache import while_alive
from lib.tables.schema import TABLES
from lib.tables.store import Tables
from lib.trust import provenance

VIEWS = ("cards", "table")
MAX_COMPARED = 4
"""Certifications that Compare puts side by side."""
MAX_HELD = 120
"""Certifications that `have` can name."""
MAX_OWN = 40
"""Certifications that `take`, or `study`, can name."""
STUDY_HOURS = (0, 2000)
"""The smallest and the largest number of hours that `study` can carry."""
EARLIEST_EARNED = date(2010, 1, 1)
"""The first month that `have` can carry."""


def _paths(*kinds: str) -> Option:
    """The article's paths of these kinds, in the article's order."""
    return Option(lambda tables: tables["paths"].loc[tables["paths"]["kind"].isin(kinds), "path"].tolist())


@while_alive(1)
def _languages(tables: Tables) -> list[str]:
    """Every exam language that some certification names, in alphabetical order."""
    return sorted({language for languages in tables["certs"]["languages"] for language in languages})


def _cloud_vendors(tables: Tables) -> list[str]:
    """The vendors of the three clouds, in the order of their table."""
    vendors: list[str] = tables["vendors"].loc[tables["vendors"]["cloud"], "vendor"].tolist()
    return vendors


@while_alive(8)
def _distinct(tables: Tables, table: str, column: str) -> Sequence[str]:
    """The distinct values of a column in their order. Kept with the tables, since a table may be long."""
    return [str(value) for value in tables[table][column].unique()]


EVERY_PAGE = pages.PAGES
EXPLORE, COSTS, TIER_MAP, SOURCES = (pages.EXPLORE,), (pages.COSTS,), (pages.TIER_MAP,), (pages.SOURCES,)


def _filter(
    key: str, domain: ValueDomain, text: str, page: tuple[pages.Page, ...] = EXPLORE, max_times: int | None = 1
) -> Parameter:
    return Parameter(key, page, domain, f"filters.{key}", text, ("certs",), max_times)


def _pay(key: str, page: tuple[pages.Page, ...], domain: ValueDomain, text: str, group: str) -> Parameter:
    return Parameter(key, page, domain, key, text, (group,))


def _request(key: str, domain: ValueDomain, field: str, text: str, times: int = 1, limit_note: str = "") -> Parameter:
    return Parameter(key, (pages.PLANNER,), domain, f"plan.{field}", text, ("plan",), times, limit_note)


PARAMETERS = (
    _filter("vendor", Facet(lambda tables: _distinct(tables, "vendors", "vendor")), "Who issues it.", EVERY_PAGE, None),
    _filter("tier", Facet(lambda tables: _distinct(tables, "tiers", "tier")), "Our tier.", EVERY_PAGE, None),
    _filter("focus", Facet(lambda tables: _distinct(tables, "focuses", "focus")), "Our focus area.", EVERY_PAGE, None),
    _filter("status", Facet(lambda _: list(reader_words())), "Its status on the day.", EVERY_PAGE, None),
    _filter("q", SearchText(), "Words that its code, name, vendor, tier, focus, audience or topics hold."),
    _filter(
        "price_max",
        Number("a price", "dollars", (0, 5000)),
        "The highest price in US dollars; prices that are unknown are left out.",
    ),
    _filter(
        "language", Option(_languages), "A language that the exam is given in; the status is then that of its exam."
    ),
    _filter("article", Switch(), "Only those that the article has a price for."),
    _filter("closed", Switch(), "Also what is closed, retired or not open yet."),
    Parameter("sort", EXPLORE, Option(lambda _: SORTS), "sort", "The order of the rows.", ("certs",)),
    Parameter("view", EXPLORE, Option(lambda _: VIEWS), "view"),
    # The list of pay, which no page shows, has more roles and sources than Cost vs salary.
    _pay(
        "role",
        (),
        Option(lambda tables: _distinct(tables, "salaries", "role")),
        "Id of a role or occupation.",
        "salaries",
    ),
    _pay(
        "source",
        (),
        Option(lambda tables: [*_distinct(tables, "salaries", "source"), roles.ALL]),
        "Id of a source of pay; `all` for every one.",
        "salaries",
    ),
    _pay("role", COSTS, Option(lambda tables: list(roles.names(tables))), "Id of one of the article's roles.", "roles"),
    _pay(
        "source",
        COSTS,
        PaySource(lambda tables: [*roles.sources(tables), roles.ALL]),
        "Id of a source that says what the roles pay; `all` for every one.",
        "roles",
    ),
    Parameter("hour", COSTS, Number("the value of an hour", "dollars", (0.0, 1000.0)), "assumptions.hour_usd"),
    Parameter("hours", COSTS, Number("study time", "hours", (0.0, 5000.0)), "assumptions.hours"),
    Parameter("months", COSTS, Integer("a horizon", "months", (1, 120)), "assumptions.months"),
    Parameter("chance", COSTS, Integer("a pass chance", "percent", (1, 100)), "assumptions.chance"),
    Parameter("raise", COSTS, Number("a raise", "dollars", (0.0, 1_000_000.0)), "assumptions.raise_usd"),
    Parameter("find", TIER_MAP + SOURCES, SearchText(), "find"),
    Parameter("colour", TIER_MAP, Option(lambda _: tier_map.COLOURS), "colour"),
    Parameter("measure", TIER_MAP, Option(lambda _: tier_map.MEASURES), "measure"),
    Parameter("group", SOURCES, Option(lambda _: provenance.GROUPS), "group"),
    Parameter("table", SOURCES, Option(lambda _: list(TABLES)), "table"),
    Parameter(
        "id",
        (pages.COMPARE,),
        CertId(),
        "ids",
        max_times=MAX_COMPARED,
        limit_note=f"The first {MAX_COMPARED} certifications are compared",
    ),
    Parameter("id", (pages.CERT,), CertName(), "cert_name"),
    _request("from", _paths("sequence"), "request.background", "Where you come from: id of a path of kind sequence."),
    _request(
        "goal",
        _paths("role", "outcome", "verdict"),
        "request.goal",
        "Where to: id of a role, an outcome or the verdict.",
    ),
    _request(
        "have",
        CertWith(Month(EARLIEST_EARNED), Month(EARLIEST_EARNED).pattern, is_optional=True),
        "request.have",
        "A certification that is held, with the month it was earned in where that is known: `slug` or `slug:YYYY-MM`.",
        MAX_HELD,
        f"{MAX_HELD} certifications that are held are counted",
    ),
    _request("start", Month(), "request.start", "The month to start in."),
    _request("by", Day(), "request.by", "The last day for the last exam."),
    _request("week", Number("study", "hours a week", (1, 80)), "request.hours_week", "Hours of study a week."),
    _request("budget", Number("a budget", "dollars", (0, 20_000)), "request.budget", "The most to pay, in US dollars."),
    _request("cloud", Option(_cloud_vendors), "request.cloud", "The cloud to prefer."),
    _request(
        "most",
        Integer("the most from one vendor", "exams", (1, 20)),
        "request.vendor_limit",
        "The most exams from one vendor.",
    ),
    _request("beta", Switch(), "request.beta", "Beta exams may be planned."),
    _request(
        "language", Option(_languages), "request.language", "The language of the exams; English if it is not given."
    ),
    _request("employer", Switch(), "request.employer_pays", "An employer pays: the budget does not bind."),
    _request("vouchers", Switch(is_on=True), "request.vouchers", "Vouchers that a pass brings are used."),
    _request(
        "overlap",
        Share("what is known already", "percent", (0, 75)),
        "request.overlap",
        "Share of the hours that is saved where exams have the same subjects, in percent.",
    ),
    _request(
        "chance", Share("a pass chance", "percent", (5, 100)), "request.chance", "Chance to pass one try, in percent."
    ),
    _request(
        "worked",
        Integer("hands-on work", "months", (0, 600)),
        "request.worked",
        "Months of hands-on work already done.",
    ),
    _request(
        "horizon",
        Integer("the horizon", "months", (12, 120)),
        "request.months",
        "Months from the first exam in which renewals count.",
    ),
    _request(
        "take",
        CertIds(),
        "request.take",
        "A certification to take wherever a step offers it.",
        MAX_OWN,
        f"{MAX_OWN} branches can be asked for",
    ),
    _request(
        "study",
        CertWith(Number("study", "hours", STUDY_HOURS), "1?[0-9]{1,3}|2000"),
        "request.hours",
        "Your own hours of study for a certification: `slug:hours`.",
        MAX_OWN,
        f"Hours of {MAX_OWN} certifications are counted",
    ),
    _request(
        "plan",
        PlanChoice(),
        "selection",
        "Which plan: what it is best at, or its place on the frontier from 0; the cheapest if it is not given.",
    ),
    _request("made", Day(), "made_on", "The day on which a shared link was made: what has changed since is told."),
    _request("steps", ValueDomain(), "steps", "The exams and prices that a shared link carries."),
    Parameter(
        "as_of",
        EVERY_PAGE,
        Day(),
        "on",
        "The day that everything is as of; today if it is not given.",
        ("certs", "roles", "plan", "day"),
    ),
)
"""The parameters of all pages, those of one page in the order in which they are written."""

SHARED = tuple(parameter.key for parameter in PARAMETERS if parameter.pages is EVERY_PAGE)
"""The keys that every page has; links carry them from page to page."""
OWN_FILTERS = tuple(p.key for p in PARAMETERS if p.pages is EXPLORE and p.field.startswith("filters."))
"""The keys of the filters that only Explore has."""


def of_page(page: pages.Page) -> dict[str, Parameter]:
    """The parameters of a page by key, with those of every page."""
    return {parameter.key: parameter for parameter in PARAMETERS if page in parameter.pages}


def of_api(group: str) -> dict[str, Parameter]:
    """The parameters of a group of endpoints by key."""
    return {parameter.key: parameter for parameter in PARAMETERS if group in parameter.api}


def canonical(pairs: pages.Pairs, tables: Tables) -> pages.Pairs:
    """Query pairs in their canonical form and in the same order. Values that are not recognised stay as they are."""
    domains = {parameter.key: parameter.domain for parameter in PARAMETERS}
    return [(key, domains[key].canonical(value, tables) if key in domains else value) for key, value in pairs]


def options(page: pages.Page, key: str, tables: Tables) -> list[str]:
    """The values that a parameter of a page can be chosen from, in their order."""
    choices: list[str] = of_page(page)[key].domain.schema(tables)["enum"]
    return choices


def limits(page: pages.Page, key: str) -> tuple[float, float]:
    """The smallest and the largest value of a parameter of a page that is a number."""
    domain = of_page(page)[key].domain
    if not isinstance(domain, Number):
        raise TypeError(f"{key} is no number")
    return domain.limits


@while_alive(1)
def vocabulary(tables: Tables) -> Mapping[str, Sequence[str]]:
    """The values of each facet by its key, in the order of the controls."""
    return {p.key: p.domain.options(tables) for p in PARAMETERS if isinstance(p.domain, Facet)}
