"""Files of a plan: each carries sources, the as-of day and the link, and has the same bytes every time."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from lib import planner
from lib.planner.catalogue import Choice, Life, Path, PathStep
from tests.planner.worlds import catalogue, cert, request_of, step

LINK = "https://certwise.example/planner?goal=verdict&take=nvidia-nca-genl"


NAMED = (
    "aws-ai-practitioner",
    "azure-ai-engineer-associate",
    "databricks-ml-associate",
    "cncf-cka",
    "nvidia-nca-genl",
)
STEPS = tuple(PathStep(number, (Choice(cert=one),)) for number, one in enumerate(NAMED, 1))
FIVE = Path("five", "outcome", "Five steps", STEPS)
REQUEST = planner.PlanRequest.of(on=date(2026, 11, 22), goal="five")


@pytest.fixture(scope="module")
def five(shipped_catalogue):
    """An answer whose plan has five steps."""
    return planner.plan(REQUEST, replace(shipped_catalogue, paths={**shipped_catalogue.paths, "five": FIVE}))


def calendar(answer):
    return Calendar.from_ical(planner.calendar_file(answer, answer.best, LINK))


def test_the_calendar_has_an_all_day_event_for_each_study_block_exam_and_expiry(five):
    events = calendar(five).walk("VEVENT")
    entries = [(str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND")) for e in events]
    for exam in five.best.steps:
        assert (f"Exam {exam.code}", exam.exam_day, exam.exam_day + timedelta(days=1)) in entries
        assert (f"Study for {exam.code}, {exam.hours:g} hours", exam.study_from, exam.exam_day) in entries
    assert {type(start) for _, start, _ in entries} == {date}
    assert len([words for words, _, _ in entries if "expires" in words]) == 5


def test_every_event_has_its_own_stable_id_the_link_the_as_of_day_and_the_sources(five):
    events = calendar(five).walk("VEVENT")
    ids = [str(event["UID"]) for event in events]
    assert len(set(ids)) == len(ids)
    assert "exam-cncf-cka@certwise" in ids
    for event in events:
        assert str(event["URL"]) == LINK
        assert "As known on 22 Nov 2026" in str(event["DESCRIPTION"])
        assert "Source: " in str(event["DESCRIPTION"])


def test_the_calendar_keeps_to_rfc_5545(five):
    content = planner.calendar_file(five, five.best, LINK)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    parsed = calendar(five)
    assert (str(parsed["PRODID"]), str(parsed["VERSION"])) == ("-//Certwise//Sequence planner//EN", "2.0")
    assert parsed.to_ical() == content
    assert [event.errors for event in parsed.walk()] == [[] for _ in parsed.walk()]


def test_text_in_the_calendar_is_text_whatever_is_in_it():
    odd = cert("a", life=Life(), project="Read; write, \\ and\nBEGIN:VEVENT")
    answer = planner.plan(request_of(), catalogue(odd, steps=[step(1, "a")]))
    events = calendar(answer).walk("VEVENT")
    assert len(events) == len(answer.best.events)
    assert "Read; write, \\ and\nBEGIN:VEVENT" in str(events[0]["DESCRIPTION"])


def test_markdown_has_the_plan_its_reasons_its_sources_and_what_it_rests_on(five):
    text = planner.markdown(five, five.best, LINK)
    assert text.startswith("# Five steps\n\n5 exams, \\$1,035, from 22 Nov 2026 to ")
    assert f"As known on 22 Nov 2026. The plan: <{LINK}>" in text
    for exam in five.best.steps:
        assert f"## {exam.number}. " in text
        assert all(f"<{source}>" in text for source in exam.sources if source.startswith("http"))
    assert "- Takes the place of AI-102: its last exam day was 30 Jun 2026." in text
    assert "No vendor publishes study hours" in text


def test_a_plan_opened_again_is_the_same_to_the_byte(five, tables):
    shipped = planner.catalogue_of(tables)
    backwards = dict(reversed(shipped.certs.items()))
    again = planner.plan(REQUEST, replace(shipped, certs=backwards, paths={"five": FIVE, **shipped.paths}))
    for file in (planner.markdown, planner.csv_file, planner.calendar_file):
        assert file(again, again.best, LINK) == file(five, five.best, LINK)


def test_csv_has_a_row_for_each_exam_and_no_cell_that_a_spreadsheet_runs():
    nasty = cert("a", price=None, project="=HYPERLINK(1)")
    answer = planner.plan(request_of(), catalogue(nasty, steps=[step(1, "a")]))
    row = next(csv.DictReader(io.StringIO(planner.csv_file(answer, answer.best, LINK).decode())))
    assert (row["code"], row["exam_day"], row["list_usd"], row["net_usd"]) == ("A", "2026-07-05", "", "")
    assert row["project"] == "'=HYPERLINK(1)"
    assert (row["as_of"], row["link"], row["sources"]) == ("2026-06-15", LINK, "https://example.org/a")


def test_an_answer_is_plain_data(five):
    data = json.loads(json.dumps(planner.json_data(five)))
    assert data["plans"][0]["steps"][0]["exam_day"] == five.best.steps[0].exam_day.isoformat()
    assert data["request"]["on"] == "2026-11-22"
    assert data["plans"][0]["total"] == {"known_usd": 1035.0, "unknown": []}


def test_markdown_shows_names_as_they_are():
    odd = replace(cert("a"), name="<script> | $x$ *y* [z](w)")
    answer = planner.plan(request_of(), catalogue(odd, steps=[step(1, "a")]))
    assert "## 1. \\<script\\> \\| \\$x\\$ \\*y\\* \\[z\\](w)" in planner.markdown(answer, answer.best, LINK)
