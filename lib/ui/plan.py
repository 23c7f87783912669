"""A plan as HTML: what it comes to, its steps with their reasons, the choices, what was left out, what it rests on."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from lib import asking, links, roles, salaries, site
from lib.html import render
from lib.planner import Answer, Branch, Plan, Request, Stage, Step, findings
from lib.store import Tables
from lib.text import count, day, listed, span, thousands, usd

ACTS = {"wait": "wait for {}", "beta": "sit the beta of {}"}
"""What following the link of a branch means, where it is not taking it now."""


def address(request: Request, following: links.Pairs, **more: str) -> str:
    """The address of a request on the planner's page."""
    return links.address(site.PLANNER, [*asking.pairs(request), *more.items(), *following])


def switch_words(plan: Plan) -> str:
    """A plan in the switch: what it is best at, its price and its length."""
    open_end = "+" if plan.total.unknown else ""
    price = f"{usd(plan.total.known_usd)}{open_end}"
    return f"{findings.names(plan).capitalize() or 'Between'}: {price}, {count(plan.weeks, 'week')}"


def summary(answer: Answer, plan: Plan, tables: Tables) -> str:
    """What the plan comes to and what it leads to, with the caveat on pay."""
    rows = {
        "Exam fees": plan.total.words(),
        "At list prices": plan.list_total.words() if plan.list_total != plan.total else "",
        "Renewals after that": plan.keeping_total.words() if plan.keeping else "none due",
        "First study day": day(plan.begins),
        "Last exam": day(plan.ends),
        "Study": f"{plan.hours:,.0f} hours in {count(plan.weeks, 'week')}",
        "Vendors": listed(list(plan.vendors)),
    }
    return render(
        "plan_summary.html",
        rows={name: words for name, words in rows.items() if words},
        employer=answer.request.employer_pays,
        months=answer.request.months,
        roles=[_role(role, tables) for role in plan.unlocks],
    )


@lru_cache(maxsize=64)
def _role(role: str, tables: Tables) -> dict[str, str]:
    """What a role's pay is by the newest source that is no claim, and by the article."""
    rows = salaries.by_source(tables["salaries"], role)
    names = roles.sources(tables)
    claim = rows[rows["measure"] == salaries.CLAIM].to_dict("records")
    seen = rows[(rows["measure"] == salaries.ADS) & ~rows["thin"]].to_dict("records")
    path = tables["paths"]
    told = [_pay(one, names) for one in seen[-1:]] + [
        f"the article claims {usd(one['median_usd'])}{'+' if one['bound'] == 'floor' else ''}" for one in claim
    ]
    return {"name": path.loc[path["path"] == role, "title"].iloc[0], "pay": "; ".join(told)}


def _pay(row: dict[Any, Any], names: Mapping[str, str]) -> str:
    middle = f"{thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}"
    return f"{middle}, median {thousands(row['median_usd'])} ({names[row['source']]}, n = {row['n']:,.0f})"


def steps(plan: Plan, tables: Tables, following: links.Pairs) -> str:
    """Each exam as a card: when, for how much, why, what it renews, what to build beside it."""
    codes = dict(zip(tables["certs"]["id"], tables["certs"]["code"], strict=True))
    titles = dict(zip(tables["sources"]["source"], tables["sources"]["title"], strict=True))
    return render("plan_steps.html", steps=[_step(one, codes, following) for one in plan.steps], titles=titles)


def _step(step: Step, codes: dict[str, str], following: links.Pairs) -> dict[str, Any]:
    saved = f", {step.hours_saved:.0f} saved by {codes.get(step.saved_from or '', '')}" if step.saved_from else ""
    told = {
        "Study": f"{day(step.study_from)} to {day(step.study_to)}, {step.hours:.0f} hours{saved} "
        f"(our range: {span(step.hours_low, step.hours_high, 'hours')})",
        "Price": f"{usd(step.net_usd)}{_listed(step)}",
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
    }


def _listed(step: Step) -> str:
    differs = step.list_usd is not None and step.list_usd != step.net_usd
    return f", list {usd(step.list_usd)}: {step.price_words}" if differs else ""


def _valid(step: Step) -> str:
    if step.never_expires:
        return "does not expire"
    return f"until {day(step.expires_on)}" if step.expires_on else "how long is not published"


def choices(stages: Sequence[Stage], plan: Plan | None, following: links.Pairs) -> str:
    """The article's path step by step with its choices open: each branch's price, date and difference, with a link."""
    return render("plan_choices.html", stages=[_stage(stage, plan, following) for stage in stages])


def _stage(stage: Stage, plan: Plan | None, following: links.Pairs) -> dict[str, Any]:
    return {"stage": stage, "branches": [_branch(one, plan, following) for one in stage.branches]}


def _branch(one: Branch, plan: Plan | None, following: links.Pairs) -> dict[str, Any]:
    sat = {(step.cert_id, step.beta) for step in plan.steps} if plan else set()
    here = (one.cert_id, one.way == "beta") in sat
    return {
        "one": one,
        "here": here,
        "href": address(one.change, following) if one.change else "",
        "act": ACTS.get(one.way, "take {}").format(one.code),
        "difference": "in this plan" if here else _difference(one),
    }


def _difference(one: Branch) -> str:
    money = "" if one.more_usd is None else f"{'+' if one.more_usd >= 0 else '-'}{usd(abs(one.more_usd) or 0.0)}"
    money = "same price" if one.more_usd == 0 else money
    weeks = round((one.more_days or 0) / 7)
    time = (
        ""
        if one.more_days is None
        else "same time"
        if not weeks
        else f"{weeks:+d} {'week' if abs(weeks) == 1 else 'weeks'}"
    )
    beyond = "" if one.fits else "beyond your limits"
    return ", ".join(part for part in (money, time, beyond) if part)


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
    titles = dict(zip(tables["sources"]["source"], tables["sources"]["title"], strict=True))
    left_out = [
        {"href": links.address(site.CERT, [("id", one.cert_id), *following]), "code": one.code, "why": one.why}
        for one in answer.left_out
    ]
    return render(
        "plan_rest.html",
        checks=plan.checks,
        left_out=left_out,
        assumptions=answer.assumptions,
        proof=answer.proof.words,
        titles=titles,
    )


def renewals(plan: Plan, tables: Tables) -> str:
    """The ledger's renewals up to the horizon, by date."""
    codes = dict(zip(tables["certs"]["id"], tables["certs"]["code"], strict=True))
    rows = [(day(one.day), codes[one.cert_id], one.kind, usd(one.net_usd), one.why) for one in plan.keeping]
    return render("plan_renewals.html", rows=rows, total=plan.keeping_total.words())
