"""A plan as HTML: what it comes to, its steps with their reasons, the choices, what was left out, what it rests on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from lib import asking, links, roles, salaries, site, standing
from lib.html import render
from lib.memory import while_alive
from lib.planner import Answer, Branch, Plan, Request, Stage, Step, findings, shown
from lib.store import Tables
from lib.text import UNKNOWN_PRICE, amount, count, day, listed, span, thousands, usd

ACTS = {"wait": "wait for {}", "beta": "sit the beta of {}"}
"""What following the link of a branch means, where it is not taking it now."""


def address(request: Request, following: links.Pairs, **more: str) -> str:
    """The address of a request on the planner's page."""
    return links.address(site.PLANNER, [*asking.pairs(request), *more.items(), *following])


class Sheet(NamedTuple):
    """What the page says of a plan, as HTML, in its order."""

    lead: str
    summary: str
    choices: str
    steps: str
    renewals: str
    rest: str


def sheet(answer: Answer, plan: Plan, tables: Tables, following: links.Pairs) -> Sheet:
    """Everything that is said of a plan: one thing to remember for all readers of the same view."""
    return Sheet(
        lead=lead(answer, plan, tables),
        summary=summary(answer, plan, tables),
        choices=choices(answer, plan, following),
        steps=steps(plan, tables, following),
        renewals=renewals(answer, plan),
        rest=rest(answer, plan, tables, following),
    )


def switch_words(plan: Plan) -> str:
    """A plan in the switch: what it is best at, its price and its length."""
    known = usd(plan.total.known_usd) if plan.total.known_usd or not plan.total.unknown else UNKNOWN_PRICE
    open_end = "+" if plan.total.unknown and plan.total.known_usd else ""
    return f"{findings.names(plan).capitalize() or 'Between'}: {known}{open_end}, {count(plan.weeks, 'week')}"


def lead(answer: Answer, plan: Plan, tables: Tables) -> str:
    """What the plan leads to, with the caveat on pay, and what changes the article's advice today."""
    return render("plan_lead.html", today=answer.today, roles=[_role(tables, role) for role in plan.unlocks])


def summary(answer: Answer, plan: Plan, tables: Tables) -> str:
    """What the plan comes to, and the pay of the roles that it leads to with its sources."""
    within = f"{plan.keeping_total.words()} within {answer.request.months} months"
    rows = {
        "Exam fees": plan.total.words(),
        "At list prices": plan.list_total.words() if plan.list_total != plan.total else "",
        "Renewals after that": within if plan.keeping else "none due",
        "Dates": f"{day(plan.begins)} to {day(plan.ends)}",
        "Study": f"{plan.hours:,.0f} hours in {count(plan.weeks, 'week')}",
        "Vendors": listed(list(plan.vendors)),
    } | {role["name"]: role["pay"] for role in (_role(tables, one) for one in plan.unlocks)}
    told = {name: words for name, words in rows.items() if words}
    return render("plan_summary.html", rows=told, employer=answer.request.employer_pays)


@while_alive(64)
def _role(tables: Tables, role: str) -> dict[str, str]:
    """What a role's pay is by the newest source that is no claim, and by the article."""
    rows = salaries.by_source(tables["salaries"], role)
    names = roles.sources(tables)
    claim = rows[rows["measure"] == salaries.CLAIM].to_dict("records")
    seen = rows[(rows["measure"] == salaries.ADS) & ~rows["thin"]].to_dict("records")
    path = tables["paths"]
    told = [_pay(one, names) for one in seen[-1:]] + [f"the article claims {_claim(one)}" for one in claim]
    ads = [_middle(one) for one in seen[-1:]]
    title = path.loc[path["path"] == role, "title"].iloc[0]
    return {"name": title, "pay": "; ".join(told), "ads": "".join(ads)}


def _pay(row: dict[Any, Any], names: Mapping[str, str]) -> str:
    return f"median {thousands(row['median_usd'])} ({names[row['source']]}, n = {row['n']:,.0f})"


def _middle(row: dict[Any, Any]) -> str:
    return f"{thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}"


def _claim(row: dict[Any, Any]) -> str:
    return f"{usd(row['median_usd'])}{'+' if row['bound'] == 'floor' else ''}"


def steps(plan: Plan, tables: Tables, following: links.Pairs) -> str:
    """Each exam as a card: when, for how much and by which source, why, what it renews, what to build beside it."""
    cards = [_step(one, plan, standing.codes(tables), following) for one in plan.steps]
    return render("plan_steps.html", steps=cards, titles=standing.titles(tables))


