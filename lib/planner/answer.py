"""The planner's answer to a request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lib.planner.assume import assumptions
from lib.planner.bounds import Bound
from lib.planner.catalogue import Catalogue
from lib.planner.goals import background_of, expiry
from lib.planner.model import Answer, Branch, Holds, LeftOut, Objective, Plan, Point, Proof, Request, Stage
from lib.planner.plans import plan_of
from lib.planner.problem import MICRO, Problem
from lib.planner.relax import binding, relaxations
from lib.planner.search import Found, Search, broadest, cheapest, fastest
from lib.planner.setting import Setting, setting_of
from lib.planner.stages import stages
from lib.planner.windows import windows
from lib.text import amount, count, day, listed, usd


def plan(request: Request, catalogue: Catalogue) -> Answer:
    """Up to three named plans for a request, the frontier, the path with its choices open, and what all rests on.

    No clock and no chance inside: the same request and catalogue give the same answer. Where nothing fits, `problem`
    says so in a sentence and `relaxations` are the smallest changes that help.
    """
    setting = setting_of(request, catalogue)
    search = Search(setting.problem)
    points = search.frontier()
    widest = (search.best(broadest, widely=True) if points else None) or next(iter(points), None)
    named = _named(points, widest)
    plans = tuple(plan_of(setting, found, names) for found, names in named.items())
    steps = stages(setting, plans)
    answer = Answer(
        request=request,
        path=setting.path.id,
        kind=setting.path.kind,
        title=setting.path.title,
        stages=steps,
        why=setting.path.why,
        today=setting.path.today,
        plans=plans,
        frontier=tuple(_points(setting, points, dict(zip(named, plans, strict=True)))),
        left_out=tuple(_left_out(setting, steps, plans)),
        assumptions=assumptions(setting, plans),
        notes=tuple(_notes(setting)),
        held=tuple(_held(setting)),
        proof=_proof(search, points),
    )
    return answer if plans else _impossible(answer, setting)


def _named(points: Sequence[Found], widest: Found | None) -> dict[Found, tuple[Objective, ...]]:
    """The named plans, collapsed where two are the same, in the order of their names."""
    if not points or widest is None:
        return {}
    best: dict[Objective, Found] = {"cheapest": points[0], "fastest": min(points, key=fastest), "broadest": widest}
    found: dict[Found, tuple[Objective, ...]] = {}
    for name, one in best.items():
        found[one] = (*found.get(one, ()), name)
    return found


def _points(setting: Setting, points: Sequence[Found], named: Mapping[Found, Plan]) -> Iterator[Point]:
    for found in points:
        whole = named[found] if found in named else plan_of(setting, found, ())
        yield Point(whole.total, whole.ends, whole.weeks, whole.cert_ids, whole.names, whole)


def _proof(search: Search, points: Sequence[Found]) -> Proof:
    """Exact, or how much cheaper or sooner a plan in what was not searched could be."""
    if not search.open:
        return Proof(True, search.nodes, words=f"Proven: {_proven(search.problem)}.")
    dollars, days = _gaps(search.open, points)
    gaps = [f"{amount(dollars)} cheaper"] if dollars else []
    gaps += [f"{count(days, 'day')} sooner"] if days else []
    better = f"a plan could be up to {listed(gaps, 'or')}" if gaps else "a broader plan could be missing"
    stopped = f"The search stopped at its limit of {search.limit:,} steps."
    words = f"{stopped} This is the best it found; {better}." if points else stopped
    return Proof(False, search.nodes, dollars, days, words)


def _proven(problem: Problem) -> str:
    """What an exact search shows, among the plans that grant as many of the reader's wishes."""
    said = "no plan is cheaper than the cheapest, sooner than the fastest or broader than the broadest"
    wishes = problem.take or any(one.wished for one in problem.clauses)
    return f"{said}, of those that take as much of what you prefer" if wishes else said


def _gaps(cut: Sequence[Bound], points: Sequence[Found]) -> tuple[float, int]:
    if not points:
        return 0.0, 0
    micro = min(points, key=cheapest).cost[1] - min(bound.cost for bound in cut)[1]
    days = min(points, key=fastest).day - min(bound.day for bound in cut)
    return max(0.0, micro / MICRO), max(0, days)


