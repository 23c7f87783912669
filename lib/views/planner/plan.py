"""A plan as HTML: its sums, its steps with their reasons, the choices of its path, what it leaves out and assumes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lib.address import planner_query
from lib.address.links import Links
from lib.catalogue import snapshot
from lib.design.render import Html, render
from lib.pay import roles, salaries
from lib.planner import Branch, Plan, PlanAnswer, PlanRequest, Stage, Step, beside_plan, findings, plan_snapshot
from lib.tables.cache import while_alive
from lib.tables.store import Tables
from lib.text import UNKNOWN_PRICE, amount, count, day, listed, span, thousands, usd

ACTS = {"wait": "wait for {}", "beta": "sit the beta of {}"}
"""The words of a branch's link by the way of the branch, where they are not `take {}`."""


def answer_and_plan(tables: Tables, request: PlanRequest, selection: str) -> tuple[PlanAnswer, Plan | None]:
    """The answer to a request, and the selected one of its plans; None if no plan fits."""
    answer = plan_snapshot.planned(tables, request)
    return answer, planner_query.selected_plan(answer, selection)


def answer_with_plan(tables: Tables, request: PlanRequest, selection: str) -> tuple[PlanAnswer, Plan]:
    """The same for a request that a plan fits. Raises ValueError for any other."""
    answer, plan = answer_and_plan(tables, request, selection)
    if plan is None:
        raise ValueError("no plan fits the request")
    return answer, plan


def switch_words(plan: Plan) -> str:
    """The label of a plan in the switch: what it is best at, its price and its length.

    A `+` behind the price says that a price of the plan is not published; `Total.words`, which names it, is too long.
    """
    price = usd(plan.total.known_usd) if plan.total.known_usd or not plan.total.unknown else UNKNOWN_PRICE
    plus = "+" if plan.total.unknown and plan.total.known_usd else ""
    return f"{findings.objectives(plan).capitalize() or 'Between'}: {price}{plus}, {count(plan.weeks, 'week')}"


def lead(answer: PlanAnswer, plan: Plan, tables: Tables) -> Html:
    """The roles that the plan leads to, with the caveat on pay, and what changes the article's advice today."""
    return render("plan_lead.html", today=answer.today, roles=[_role(tables, role) for role in plan.unlocks])


def summary(answer: PlanAnswer, plan: Plan, tables: Tables) -> Html:
    """The sums of the plan, and the pay of the roles that it leads to, with its sources."""
    within = f"{plan.keeping_total.words()} within {answer.request.months} months"
    rows = {
        "Exam fees": plan.total.words(),
        "At list prices": plan.list_total.words() if plan.list_total != plan.total else "",
        "Renewals after that": within if plan.keeping else "none due",
        "Dates": f"{day(plan.begins)} to {day(plan.ends)}",
        "Study": f"{plan.hours:,.0f} hours in {count(plan.weeks, 'week')}",
        "Vendors": listed(list(plan.vendors)),
    } | {role["name"]: role["pay"] for role in (_role(tables, role_id) for role_id in plan.unlocks)}
    filled_rows = {name: words for name, words in rows.items() if words}
    return render("plan_summary.html", rows=filled_rows, employer=answer.request.employer_pays)


@while_alive(64)
def _role(tables: Tables, role: str) -> dict[str, str]:
    """The pay of a role in words: by the newest job ads that are not thin, and by the article's claim.

    `name` is the role's title, `pay` the words, `ads` the middle half of the ads; either may be empty.
    """
    rows = salaries.by_source(tables["salaries"], role)
    names = roles.sources(tables)
    claims = rows[rows["measure"] == salaries.CLAIM].to_dict("records")
    ads = rows[(rows["measure"] == salaries.ADS) & ~rows["thin"]].to_dict("records")[-1:]
    paths = tables["paths"]
    words = [_median_words(row, names) for row in ads] + [f"the article claims {_claim_words(row)}" for row in claims]
    title = paths.loc[paths["path"] == role, "title"].iloc[0]
    return {"name": title, "pay": "; ".join(words), "ads": "".join(_middle_half(row) for row in ads)}


def _median_words(row: dict[Any, Any], names: Mapping[str, str]) -> str:
    return f"median {thousands(row['median_usd'])} ({names[row['source']]}, n = {row['n']:,.0f})"


def _middle_half(row: dict[Any, Any]) -> str:
    return f"{thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}"


def _claim_words(row: dict[Any, Any]) -> str:
    return f"{usd(row['median_usd'])}{'+' if row['bound'] == 'floor' else ''}"