def _step(step: Step, plan: Plan, codes: Mapping[str, str], following: links.Pairs) -> dict[str, Any]:
    saved = f", {step.hours_saved:.0f} saved by {codes.get(step.saved_from or '', '')}" if step.saved_from else ""
    tries = sum(one.net_usd or 0 for one in plan.entries if one.cert_id == step.cert_id and one.kind != "exam")
    told = {
        "Study": f"{day(step.study_from)} to {day(step.study_to)}, {step.hours:.0f} hours{saved} "
        f"(our range: {span(step.hours_low, step.hours_high, 'hours')})",
        "Price": findings.price(step),
        "Further tries": f"{amount(tries)} to be expected" if tries else "",
        "Sit by": day(step.sit_by),
        "If it fails": f"again from {day(step.retake_from)}" if step.retake_from else "",
        "Valid": _valid(step),
        "Renews": listed([codes.get(one, one) for one in step.renews]),
    }
    return {
        "step": step,
        "href": links.address(site.CERT, [("id", step.cert_id), *following]),
        "instead_of": codes.get(step.instead_of or "", ""),
        "told": {name: words for name, words in told.items() if words},
        "sources": {"Price": step.price_source} if step.net_usd is not None else {},
    }


def _valid(step: Step) -> str:
    if step.never_expires:
        return "does not expire"
    return f"until {day(step.expires_on)}" if step.expires_on else "how long is not published"


def choices(answer: Answer, plan: Plan | None, following: links.Pairs) -> str:
    """The article's path step by step with its choices open: each branch's price, date and difference, with a link."""
    stages = [_stage(stage, answer.request, plan, following) for stage in answer.stages]
    return render("plan_choices.html", advice=findings.advice(answer), stages=stages)


def _stage(stage: Stage, request: Request, plan: Plan | None, following: links.Pairs) -> dict[str, Any]:
    return {"stage": stage, "branches": [_branch(one, request, plan, following) for one in stage.branches]}


def _branch(one: Branch, request: Request, plan: Plan | None, following: links.Pairs) -> dict[str, Any]:
    step = shown.taken(one, plan)
    insisted = one.cert_id in request.take
    freed = replace(request, take=tuple(cert for cert in request.take if cert != one.cert_id))
    to, act = (freed, "don’t insist on {}") if insisted else (one.change, ACTS.get(one.way, "take {}"))
    return {
        "one": one,
        "here": step is not None,
        "href": address(to, following) if to and (insisted or not step) else "",
        "act": act.format(one.code),
        "difference": _taken(one, step) if step else shown.beside(one, plan),
    }


def _taken(one: Branch, step: Step) -> str:
    """What the plan makes of a branch that it takes, where it differs from what the branch says of itself."""
    when = f" on {day(step.exam_day)}" if step.exam_day != one.exam_day else ""
    paid = f" for {usd(step.net_usd)}, list {usd(step.list_usd)}" if step.net_usd != step.list_usd else ""
    return f"in this plan{when}{paid}"


def relaxations(answer: Answer, following: links.Pairs) -> str:
    """The smallest changes that make a plan possible, as links that apply them."""
    rows = [
        {
            "href": address(one.request, following),
            "words": one.words,
            "then": f"{one.total.words()}, by {day(one.ends)}",
        }
        for one in answer.relaxations
    ]
    return render("plan_relaxations.html", rows=rows)


def rest(answer: Answer, plan: Plan, tables: Tables, following: links.Pairs) -> str:
    """Advice as checks, what was left out and why, what the plan takes as given."""
    left_out = [
        {"href": links.address(site.CERT, [("id", one.cert_id), *following]), "code": one.code, "why": one.why}
        for one in shown.left_out(answer, plan)
    ]
    return render(
        "plan_rest.html",
        checks=plan.checks,
        left_out=left_out,
        assumptions=shown.assumptions(answer, plan),
        proof=answer.proof.words,
        titles=standing.titles(tables),
    )


def renewals(answer: Answer, plan: Plan) -> str:
    """The ledger's renewals up to the horizon, by date."""
    codes = {one.cert_id: one.code for one in plan.steps} | {one.cert_id: one.code for one in answer.held}
    rows = [(day(one.day), codes[one.cert_id], one.kind, usd(one.net_usd), one.why) for one in plan.keeping]
    return render("plan_renewals.html", rows=rows, total=plan.keeping_total.words())
