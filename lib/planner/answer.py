"""The planner's answer to a request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lib.planner.assume import assumptions
from lib.planner.bounds import Bound
from lib.planner.catalogue import Catalogue
from lib.planner.goals import background_of, held_until
from lib.planner.model import Branch, HeldCert, LeftOut, Objective, Plan, PlanAnswer, Point, Proof, Stage
from lib.planner.planning_context import PlanningContext, context_of
from lib.planner.plans import plan_of
from lib.planner.problem import MICRO, SearchProblem
from lib.planner.relax import binding, relaxations
from lib.planner.request import PlanRequest
from lib.planner.search import Candidate, Search, broadest, cheapest, fastest
from lib.planner.stages import stages
from lib.planner.windows import windows
from lib.text import amount, count, day, listed, usd


def plan(request: PlanRequest, catalogue: Catalogue) -> PlanAnswer:
    """Up to three named plans for a request, the frontier, the path with its choices open, and the assumptions.

    It uses no clock and no random numbers: the same request and catalogue give the same answer. Where nothing fits,
    `problem` says so in a sentence, and `relaxations` are the smallest changes that help.
    """
    context = context_of(request, catalogue)
    search = Search(context.problem)
    points = search.frontier()
    broad = (search.best(broadest, with_optional=True) if points else None) or next(iter(points), None)
    named = _named(points, broad)
    plans = tuple(plan_of(context, candidate, names) for candidate, names in named.items())
    path_stages = stages(context, plans)
    answer = PlanAnswer(
        request=request,
        path=context.path.id,
        kind=context.path.kind,
        title=context.path.title,
        stages=path_stages,
        why=context.path.why,
        today=context.path.today,
        plans=plans,
        frontier=tuple(_points(context, points, dict(zip(named, plans, strict=True)))),
        left_out=tuple(_left_out(context, path_stages, plans)),
        assumptions=assumptions(context, plans),
        notes=tuple(_notes(context)),
        held=tuple(_held(context)),
        proof=_proof(search, points),
    )
    return answer if plans else _impossible(answer, context)


def _named(points: Sequence[Candidate], broad: Candidate | None) -> dict[Candidate, tuple[Objective, ...]]:
    """The candidates of the named plans, each with its names: one may be the best at several things."""
    if not points or broad is None:
        return {}
    best: dict[Objective, Candidate] = {"cheapest": points[0], "fastest": min(points, key=fastest), "broadest": broad}
    named: dict[Candidate, tuple[Objective, ...]] = {}
    for objective, candidate in best.items():
        named[candidate] = (*named.get(candidate, ()), objective)
    return named


def _points(context: PlanningContext, points: Sequence[Candidate], named: Mapping[Candidate, Plan]) -> Iterator[Point]:
    for candidate in points:
        plan = named[candidate] if candidate in named else plan_of(context, candidate, ())
        yield Point(plan.total, plan.ends, plan.weeks, plan.cert_ids, plan.names, plan)


def _proof(search: Search, points: Sequence[Candidate]) -> Proof:
    """Whether the search is exact; if not, how much cheaper or sooner a plan could be in what it did not look at."""
    if not search.open:
        return Proof(True, search.nodes, words=f"Proven: {_proven(search.problem)}.")
    dollars, days = _gaps(search.open, points)
    gaps = [f"{amount(dollars)} cheaper"] if dollars else []
    gaps += [f"{count(days, 'day')} sooner"] if days else []
    better = f"a plan could be up to {listed(gaps, 'or')}" if gaps else "a broader plan could be missing"
    stopped = f"The search stopped at its limit of {search.limit:,} steps."
    words = f"{stopped} This is the best it found; {better}." if points else stopped
    return Proof(False, search.nodes, dollars, days, words)


def _proven(problem: SearchProblem) -> str:
    """What an exact search shows, among the plans that grant as many of the reader's wishes."""
    words = "no plan is cheaper than the cheapest, sooner than the fastest or broader than the broadest"
    has_wishes = problem.requested or any(clause.prefers_cloud for clause in problem.clauses)
    return f"{words}, of those that take as much of what you prefer" if has_wishes else words


def _gaps(open_bounds: Sequence[Bound], points: Sequence[Candidate]) -> tuple[float, int]:
    """By how many dollars and days a plan in what was not searched could be better than the best ones found."""
    if not points:
        return 0.0, 0
    micro = min(points, key=cheapest).cost[1] - min(bound.cost for bound in open_bounds)[1]
    days = min(points, key=fastest).day - min(bound.day for bound in open_bounds)
    return max(0.0, micro / MICRO), max(0, days)


