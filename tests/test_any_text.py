"""Any text goes through every export and comes back: no character breaks a file or becomes part of its form."""

import csv
import io
import json
import unicodedata
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from starlette.requests import Request

from lib import planner
from lib.records.characters import UNWANTED, one_line, printable, unwanted, visible
from lib.tables.export import FORMATS, rows_file, table_file
from lib.tables.store import Tables
from lib.web.routes.signposts import Sitemap
from tests.planner.worlds import catalogue, cert, request_of, step
from tests.web.asgi_client import scope
from tests.web.table_sets import Client, Shelf, api

LINK = "https://certwise.example/planner?goal=p"
HOSTILE = [
    "a\nb",
    "a\r\nBEGIN:VEVENT\rEND:VCALENDAR",
    "a\x00b\x1b[2J\x7f\x85\x9b",
    "\u202eabc\u2066d\u200be\ufefff\u2028g\u2029h\ufffei\U0010ffffj",
    "\u200b=1+1",
    "\x00@SUM(1)",
    '"; X-A=1:\\n\\,',
    "| a | b\n|---|---|\n# c\n- d\n1. e\n> f\n```g",
    "- a",
    "1) a",
    "&lt;b&gt; &#35; <b>c</b> ![d](e) [f](g) $h$ \\",
]
PIECES = st.sampled_from([*HOSTILE, *"\n\r\t\x00\x1b\x85\u2028\u202e\u200b\ufeff\ufffe;:,\"'\\=+-@|<>&#*_`[]()!~$"])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=5).map("".join)
"""Texts of any characters, mostly of those that mean something to a format."""


def any_text(test):
    """Run a test on many texts, and on each of the hostile ones."""
    test = settings(max_examples=60)(given(text=TEXTS)(test))
    for text in HOSTILE:
        test = example(text=text)(test)
    return test


def planned(text):
    """The answer to a request in a catalogue in which a text stands wherever a text can stand."""
    odd = replace(cert("a", project=text), code=text, name=text, sources=(text, f"https://example.org/{text}"))
    known = catalogue(odd, steps=[step(1, "a")])
    known = replace(known, paths={"p": replace(known.paths["p"], title=text)})
    return planner.plan(request_of(), known)


PLAIN = {"text", "text_special", "softbreak", "link_open", "link_close"}

NAMES = (b"\nNAME:", b"\nX-WR-CALNAME:")


def name_of(content):
    """The name of a calendar; the library knows text where it is a summary."""
    (name,) = {str(Calendar.from_ical(content.replace(key, b"\nSUMMARY:"))["SUMMARY"]) for key in NAMES}
    return name


