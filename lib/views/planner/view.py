"""The planner in one state: the selected plan, or what would make one possible."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from lib import planner
from lib.address import pages, planner_query
from lib.address.links import Links
from lib.address.planner_query import PlannerQuery
from lib.address.query import Query
from lib.design.render import Html, prose, render
from lib.planner import Plan, PlanAnswer, findings
from lib.tables.store import Tables
from lib.text import capital, day, sentence, usd
from lib.views.blocks import Block, Columns, Control, Fact, Heights, Picture, View, heading
from lib.views.cache import cached
from lib.views.planner import plan_figures
from lib.views.planner.plan import (
    answer_and_plan,
    caveats,
    choices,
    lead,
    relaxations,
    renewals,
    steps,
    summary,
)


@cached
def view(tables: Tables, query: Query, on: date) -> View:
    """The planner's answer to the request of a query."""
    request, links = planner_query.request_on(query.plan, on), Links(query.filters, on)
    answer, plan = answer_and_plan(tables, request, query.plan.selection)
    finding = findings.plan_finding(answer, plan)
    title = f"{answer.title}: {findings.short_summary(plan) if plan else 'no plan fits'}"
    if plan and plan.steps:
        body = _plan(tables, answer, plan, finding, query.plan, links)
    else:
        body = _no_plan(answer, plan, links)
    return View(
        title,
        pages.PLANNER.question,
        finding,
        (*_notes(answer), *_drift(answer, plan, query.plan), Control("print_line", Heights(0, 0)), *body),
        controls=Heights(146, 268),
        highlights=tuple(
            Fact(f"{day(step.exam_day)}: {step.code}", step.name, usd(step.net_usd))
            for step in (plan.steps if plan else ())
        ),
    )


def _notes(answer: PlanAnswer) -> Iterator[Block]:
    """What the planner left out of the request and why, a sentence each; nothing where it left out nothing."""
    if answer.notes:
        sentences = " ".join(sentence(capital(note)) for note in answer.notes)
        yield Html(f"<p class='cw-notes' role='status'>{prose(sentences)}</p>")


def _drift(answer: PlanAnswer, plan: Plan | None, query: PlannerQuery) -> Iterator[Block]:
    """The changes since a shared link of a plan was made; nothing where the address is no such link."""
    if query.made_on is not None:
        report = planner.drift(query.made_on, query.steps, answer, plan)
        yield render("plan_drift.html", made=query.made_on, words=report.words)


def _no_plan(answer: PlanAnswer, plan: Plan | None, links: Links) -> Iterator[Block]:
    if answer.relaxations:
        yield heading("The smallest change that works")
        yield relaxations(answer, links)
    yield heading(findings.choices_finding(answer))
    yield choices(answer, plan, links)


def _plan(
    tables: Tables, answer: PlanAnswer, plan: Plan, finding: str, query: PlannerQuery, links: Links
) -> Iterator[Block]:
    request = answer.request
    selected: dict[str, Any] = {"request": request, "selection": query.selection}
    cost_finding = findings.cost_finding(plan, request.binding_budget)
    renewal_finding = findings.renewal_finding(plan, request.months)
    calendar = Picture("gantt", finding, partial(plan_figures.calendar, **selected))
    cost = Picture("cost_curve", cost_finding, partial(plan_figures.cost, **selected))
    frontier = (heading(findings.frontier_finding(answer)), Control("frontier", Heights(242, 242)))
    yield Control("plans", Heights(40, 104))
    yield lead(answer, plan, tables)
    yield Columns(
        (7, 4),
        (
            (calendar, heading(cost_finding), cost),
            (summary(answer, plan, tables), *(() if findings.has_one_best_plan(answer) else frontier)),
        ),
    )
    yield heading(findings.choices_finding(answer))
    yield choices(answer, plan, links)
    yield heading(findings.steps_finding(plan))
    yield steps(plan, tables, links)
    yield heading(renewal_finding)
    yield Picture("validity", renewal_finding, partial(plan_figures.validity, **selected))
    yield renewals(answer, plan)
    yield caveats(answer, plan, tables, links)