def _held(context: PlanningContext) -> Iterator[HeldCert]:
    for cert_id, earned in context.holding.valid.items():
        cert = context.catalogue.certs[cert_id]
        yield HeldCert(cert_id, cert.code, earned, held_until(cert, earned))


def _notes(context: PlanningContext) -> Iterator[str]:
    request = context.request
    yield from context.holding.notes
    if request.start is not None and request.start < request.on.replace(day=1):
        yield f"The start month is over: the plan starts on {day(context.begins)}."
    if request.start is not None and request.start.year > request.on.year + 3:
        yield "Nothing is announced so far ahead: exams, prices and dates are as known today."
    if request.employer_pays and request.budget is not None:
        yield "The employer pays, so the budget does not bind."
    if request.cloud is not None and request.cloud not in context.catalogue.clouds:
        yield f"{request.cloud} is not one of the clouds, so it is no preference."


def _left_out(context: PlanningContext, path_stages: Sequence[Stage], plans: Sequence[Plan]) -> Iterator[LeftOut]:
    """The certifications that the path or the background names and the first plan does not have, each once, with why.

    The reasons are, in this order: what its branch would change, why it cannot be planned, that the path does not ask
    for it.
    """
    planned = set(plans[0].cert_ids) if plans else set()
    reasons: dict[str, str] = {}
    for stage in path_stages:
        for branch in stage.branches:
            if branch.cert_id and branch.cert_id not in planned and branch.way != "held":
                optional = "optional: " if stage.optional else ""
                reasons.setdefault(branch.cert_id, optional + _instead(branch))
    reasons |= {cert_id: why for cert_id, why in context.refused.items() if cert_id not in reasons}
    for cert_id in background_of(context.request, context.catalogue) if context.request.goal else ():
        if cert_id not in planned | set(reasons) | set(context.holding.valid) and _is_open(context, cert_id):
            reasons[cert_id] = f"your background's own sequence has it, “{context.path.title}” does not ask for it"
    for cert_id, why in reasons.items():
        yield LeftOut(cert_id, context.catalogue.certs[cert_id].code, why)


def _is_open(context: PlanningContext, cert_id: str) -> bool:
    """Whether an exam can be sat on the day that the plan begins, and not as a beta."""
    request, cert = context.request, context.catalogue.certs[cert_id]
    exam_windows = windows(cert, on=request.on, language=request.language)
    return any(window.opens <= context.begins <= window.closes and not window.beta for window in exam_windows)


def _instead(branch: Branch) -> str:
    """What another branch would change in the first plan."""
    if branch.needs:
        return f"reached in time only with {branch.needs}"
    if branch.total is None or branch.more_days is None:
        return "no plan with it fits"
    dollars, days = branch.more_usd, branch.more_days
    cost = "the same price" if dollars == 0 else _change(usd(abs(dollars or 0)), dollars or 0, "dearer", "cheaper")
    cost = f"{branch.total.words()} in all" if dollars is None else cost
    time = "the same time" if days == 0 else _change(count(abs(days), "day"), days, "later", "sooner")
    return f"with it the plan is {cost} and {time}{'' if branch.fits else ', beyond a limit'}"


def _change(words: str, change: float, if_more: str, if_less: str) -> str:
    """`$30 dearer`, `2 days sooner`."""
    return f"{words} {if_more if change > 0 else if_less}"


def _impossible(answer: PlanAnswer, context: PlanningContext) -> PlanAnswer:
    """The answer where no plan fits: why, and which changes would help."""
    changes = relaxations(context.request, context.catalogue)
    if not answer.proof.exact:
        problem = f"{answer.proof.words} Until then it had found no plan; there may be one."
    elif changes:
        words = listed([change.words for change in changes], "or")
        problem = f"No plan fits {binding(context.request, changes)}. What would help: {words}."
    else:
        required = [stage for stage in answer.stages if not stage.optional]
        closed = [stage for stage in required if not any(branch.cert_id for branch in stage.branches)]
        steps = listed([f"step {stage.number} ({stage.asks})" for stage in closed])
        why = f"{steps} cannot be sat" if steps else "its exams end before they can be reached"
        problem = f"“{answer.title}” cannot be completed: {why}, and no change of a limit helps."
    return replace(answer, problem=problem, relaxations=changes)