def shown(markdown):
    """Markdown as a reader of it sees it: the text of every block, one after the other."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    blocks = [(token.type, token.content, token.children) for token in tokens]
    assert not [kind for kind, *_ in blocks if kind in ("html_block", "fence", "code_block", "hr", "blockquote_open")]
    inline = [children for kind, _, children in blocks if kind == "inline"]
    assert {child.type for children in inline for child in children} <= PLAIN
    return ["".join(child.content for child in children) for children in inline]


# Plans ───────────────────────────────────────────────────────────────────────


@any_text
def test_a_calendar_is_read_back_with_any_text_in_it(text):
    answer = planned(text)
    content = planner.calendar_file(answer, answer.best, LINK)
    parsed = Calendar.from_ical(content)
    events = parsed.walk("VEVENT")
    assert len(events) == len(answer.best.events)
    assert name_of(content) == one_line(f"Certwise: {text}")
    assert [str(event["SUMMARY"]) for event in events] == [one_line(event.words) for event in answer.best.events]
    assert all(printable(text) in str(event["DESCRIPTION"]) for event in events)
    assert not UNWANTED.search(content.decode().replace("\r\n", "").replace("\t", ""))


@any_text
def test_the_table_of_a_plan_is_read_back_with_any_text_in_it(text):
    answer = planned(text)
    (row,) = csv.DictReader(io.StringIO(planner.csv_file(answer, answer.best, LINK).decode(), newline=""))
    assert [row[name].removeprefix("'") for name in ("code", "name", "project")] == [
        printable(text).removeprefix("'")
    ] * 3
    assert list(row) == list(planner.exports.COLUMNS)


@any_text
def test_markdown_shows_any_text_as_it_is(text):
    answer = planned(text)
    blocks = shown(planner.markdown(answer, answer.best, LINK))
    assert blocks[0] == one_line(text)
    assert f"1. {one_line(text)}".strip() in blocks
    assert one_line(f"Project to finish beside it: {text}") in blocks if text else blocks
    assert f"Source: {one_line(text)}".strip() in blocks
    assert blocks.count("What this rests on") >= 1


@any_text
def test_a_plan_as_data_is_read_back_with_any_text_in_it(text):
    answer = planned(text)
    (one,) = json.loads(json.dumps(planner.json_data(answer.best)))["steps"]
    assert (one["name"], one["project"], one["sources"][0]) == (text, text, text)


# Tables ──────────────────────────────────────────────────────────────────────


@any_text
def test_a_table_as_json_and_parquet_is_read_back_with_any_text_as_it_is(cert_rows, text):
    frame = cert_rows({"name": text, "codes": [text, "b"]})
    rows = [json.loads(table_file(frame, "certs", "JSON"))[0]]
    rows += pq.read_table(pa.BufferReader(table_file(frame, "certs", "Parquet"))).to_pylist()
    assert [(row["name"], row["codes"]) for row in rows] == [(text or None, [text, "b"])] * 2 or text == ""


@any_text
def test_a_table_as_csv_is_read_back_with_any_text_in_it(cert_rows, text):
    content = table_file(cert_rows({"name": text, "codes": [text, "b"]}), "certs", "CSV").decode()
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["name"].removeprefix("'") == printable(text).removeprefix("'")
    assert row["codes"].removeprefix("'") == printable(f"{text}; b").removeprefix("'")
    assert row["name"][:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
    assert not UNWANTED.search(content.replace("\r\n", "").replace("\n", "").replace("\t", ""))


@any_text
@pytest.mark.parametrize("kind", FORMATS)
def test_rows_behind_a_picture_are_exported_whatever_is_in_them(kind, text):
    content = rows_file(pd.DataFrame({"what": [text], "cost": [1.0]}), kind)
    if kind == "JSON":
        assert json.loads(content) == [{"what": text, "cost": 1.0}]
    elif kind == "CSV":
        assert len(list(csv.reader(io.StringIO(content.decode(), newline="")))) == 2
    else:
        assert pq.read_table(pa.BufferReader(content)).to_pylist() == [{"what": text, "cost": 1.0}]


# What a server answers ───────────────────────────────────────────────────────


def with_title(tables, title):
    """The shipped tables with another title of every path."""
    paths = tables["paths"].assign(title=title)
    return Tables({**tables.frames, "paths": paths}, (("changed", 1, 1),))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("ending", planner.FILES)
def test_a_plan_is_answered_whatever_the_title_of_its_path_is(tables, ending, text):
    client = Client(api(Shelf(with_title(tables, text))))
    answer = client.get(f"/plan.{ending}?from=analyst-to-ml")
    assert answer.status == 200
    if ending == "ics":
        assert name_of(answer.body) == one_line(f"Certwise: {text}")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_sitemap_is_read_back_whatever_an_id_is(tables, text):
    certs = tables["certs"].assign(id=text)
    sitemap = Sitemap(Shelf(Tables({**tables.frames, "certs": certs}))).answer(Request(scope("/sitemap.xml")))
    places = ElementTree.fromstring(sitemap.body)
    assert len(places) > len(certs)


# The characters themselves ───────────────────────────────────────────────────

SEEN = {"\u0600", "\u0601", "\u0602", "\u0603", "\u0604", "\u0605", "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2"}
"""Formats of Unicode that are shown: signs of Arabic, Syriac, Kaithi and of hieroglyphs."""


def is_unwanted(character):
    """By what Unicode says of it."""
    code, category = ord(character), unicodedata.category(character)
    if category == "Cf":
        return character not in SEEN and not unicodedata.name(character).startswith(("KAITHI", "EGYPTIAN"))
    return category in ("Cc", "Cs", "Zl", "Zp") or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def test_every_control_format_separator_and_noncharacter_is_unwanted_and_letters_are_not():
    missed = [hex(code) for code in range(0x110000) if is_unwanted(chr(code)) and not UNWANTED.match(chr(code))]
    assert missed == []
    assert not UNWANTED.search("äöü 漢字 “x” – … 👍🏽 é עברית العربية हिन्दी")


def test_unwanted_characters_are_named_once_each():
    assert unwanted("a\x1bb\u202ec\x1b\ufffe") == [
        "U+001B escape",
        "U+202E right-to-left override",
        "U+FFFE noncharacter",
    ]


def test_text_for_a_log_shows_what_it_has():
    assert visible("a\nb\u202ec") == "a<U+000A>b<U+202E>c"
