"""A plan as a file: calendar, Markdown, CSV, JSON. The files carry sources, the as-of day and the link of the plan."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from icalendar import Calendar, vText
from icalendar import Event as CalendarEvent

from lib.planner.beside_plan import assumptions, left_out
from lib.planner.findings import advice, price
from lib.planner.model import Event, Plan, PlanAnswer, Step
from lib.records.characters import one_line, printable
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
ADDRESS = re.compile(r"https?://[!-;=?-~]+")  # what can stand between < and >
BUSY = ("exam",)
A_DAY = timedelta(days=1)


def calendar_file(answer: PlanAnswer, plan: Plan, link: str) -> bytes:
    """The plan as an iCalendar file (RFC 5545): all-day events, each with the plan's link, sources and as-of day.

    The id of an event is its kind and its certification, so that a newer file of the same plan moves events and doubles
    none. The time stamp is the as-of day, so that the same plan gives the same bytes.
    """
    calendar, name = Calendar(), vText(one_line(f"Certwise: {answer.title}"))
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", A_DAY, {"VALUE": "DURATION"})
    steps = {step.cert_id: step for step in plan.steps}
    for event in plan.events:
        calendar.add_component(_component(event, steps.get(event.cert_id), answer.request.on, link))
    return bytes(calendar.to_ical())


def _component(event: Event, step: Step | None, on: date, link: str) -> CalendarEvent:
    component = CalendarEvent()
    component.add("uid", one_line(f"{event.kind.replace(' ', '-')}-{event.cert_id}@certwise"))
    component.add("dtstamp", datetime.combine(on, time(), UTC))
    component.add("dtstart", event.start)
    component.add("dtend", event.end + timedelta(days=1) if event.end < date.max else event.end)
    component.add("summary", one_line(event.words))
    component.add("description", printable("\n".join(_description(event, step, on, link))))
    component.add("url", link)
    component.add("transp", "OPAQUE" if event.kind in BUSY else "TRANSPARENT")
    component.add("categories", [event.kind])
    return component


def _description(event: Event, step: Step | None, on: date, link: str) -> Iterator[str]:
    if step:
        yield step.name
        if event.kind == "exam":
            yield f"Price: {price(step)}"
            yield from (reason.words for reason in step.reasons)
        if event.kind == "study" and step.project:
            yield f"Project to finish beside it: {step.project}"
        yield from (f"Source: {source}" for source in step.sources)
    yield f"As known on {day(on)}. The plan: {link}"


def markdown(answer: PlanAnswer, plan: Plan, link: str) -> str:
    """The plan as Markdown: a summary, each exam with its reasons and sources, what was left out, the assumptions."""
    return "\n".join([*_head(answer, plan, link), *_exams(plan), *_remarks(answer, plan)]) + "\n"


def _head(answer: PlanAnswer, plan: Plan, link: str) -> Iterator[str]:
    yield f"# {_prose(answer.title)}"
    yield ""
    total = _prose(plan.total.words())
    yield f"{count(len(plan.steps), 'exam')}, {total}, from {day(plan.begins)} to {day(plan.ends)}."
    if plan.names:
        yield _prose(f"This plan is {listed([f'the {name}' for name in plan.names])}. {answer.proof.words}")
    yield f"As known on {day(answer.request.on)}. The plan: <{link}>"
    yield from (f"\n{heading}: {_prose(words)}" for heading, words in advice(answer).items())
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


def _remarks(answer: PlanAnswer, plan: Plan) -> Iterator[str]:
    if plan.keeping:
        yield f"\n## Keeping them for {answer.request.months} months: {_prose(plan.keeping_total.words())}\n"
        codes = {step.cert_id: step.code for step in plan.steps} | {cert.cert_id: cert.code for cert in answer.held}
        for entry in plan.keeping:
            code = codes.get(entry.cert_id, entry.cert_id)
            yield f"- {day(entry.day)}: {_prose(f'{entry.kind} of {code}, {usd(entry.net_usd)}, {entry.why}')}"
    if absent := left_out(answer, plan):
        yield "\n## What was left out\n"
        yield from (f"- {_prose(cert.code)}: {_prose(sentence(cert.why))}" for cert in absent)
    yield "\n## What this rests on\n"
    for assumption in assumptions(answer, plan):
        origins = ("ours" if assumption.ours else "", _source(assumption.source) if assumption.source else "")
        source = ", ".join(origin for origin in origins if origin)
        yield f"- {_prose(assumption.words)}{f' ({source})' if source else ''}"


def _source(source: str) -> str:
    return f"<{source}>" if ADDRESS.fullmatch(source) else _prose(source)


def _prose(text: str) -> str:
    """Text escaped for Markdown, on one line, also at the start of a list item."""
    line = re.sub(r"([\\`*_\[\]<>|#$~]|&(?=#?\w+;))", r"\\\1", one_line(text))
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", line)


def csv_file(answer: PlanAnswer, plan: Plan, link: str) -> bytes:
    """The steps as CSV (RFC 4180, UTF-8), one row per exam.

    Unknown prices are empty. Cells that a spreadsheet would run as formulas are escaped.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow(COLUMNS)
    for step in plan.steps:
        cells = json_data(step) | {
            "reasons": " ".join(reason.words for reason in step.reasons),
            "sources": "; ".join(step.sources),
            "as_of": answer.request.on.isoformat(),
            "link": link,
        }
        writer.writerow(["" if cells[name] is None else spreadsheet_safe(cells[name]) for name in COLUMNS])
    return sink.getvalue().encode()


def json_data(value: Any) -> Any:
    """A record of the planner as data that JSON can hold: mappings, lists, dates as ISO strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: json_data(part) for name, part in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [json_data(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


class ExportFormat(NamedTuple):
    """A file format of a plan: its label, its media type, and the contents of the file for a plan and its link."""

    label: str
    media: str
    contents: Callable[[PlanAnswer, Plan, str], str | bytes]


FILES: Mapping[str, ExportFormat] = {
    "ics": ExportFormat("Calendar (.ics)", "text/calendar", calendar_file),
    "md": ExportFormat("Text (Markdown)", "text/markdown", markdown),
    "csv": ExportFormat("Table (CSV)", "text/csv", csv_file),
}
"""Every file format, by the extension of its name."""
