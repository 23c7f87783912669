"""Text that would break a line, drive a terminal or turn a page around is refused where people write it."""

import pytest

from lib.records import CertRecord, Record
from lib.source.read import SourceProblem

MUST_NOT = "has characters that text must not have: "
REFUSED = {
    "\\u0000": "U+0000 null",
    "\\n": "U+000A line feed",
    "\\t": "U+0009 tab",
    "\\u001B[31m": "U+001B escape",
    "\\u007F": "U+007F delete",
    "\\u0085": "U+0085 control character",
    "\\u202E": "U+202E right-to-left override",
    "\\u2066": "U+2066 left-to-right isolate",
    "\\u200B": "U+200B zero width space",
    "\\u2028": "U+2028 line separator",
    "\\uFEFF": "U+FEFF zero width no-break space",
    "\\uFFFE": "U+FFFE noncharacter",
    "\\U0010FFFF": "U+10FFFF noncharacter",
}


@pytest.mark.parametrize("written", REFUSED)
def test_a_character_that_text_must_not_have_is_named_with_file_record_and_field(edit, problems, written):
    edit("certs/nvidia-nca-genl.toml", 'short_name = "', f'short_name = "a{written}')
    assert problems() == [
        ("data/source/certs/nvidia-nca-genl.toml", "nvidia-nca-genl", "short_name", MUST_NOT + REFUSED[written])
    ]


PLACES = [
    ("certs/cncf-cka.toml", r"sources = \[\s*\"", 'sources = ["\\u200B', "evidence.sources"),
    ("certs/nvidia-nca-genl.toml", r"codes = \[\"", 'codes = ["\\u001B', "codes"),
    ("article.toml", 'title = "', 'title = "a\\nb', "paths.0.title"),
    ("vendors.toml", 'full_name = "', 'full_name = "\\u202E', "full_name"),
    ("salaries/article.csv", ",article,", ",\u200barticle,", "source"),
    ("evidence.toml", 'why = "', 'why = "\\u0007', "why"),
    ("changes.toml", 'text = "', 'text = "\\u2069', "text"),
    ("titles.toml", r"\[sets\]", '[sets]\n"a\\u202Eb" = ["nobody"]', "sets"),
]


def test_one_run_names_such_characters_in_every_kind_of_file(edit, problems):
    for file, pattern, text, _ in PLACES:
        edit(file, pattern, text)
    fields = [(file, field) for file, _, field, message in problems() if MUST_NOT in message]
    assert sorted(fields) == sorted((f"data/source/{file}", field) for file, _, _, field in PLACES)


def test_a_problem_is_printed_without_the_characters_that_it_is_about():
    assert str(SourceProblem("a.toml", "x\x1b[2J", "k\u202ey", "is not\na field")) == (
        "a.toml: x<U+001B>[2J: k<U+202E>y: is not<U+000A>a field"
    )


def test_every_field_of_every_record_is_looked_at():
    def below(record):
        return {record}.union(*map(below, record.__subclasses__()))

    checks = {record: record.__pydantic_decorators__.field_validators for record in below(Record)}
    assert {Record, CertRecord} < set(checks)
    assert [record for record, names in checks.items() if "_is_text_on_one_line" not in names] == []
