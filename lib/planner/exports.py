"""A plan to take away: calendar file, Markdown, CSV, plain data. All carry sources, the as-of day and its link."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from lib.planner.findings import advice, price
from lib.planner.model import Answer, Event, Plan, Step
from lib.planner.shown import assumptions, left_out
from lib.text import count, day, listed, sentence, spreadsheet_safe, usd

PRODUCT = "-//Certwise//Sequence planner//EN"
COLUMNS = (
    *(
        "number",
        "code",
        "name",
        "vendor",
        "tier",
        "instead_of",
        "study_from",
        "study_to",
        "hours",
        "exam_day",
        "sit_by",
    ),
    *(
        "list_usd",
        "net_usd",
        "price_why",
        "price_source",
        "expires_on",
        "project",
        "reasons",
        "sources",
        "as_of",
        "link",
    ),
)
BUSY = ("exam",)
A_DAY = timedelta(days=1)


def calendar_file(answer: Answer, plan: Plan, link: str) -> bytes:
    """The plan as an iCalendar file (RFC 5545): all-day events, each with the plan's link, sources and as-of day.

    The id of an event is its kind and its certification: a newer file of the same plan moves events and doubles none.
    The stamp is the as-of day: the same plan is the same file to the byte.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", f"Certwise: {answer.title}")
    calendar.add("x-wr-calname", f"Certwise: {answer.title}")
    calendar.add("refresh-interval", A_DAY, {"VALUE": "DURATION"})
    steps = {step.cert_id: step for step in plan.steps}
    for event in plan.events:
        calendar.add_component(_entry(event, steps.get(event.cert_id), answer.request.on, link))
    return bytes(calendar.to_ical())


def _entry(event: Event, step: Step | None, on: date, link: str) -> CalendarEvent:
    made = CalendarEvent()
    made.add("uid", f"{event.kind.replace(' ', '-')}-{event.cert_id}@certwise")
    made.add("dtstamp", datetime.combine(on, time(), UTC))
    made.add("dtstart", event.start)
    made.add("dtend", event.end + timedelta(days=1) if event.end < date.max else event.end)
    made.add("summary", event.words)
    made.add("description", "\n".join(_described(event, step, on, link)))
    made.add("url", link)
    made.add("transp", "OPAQUE" if event.kind in BUSY else "TRANSPARENT")
    made.add("categories", [event.kind])
    return made


def _described(event: Event, step: Step | None, on: date, link: str) -> Iterator[str]:
    if step:
        yield step.name
        if event.kind == "exam":
            yield f"Price: {price(step)}"
            yield from (reason.words for reason in step.reasons)
        if event.kind == "study" and step.project:
            yield f"Project to finish beside it: {step.project}"
        yield from (f"Source: {source}" for source in step.sources)
    yield f"As known on {day(on)}. The plan: {link}"


def markdown(answer: Answer, plan: Plan, link: str) -> str:
    """The plan as Markdown: what it comes to, each exam with its reasons and sources, what it rests on."""
    return "\n".join([*_head(answer, plan, link), *_exams(plan), *_rest(answer, plan)]) + "\n"


def _head(answer: Answer, plan: Plan, link: str) -> Iterator[str]:
    yield f"# {_prose(answer.title)}"
    yield ""
    total = _prose(plan.total.words())
    yield f"{count(len(plan.steps), 'exam')}, {total}, from {day(plan.begins)} to {day(plan.ends)}."
    if plan.names:
        yield _prose(f"This plan is {listed([f'the {one}' for one in plan.names])}. {answer.proof.words}")
    yield f"As known on {day(answer.request.on)}. The plan: <{link}>"
    yield from (f"\n{who}: {_prose(words)}" for who, words in advice(answer).items())
    yield ""
    yield "| # | Exam | Study | Hours | Exam day | Sit by | Price | Expires |"
    yield "|---|---|---|---|---|---|---|---|"
    for step in plan.steps:
        yield "| " + " | ".join(_row(step)) + " |"


def _row(step: Step) -> tuple[str, ...]:
    expires = "never" if step.never_expires else day(step.expires_on) or "not published"
    study = f"{day(step.study_from)} to {day(step.study_to)}"
    code = _prose(step.code) + (" (beta)" if step.beta else "")
    sit_by = day(step.sit_by) or "no end announced"
    return str(step.number), code, study, f"{step.hours:g}", day(step.exam_day), sit_by, _prose(price(step)), expires


def _exams(plan: Plan) -> Iterator[str]:
    for step in plan.steps:
        yield f"\n## {step.number}. {_prose(step.name)}\n"
        yield from (f"- {_prose(reason.words)}" for reason in step.reasons)
        if step.project:
            yield f"- Project to finish beside it: {_prose(step.project)}"
        if step.price_source and step.net_usd is not None:
            yield f"- Price: {_prose(price(step))} ({_source(step.price_source)})"
        yield from (f"- Source: {_source(source)}" for source in step.sources)


def _rest(answer: Answer, plan: Plan) -> Iterator[str]:
    if plan.keeping:
        yield f"\n## Keeping them for {answer.request.months} months: {_prose(plan.keeping_total.words())}\n"
        codes = {one.cert_id: one.code for one in plan.steps} | {one.cert_id: one.code for one in answer.held}
        for entry in plan.keeping:
            code = codes.get(entry.cert_id, entry.cert_id)
            yield f"- {day(entry.day)}: {_prose(f'{entry.kind} of {code}, {usd(entry.net_usd)}, {entry.why}')}"
    if absent := left_out(answer, plan):
        yield "\n## What was left out\n"
        yield from (f"- {_prose(one.code)}: {_prose(sentence(one.why))}" for one in absent)
    yield "\n## What this rests on\n"
    for one in assumptions(answer, plan):
        source = "ours" if one.ours else ""
        source = ", ".join(part for part in (source, _source(one.source) if one.source else "") if part)
        yield f"- {_prose(one.words)}{f' ({source})' if source else ''}"


def _source(source: str) -> str:
    return f"<{source}>" if source.startswith(("http://", "https://")) else _prose(source)


def _prose(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_\[\]<>|#$~])", r"\\\1", " ".join(text.split()))


def csv_file(answer: Answer, plan: Plan, link: str) -> bytes:
    """The steps as CSV (RFC 4180), one row an exam, with cells that no spreadsheet runs; unknown prices are empty."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow(COLUMNS)
    for step in plan.steps:
        known = plain(step) | {
            "reasons": " ".join(reason.words for reason in step.reasons),
            "sources": "; ".join(step.sources),
            "as_of": answer.request.on.isoformat(),
            "link": link,
        }
        writer.writerow(["" if known[name] is None else spreadsheet_safe(known[name]) for name in COLUMNS])
    return sink.getvalue().encode()


def plain(value: Any) -> Any:
    """Any record of the planner as data that JSON can hold: mappings, lists, ISO days."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


class File(NamedTuple):
    """A form in which a plan can be taken away: what it is called, its media type, what makes it from a link."""

    label: str
    media: str
    made: Callable[[Answer, Plan, str], str | bytes]


FILES: Mapping[str, File] = {
    "ics": File("Calendar (.ics)", "text/calendar", calendar_file),
    "md": File("Text (Markdown)", "text/markdown", markdown),
    "csv": File("Table (CSV)", "text/csv", csv_file),
}
"""Every form, by the ending of its name."""
