"""The Cost vs salary page in one state: pay beside cost, the break-even question, prices by tier."""

import re
from collections.abc import Iterator
from datetime import date

from lib.address import pages
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue.filters import Filters
from lib.pay import roles
from lib.tables.store import Tables
from lib.views.blocks import Control, Fact, Heights, View
from lib.views.cache import cached
from lib.views.cost_vs_salary import payback, price_landscape, role_pay
from lib.views.cost_vs_salary.role_pay import RolePayChoice


@cached
def view(tables: Tables, query: Query, on: date) -> View:
    """Cost vs salary on a day."""
    choice, filters = choice_of(tables, query), query.filters
    links = Links(filters, on)
    pay = role_pay.cost_and_pay(tables, choice, on)
    return View(
        f"{pay.role['name']}: path cost and pay",
        pages.COSTS.question,
        pay.finding,
        (
            *role_pay.blocks(tables, choice, on, links, filtered=filters != Filters()),
            Control("download"),
            *payback.blocks(tables, choice.role, query.assumptions, on),
            *price_landscape.blocks(tables, filters, on, links),
        ),
        highlights=tuple(_highlights(pay)),
        controls=Heights(40, 164),
    )


def choice_of(tables: Tables, query: Query) -> RolePayChoice:
    """The choice of a query, with the default source and role where it names none."""
    return RolePayChoice(*roles.source_and_role(tables, query.source, query.role))


def _highlights(pay: roles.CostAndPay) -> Iterator[Fact]:
    """Each role with its fees and its pay, both cut to their first clause."""
    for row in pay.board.to_dict("records"):
        fees, pay_words = roles.fee_words(row), roles.pay_words(row, pay.side_by_side)
        yield Fact(row["name"], _first_clause(fees), _first_clause(pay_words))


def _first_clause(words: str) -> str:
    return re.split(r", |; | \(", words, maxsplit=1)[0]
