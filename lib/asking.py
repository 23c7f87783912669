"""What an address asks the planner, and the address of a request: each the other's inverse.

Certifications are written by slug; one that is held may carry its month, `have=aws-ai-practitioner:2025-03`, and one
with study hours of the reader's own carries them, `study=aws-ai-practitioner:40`. What equals the default is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from lib import links, values
from lib.planner import OBJECTIVES, Answer, Plan, Request
from lib.store import Tables

EARNED = date(2010, 1, 1)
MOST_HELD = 80
MOST_OWN = 40
DEFAULT = Request(on=date.min)
WEEK, MONEY, MONTHS, WORKED, PERCENT, MOST = (1, 80), (0, 20_000), (12, 120), (0, 600), (5, 100), (1, 20)
KNOWN = (0, 75)
STUDY = (0, 2000)


@dataclass(frozen=True)
class Asked:
    """A request as the address has it (its day is set by the page), the plan to show, and a link's own report.

    `shown` is one of the objectives or the number of a point of the frontier, as text. `made` and `steps` are what a
    shared link carries of the plan that it was made with.
    """

    request: Request = field(default_factory=lambda: DEFAULT)
    shown: str = ""
    made: date | None = None
    steps: str = ""


Reader = Callable[[Asked, str], Asked]


def readers(tables: Tables) -> Mapping[str, Reader]:
    """A reader for each key of the planner's address. Each raises `lib.values.NotUnderstood`."""
    return {
        "from": _set("background", lambda value: values.one_of(value, paths(tables, "sequence"))),
        "goal": _set("goal", lambda value: values.one_of(value, paths(tables, "role", "outcome", "verdict"))),
        "have": lambda asked, value: _hold(asked, value, tables),
        "start": _set("start", values.month),
        "by": _set("by", values.day),
        "week": _set("hours_week", partial(values.number, what="study", unit="hours a week", ends=WEEK)),
        "budget": _set("budget", partial(values.number, what="a budget", unit="dollars", ends=MONEY)),
        "cloud": _set("cloud", lambda value: values.one_of(value, clouds(tables))),
        "most": _set("vendor_limit", partial(values.whole, what="the most from one vendor", unit="exams", ends=MOST)),
        "beta": _set("beta", values.switch),
        "language": _set("language", lambda value: values.one_of(value, links.languages(tables))),
        "employer": _set("employer_pays", values.switch),
        "vouchers": _set("vouchers", partial(values.switch, default=True)),
        "overlap": _share("overlap", "what is known already", KNOWN),
        "chance": _share("chance", "a pass chance", PERCENT),
        "worked": _set("worked", partial(values.whole, what="hands-on work", unit="months", ends=WORKED)),
        "horizon": _set("months", partial(values.whole, what="the horizon", unit="months", ends=MONTHS)),
        "take": lambda asked, value: _take(asked, value, tables),
        "study": lambda asked, value: _study(asked, value, tables),
        "plan": _shown,
        "made": lambda asked, value: replace(asked, made=values.day(value)),
        "steps": lambda asked, value: replace(asked, steps=value),
    }


def paths(tables: Tables, *kinds: str) -> list[str]:
    """The ids of the article's paths of some kinds, in its order."""
    rows = tables["paths"]
    return [str(one) for one in rows.loc[rows["kind"].isin(kinds), "path"]]


def clouds(tables: Tables) -> list[str]:
    """The vendors that are one of the three clouds."""
    rows = tables["vendors"]
    return [str(one) for one in rows.loc[rows["cloud"], "vendor"]]


def _set(name: str, understood: Callable[[str], object]) -> Reader:
    return lambda asked, value: replace(asked, request=replace(asked.request, **{name: understood(value)}))  # type: ignore[arg-type]


def _share(name: str, what: str, ends: tuple[int, int]) -> Reader:
    return _set(name, lambda value: values.whole(value, what, "percent", ends) / 100)


def _cert(written: str, tables: Tables) -> str:
    found = links.cert_id(written, tables)
    if found is None:
        raise values.NotUnderstood("there is no such certification")
    return found


def _hold(asked: Asked, value: str, tables: Tables) -> Asked:
    written, _, earned = value.partition(":")
    held = dict(asked.request.have) | {_cert(written, tables): values.month(earned, EARNED) if earned else None}
    if len(held) > MOST_HELD:
        raise values.TooMany(f"{MOST_HELD} certifications that are held are counted; the others were left out.")
    return replace(asked, request=replace(asked.request, have=tuple(sorted(held.items()))))


def _take(asked: Asked, value: str, tables: Tables) -> Asked:
    chosen = {*asked.request.take, _cert(value, tables)}
    if len(chosen) > MOST_OWN:
        raise values.TooMany(f"{MOST_OWN} branches can be asked for; the others were left out.")
    return replace(asked, request=replace(asked.request, take=tuple(sorted(chosen))))


def _study(asked: Asked, value: str, tables: Tables) -> Asked:
    written, _, told = value.partition(":")
    own = dict(asked.request.hours) | {_cert(written, tables): values.number(told, "study", "hours", STUDY)}
    if len(own) > MOST_OWN:
        raise values.TooMany(f"Hours of {MOST_OWN} certifications are counted; the others were left out.")
    return replace(asked, request=replace(asked.request, hours=tuple(sorted(own.items()))))


def _shown(asked: Asked, value: str) -> Asked:
    if value not in OBJECTIVES and not (value.isascii() and value.isdecimal() and len(value) < 4):
        raise values.NotUnderstood(values.NO_CHOICE)
    return replace(asked, shown=value)


def with_day(asked: Asked, on: date) -> Request:
    """The request of an address as of a day."""
    return replace(asked.request, on=on)


def chosen(answer: Answer, shown: str) -> Plan | None:
    """The plan that the address asks for: by what it is best at, or by its place on the frontier; else the first."""
    if shown.isdecimal() and int(shown) < len(answer.frontier):
        return answer.frontier[int(shown)].plan
    return next((plan for plan in answer.plans if shown in plan.names), answer.best)


def pairs(request: Request) -> links.Pairs:
    """The address of a request, in a fixed order, without what equals the default and without its day."""
    one = request
    told: list[tuple[str, str | None]] = [
        ("from", one.background),
        ("goal", one.goal),
        *(("have", cert if earned is None else f"{cert}:{earned:%Y-%m}") for cert, earned in one.have),
        ("start", f"{one.start:%Y-%m}" if one.start else None),
        ("by", one.by.isoformat() if one.by else None),
        ("week", _unless(one.hours_week, DEFAULT.hours_week)),
        ("budget", None if one.budget is None else values.written(one.budget)),
        ("cloud", one.cloud),
        ("most", None if one.vendor_limit is None else str(one.vendor_limit)),
        ("beta", "1" if one.beta else None),
        ("language", one.language),
        ("employer", "1" if one.employer_pays else None),
        ("vouchers", None if one.vouchers else "0"),
        ("overlap", _unless(round(one.overlap * 100), round(DEFAULT.overlap * 100))),
        ("chance", _unless(round(one.chance * 100), 100)),
        ("worked", _unless(one.worked, 0)),
        ("horizon", _unless(one.months, DEFAULT.months)),
        *(("take", cert) for cert in one.take),
        *(("study", f"{cert}:{values.written(hours)}") for cert, hours in one.hours),
    ]
    return [(key, value) for key, value in told if value is not None]


def _unless(value: float, default: float) -> str | None:
    return None if value == default else values.written(value)