def steps(plan: Plan, tables: Tables, links: Links) -> Html:
    """Each exam as a card: day, price with its source, reasons, what it renews, and a project to build beside it."""
    cards = [_step(step, plan, snapshot.codes(tables)) for step in plan.steps]
    return render("plan_steps.html", steps=cards, titles=snapshot.titles(tables), links=links)


def _step(step: Step, plan: Plan, codes: Mapping[str, str]) -> dict[str, Any]:
    saved = f", {step.hours_saved:.0f} saved by {codes.get(step.saved_from or '', '')}" if step.saved_from else ""
    own_entries = (entry for entry in plan.entries if entry.cert_id == step.cert_id)
    further_usd = sum(entry.net_usd or 0 for entry in own_entries if entry.kind != "exam")
    rows = {
        "Study": f"{day(step.study_from)} to {day(step.study_to)}, {step.hours:.0f} hours{saved} "
        f"(our range: {span(step.hours_low, step.hours_high, 'hours')})",
        "Price": findings.price(step),
        "Further tries": f"{amount(further_usd)} to be expected" if further_usd else "",
        "Sit by": day(step.sit_by),
        "If it fails": f"again from {day(step.retake_from)}" if step.retake_from else "",
        "Valid": _validity_words(step),
        "Renews": listed([codes.get(cert_id, cert_id) for cert_id in step.renews]),
    }
    return {
        "step": step,
        "instead_of": codes.get(step.instead_of or "", ""),
        "told": {name: words for name, words in rows.items() if words},
        "sources": {"Price": step.price_source} if step.net_usd is not None else {},
    }


def _validity_words(step: Step) -> str:
    if step.never_expires:
        return "does not expire"
    return f"until {day(step.expires_on)}" if step.expires_on else "how long is not published"


def choices(answer: PlanAnswer, plan: Plan | None, links: Links) -> Html:
    """The article's path stage by stage: each branch with its price, its day, and what the plan would be with it."""
    stages = [_stage(stage, answer.request, plan) for stage in answer.stages]
    return render("plan_choices.html", advice=findings.advice(answer), stages=stages, links=links)


def _stage(stage: Stage, request: PlanRequest, plan: Plan | None) -> dict[str, Any]:
    return {"stage": stage, "branches": [_branch(branch, request, plan) for branch in stage.branches]}


def _branch(branch: Branch, request: PlanRequest, plan: Plan | None) -> dict[str, Any]:
    """One branch for its template, with the request that takes it; where the reader insists on it, that lets it go."""
    step = beside_plan.step_of(branch, plan)
    insisted = branch.cert_id in request.take
    freed = replace(request, take=tuple(cert for cert in request.take if cert != branch.cert_id))
    target, act = (freed, "don’t insist on {}") if insisted else (branch.change, ACTS.get(branch.way, "take {}"))
    return {
        "one": branch,
        "here": step is not None,
        "request": target if insisted or not step else None,
        "act": act.format(branch.code),
        "difference": _step_words(branch, step) if step else beside_plan.comparison(branch, plan),
    }


def _step_words(branch: Branch, step: Step) -> str:
    """The day and the price of a branch in the plan that takes it, where they differ from the branch's own."""
    when = f" on {day(step.exam_day)}" if step.exam_day != branch.exam_day else ""
    price = f" for {usd(step.net_usd)}, list {usd(step.list_usd)}" if step.net_usd != step.list_usd else ""
    return f"in this plan{when}{price}"


def relaxations(answer: PlanAnswer, links: Links) -> Html:
    """The smallest changes of the request that make a plan possible, as links to the changed requests."""
    rows = [
        {
            "request": relaxation.request,
            "words": relaxation.words,
            "then": f"{relaxation.total.words()}, by {day(relaxation.ends)}",
        }
        for relaxation in answer.relaxations
    ]
    return render("plan_relaxations.html", rows=rows, links=links)


def caveats(answer: PlanAnswer, plan: Plan, tables: Tables, links: Links) -> Html:
    """The article's advice as checks of the plan, the certifications left out with reasons, and the assumptions."""
    return render(
        "plan_rest.html",
        checks=plan.checks,
        left_out=beside_plan.left_out(answer, plan),
        assumptions=beside_plan.assumptions(answer, plan),
        proof=answer.proof.words,
        titles=snapshot.titles(tables),
        links=links,
    )


def renewals(answer: PlanAnswer, plan: Plan) -> Html:
    """The ledger's renewals up to the horizon as a table, by day."""
    codes = {step.cert_id: step.code for step in plan.steps} | {cert.cert_id: cert.code for cert in answer.held}
    rows = [(day(entry.day), codes[entry.cert_id], entry.kind, usd(entry.net_usd), entry.why) for entry in plan.keeping]
    return render("plan_renewals.html", rows=rows, total=plan.keeping_total.words())