def _held(setting: Setting) -> Iterator[Holds]:
    for cert_id, earned in setting.holding.valid.items():
        cert = setting.catalogue.certs[cert_id]
        yield Holds(cert_id, cert.code, earned, expiry(cert, earned))


def _notes(setting: Setting) -> Iterator[str]:
    request = setting.request
    yield from setting.holding.notes
    if request.start is not None and request.start < request.on.replace(day=1):
        yield f"The start month is over: the plan starts on {day(setting.begins)}."
    if request.start is not None and request.start.year > request.on.year + 3:
        yield "Nothing is announced so far ahead: exams, prices and dates are as known today."
    if request.employer_pays and request.budget is not None:
        yield "The employer pays, so the budget does not bind."
    if request.cloud is not None and request.cloud not in setting.catalogue.clouds:
        yield f"{request.cloud} is not one of the clouds, so it is no preference."


def _left_out(setting: Setting, steps: Sequence[Stage], plans: Sequence[Plan]) -> Iterator[LeftOut]:
    """What the path or the background names and the first plan does not hold, each once."""
    planned = set(plans[0].cert_ids) if plans else set()
    said: dict[str, str] = {}
    for one in steps:
        for branch in one.branches:
            if branch.cert_id and branch.cert_id not in planned and branch.way != "held":
                optional = "optional: " if one.optional else ""
                said.setdefault(branch.cert_id, optional + _instead(branch))
    said |= {one: why for one, why in setting.refused.items() if one not in said}
    for cert_id in background_of(setting.request, setting.catalogue) if setting.request.goal else ():
        if cert_id not in planned | set(said) | set(setting.holding.valid) and _is_open(setting, cert_id):
            said[cert_id] = f"your background's own sequence has it, “{setting.path.title}” does not ask for it"
    for cert_id, why in said.items():
        yield LeftOut(cert_id, setting.catalogue.certs[cert_id].code, why)


def _is_open(setting: Setting, cert_id: str) -> bool:
    """Whether an exam can be sat on the day that the plan begins."""
    request, cert = setting.request, setting.catalogue.certs[cert_id]
    found = windows(cert, on=request.on, language=request.language)
    return any(one.opens <= setting.begins <= one.closes and not one.beta for one in found)


def _instead(branch: Branch) -> str:
    """What the other branch would change, against the first plan."""
    if branch.needs:
        return f"reached in time only with {branch.needs}"
    if branch.total is None or branch.more_days is None:
        return "no plan with it fits"
    dollars, days = branch.more_usd, branch.more_days
    cost = "the same price" if dollars == 0 else _more(usd(abs(dollars or 0)), dollars or 0, "cheaper")
    cost = f"{branch.total.words()} in all" if dollars is None else cost
    time = "the same time" if days == 0 else _more(count(abs(days), "day"), days, "sooner")
    return f"with it the plan is {cost} and {time}{'' if branch.fits else ', beyond a limit'}"


def _more(amount: str, change: float, less: str) -> str:
    more = {"cheaper": "dearer", "sooner": "later"}[less]
    return f"{amount} {more if change > 0 else less}"


def _impossible(answer: Answer, setting: Setting) -> Answer:
    found = relaxations(setting.request, setting.catalogue)
    if not answer.proof.exact:
        problem = f"{answer.proof.words} Until then it had found no plan; there may be one."
    elif found:
        changes = listed([one.words for one in found], "or")
        problem = f"No plan fits {binding(setting.request, found)}. What would help: {changes}."
    else:
        closed = [
            one for one in answer.stages if not one.optional and not any(branch.cert_id for branch in one.branches)
        ]
        steps = listed([f"step {one.number} ({one.asks})" for one in closed])
        why = f"{steps} cannot be sat" if steps else "its exams end before they can be reached"
        problem = f"“{answer.title}” cannot be completed: {why}, and no change of a limit helps."
    return replace(answer, problem=problem, relaxations=found)
