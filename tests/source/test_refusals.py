"""What the source is refused for, one mistake at a time: never built, never a crash, always named."""

import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from lib.records import CertRecord
from lib.source import read
from lib.source.__main__ import files

KCNA = "certs/cncf-kcna.toml"
SECTIONS = r"sections = \[(.|\n)*?\n\]"
SOURCE = '[[source]]\nid = "article"\ntitle = "t"\nkind = "report"\npublisher = "p"\nchecked_on = 2026-01-01'


def told(problems):
    """File, record and field of each problem."""
    return [one[:3] for one in problems()]


def test_the_committed_source_has_no_problem(problems):
    assert problems() == []


# One mistake in a certification ──────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pattern", "text", "field"),
    [
        ("id = .*", 'id = "CNCF KCNA"', "id"),
        ("codes = .*", "codes = []", "codes"),
        ("codes = .*", 'codes = ["cka"]', "codes"),
        ("name = .*", 'name = ""', "name"),
        ("usd = .*", "usd = -1", "price.usd"),
        ("usd = .*", "usd = nan", "price.usd"),
        ("usd = .*", "usd = inf", "price.usd"),
        ("usd = .*", 'usd = "$250"', "price.usd"),
        ("usd = .*", "usd = true", "price.usd"),
        ("observed_on = .*", "observed_on = 2026-01-01T10:00:00", "lifecycle.observed_on"),
        ("observed_on = .*", 'observed_on = "2026-01-01"', "lifecycle.observed_on"),
        ("observed = .*", 'observed = "retired"', "lifecycle"),
        ("observed = .*", 'observed = "closed"', "lifecycle"),
        ("observed = .*", 'observed = "active"\ngeneral_from = 2027-01-14', "lifecycle"),
        ("observed = .*", 'observed = "beta"\navailable_from = 2027-01-15\ngeneral_from = 2027-01-14', "lifecycle"),
        ("observed = .*", 'observed = "active"\nbeta_until = 2027-01-14', "lifecycle"),
        ("observed = .*", 'observed = "beta"\navailable_from = 2027-01-15\nbeta_until = 2027-01-14', "lifecycle"),
        ("observed = .*", 'observed = "beta"\nbeta_until = 2027-01-14\ngeneral_from = 2027-01-14', "lifecycle"),
        ("observed = .*", 'observed = "active"\nsuccessor = "nobody"', "lifecycle.successor"),
        ("observed = .*", 'observed = "active"\nsuccessor = "cncf-kcna"', "lifecycle.successor"),
        ("cloud_neutral", 'renewed_by = ["nobody"]\ncloud_neutral', "renewed_by"),
        ("cloud_neutral", "never_expires = true\ncloud_neutral", "record"),
        ("passing_score = .*", 'passing_score = "a lot"', "passing_score"),
        ("kind = .*", 'kind = "hearsay"', "evidence.kind"),
        (r"sources = \[[^]]*\]", 'sources = [""]', "evidence.sources"),
        (r"sources = \[[^]]*\]", 'sources = ["   "]', "evidence.sources"),
        (r"sources = \[[^]]*\]", 'sources = ["https://"]', "evidence.sources"),
        (r"sources = \[[^]]*\]", 'sources = ["https://[x"]', "evidence.sources"),
        (r"sources = \[[^]]*\]", 'sources = ["somewhere"]', "evidence.sources"),
        ("usd = .*", 'usd = 250\nsource = "somewhere"', "price.source"),
        (r"sections = \[", "sections = [\n  { name = 'A', weight = [60, 50] },", "exam_domains.sections.0"),
        (r"sections = \[", "sections = [\n  { name = 'A', weight = 120 },", "exam_domains.sections.0"),
        (r"sections = \[", "sections = [\n  { name = 'A', weight = 1 },", "exam_domains"),
        (r"sections = \[", "sections = [\n  { name = 'A' },", "exam_domains"),
        ("", '[[requires]]\nany_of = ["cncf-cka"]\nn = 2', "requires.0"),
        ("", '[[requires]]\nany_of = ["nobody"]', "requires"),
        ("", '[recommended]\ncerts = ["nobody"]', "recommended.certs"),
        ("", '[[differs]]\nfield = "price_usd"\nvalue = 1\nsource = "nowhere"\nkind = "report"', "differs.0.source"),
        ("", '[[differs]]\nfield = "price_usd"\nvalue = 1\nsource = "article"\nkind = "vendor page"', "differs"),
    ],
)
def test_a_certification_is_refused_for_one_mistake_and_its_field_is_named(edit, problems, pattern, text, field):
    edit(KCNA, pattern, text)
    found = problems()
    assert {one[0] for one in found} == {f"data/source/{KCNA}"}
    assert found[0][2].startswith(field)


def test_weights_in_fractions_that_sum_to_100_are_accepted(edit, problems):
    thirds = "sections = [{ name = 'A', weight = 33.4 }, { name = 'B', weight = 33.3 }, { name = 'C', weight = 33.3 }]"
    edit(KCNA, SECTIONS, thirds)
    assert problems() == []


@pytest.mark.parametrize(
    ("one", "two", "accepted"),
    [
        (60, 40, True),
        (60, 39, False),
        (60, 41, False),
        ([50, 60], [40, 45], True),
        ([50, 55], [45, 50], True),
        ([50, 55], [30, 44], False),
        ([56, 60], [45, 50], False),
    ],
)
def test_weights_must_be_able_to_sum_to_100(edit, problems, one, two, accepted):
    edit(KCNA, SECTIONS, f"sections = [{{ name = 'A', weight = {one} }}, {{ name = 'B', weight = {two} }}]")
    assert (problems() == []) is accepted


def test_weights_that_do_not_sum_to_100_are_accepted_with_a_note(edit, problems):
    edit(KCNA, r"sections = \[", "note = 'The vendor rounds.'\nsections = [\n  { name = 'A', weight = 1 },")
    assert problems() == []


@pytest.mark.parametrize(
    ("file", "pattern", "text", "record", "field"),
    [
        ("certs/aws-ai-practitioner.toml", "usd = 100", 'usd = "cheap"', "aws-ai-practitioner", "price.usd"),
        ("certs/aws-ai-practitioner.toml", "usd = 100", "usd 100", "aws-ai-practitioner", "file"),
        ("vendors.toml", "cloud = true", 'cloud = "yes"', "vendor AWS", "cloud"),
        ("sources.toml", 'kind = "article"', 'kind = "gossip"', "source article", "kind"),
        ("rules.toml", r"\[15, 40\]", '"15 to 40"', "rules", "tiers.0.study_hours"),
    ],
)
def test_a_broken_record_is_named_once_and_those_that_refer_to_it_are_not(
    edit, problems, file, pattern, text, record, field
):
    edit(file, pattern, text)
    assert told(problems) == [(f"data/source/{file}", record, field)]


def test_every_circle_of_successors_is_named(edit, problems):
    for one, other in (("cncf-cka", "cncf-ckad"), ("isaca-aaia", "isaca-aaism")):
        edit(f"certs/{one}.toml", r"\[lifecycle\]", f'[lifecycle]\nsuccessor = "{other}"')
        edit(f"certs/{other}.toml", r"\[lifecycle\]", f'[lifecycle]\nsuccessor = "{one}"')
    assert [one[1:3] for one in problems()] == [
        ("cncf-cka", "lifecycle.successor"),
        ("isaca-aaia", "lifecycle.successor"),
    ]


# One mistake elsewhere ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "pattern", "text"),
    [
        ("vendors.toml", "", '[[vendor]]\nname = "AWS"'),
        ("sources.toml", "", SOURCE),
        ("rules.toml", r"\[\[focuses\]\]", '[[focuses]]\nname = "Data"\n\n[[focuses]]'),
        ("rules.toml", r"\[\[tiers\]\]", '[[tiers]]\nname = "Associate Engineer"\nmeaning = "m"\n\n[[tiers]]'),
        ("article.toml", 'id = "integrate-ai"', 'id = "ai-literacy"'),
        ("article.toml", 'id = "ml-engineer"', 'id = "verdict"'),
        ("article.toml", "", '[[sets]]\nid = "cloud-ai"\nname = "n"'),
        ("article.toml", 'id = "no-fundamentals"', 'id = "collecting"'),
        ("differences.toml", "number = 2\n", "number = 1\n"),
        ("policies.toml", 'rule = "voucher"\nshare = 0.5', 'rule = "renewal"\nway = "exam"'),
        ("evidence.toml", 'id = "foote-2026"', 'id = "foote-2023-q4"'),
        ("salaries/article.csv", "ml-engineer,ML Engineer .mid.", "junior-ai-ml-engineer,ML Engineer (mid)"),
    ],
)
def test_a_name_that_stands_twice_is_refused(edit, problems, file, pattern, text):
    edit(file, pattern, text)
    assert {one[0].split(": ")[0] for one in problems()} == {f"data/source/{file}"}


@pytest.mark.parametrize(
    ("file", "pattern", "text"),
    [
        ("rules.toml", 'source = "article"', 'source = "nowhere"'),
        ("changes.toml", 'source = "[^"]*"', 'source = "nowhere"'),
        ("changes.toml", 'source = "[^"]*"', 'source = "https://[nowhere"'),
        ("differences.toml", r"sources = \[", 'sources = [\n  "nowhere",'),
        ("policies.toml", 'source = "[^"]*"', 'source = "nowhere"'),
        ("evidence.toml", r"sources = \[", 'sources = ["nowhere", '),
        ("salaries/article.csv", ",article,2026", ",nowhere,2026"),
    ],
)
def test_a_source_that_is_neither_an_address_nor_declared_is_refused(edit, problems, file, pattern, text):
    edit(file, pattern, text)
    assert {one[0].split(": ")[0] for one in problems()} == {f"data/source/{file}"}
    assert "nowhere" in problems()[0][3]


@pytest.mark.parametrize(
    ("file", "pattern", "text"),
    [
        ("article.toml", 'cert = "gcp-generative-ai-leader"', 'cert = "nobody"'),
        ("article.toml", 'set = "cloud-associate"', 'set = "nothing"'),
        ("article.toml", 'tiers = ."Associate Engineer".', 'tiers = ["Associate"]'),
        ("article.toml", 'focuses = ."AI literacy"', 'focuses = ["Literacy"'),
        ("differences.toml", r'certs = \["aws-ml-specialty"\]', 'certs = ["nobody"]'),
        ("changes.toml", r'certs = \["hashicorp-terraform-associate"\]', 'certs = ["nobody"]'),
        ("changes.toml", 'on = "[^"]*"', 'on = "last spring"'),
        ("rules.toml", r"\[15, 40\]", "[40, 15]"),
        ("rules.toml", r"\[15, 40\]", "[15]"),
        ("vendors.toml", "cloud = true", 'cloud = "yes"'),
        ("vendors.toml", "cloud = true", "clouds = true"),
        ("sources.toml", r"\[\[source\]\]", "sources = 1\n\n[[source]]"),
        ("differences.toml", 'verdict = "[^"]*"', 'verdict = "wrong"'),
        ("policies.toml", 'vendor = "AWS"', 'vendor = "Amazon"'),
        ("policies.toml", 'way = "exam"', ""),
        ("policies.toml", r"wait_days = \[14\]", ""),
        ("policies.toml", r"wait_days = \[14\]", "wait_days = [-1]"),
        ("policies.toml", "share = 0.5", "share = 1.5"),
        ("policies.toml", "per_months = 12", ""),
        ("evidence.toml", r"sources = \[[^]]*\]", "sources = []"),
        ("evidence.toml", 'soundness = "strong"', 'soundness = "certain"'),
        ("evidence.toml", 'measures = "pay"', 'measures = "worth"'),
        ("evidence.toml", "last_year = 2021", "last_year = 2019"),
        ("evidence.toml", "first_year = 2024", ""),
        ("salaries/article.csv", "110000", "-1"),
        ("salaries/article.csv", "110000", "nan"),
        ("salaries/article.csv", "2026-11-22", "soon"),
        ("salaries/article.csv", "US,2026", "US,this year"),
        ("salaries/article.csv", "article claim", "rumour"),
        ("salaries/bls-oews-2025.csv", "67240", "270240"),
        ("vendors.toml", r"(.|\n)*", "vendor = 'AWS'"),
        ("vendors.toml", r"(.|\n)*", "vendor = [1]"),
        ("vendors.toml", r"(.|\n)*", "[vendor]\nname = 'AWS'"),
        ("rules.toml", r"(.|\n)*", "tiers = 3"),
        ("article.toml", r"(.|\n)*", "= ="),
        ("salaries/article.csv", "$", "a,b\n"),
        ("salaries/article.csv", "$", f"{'a,' * 40}b\n"),
    ],
)
def test_another_file_is_refused_for_one_mistake_and_named(edit, problems, file, pattern, text):
    edit(file, pattern, text)
    assert f"data/source/{file}" in {one[0].split(": ")[0] for one in problems()}


@pytest.mark.parametrize(
    "file",
    [
        "vendors.toml",
        "sources.toml",
        "rules.toml",
        "article.toml",
        "differences.toml",
        "changes.toml",
        "policies.toml",
        "evidence.toml",
    ],
)
def test_a_missing_file_is_named(source, problems, file):
    (source / file).unlink()
    assert (f"data/source/{file}", file.removesuffix(".toml"), "file", "is missing") in problems()


@pytest.mark.parametrize("file", ["rules.toml", KCNA, "salaries/article.csv"])
def test_a_file_that_is_not_text_is_named(source, problems, file):
    (source / file).write_bytes(b"\xff\xfe\x00")
    assert f"data/source/{file}" in {one[0] for one in problems()}


# Any single mistake in any record ────────────────────────────────────────────


def toml(value: Any) -> str:
    """A value as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(one) for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value.isoformat() if isinstance(value, date) else repr(value)


def document(record: dict[str, Any]) -> str:
    return "".join(f"{key} = {toml(value)}\n" for key, value in record.items())


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The model behind an annotation, through lists and None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := model_of(one))), None)


def mistakes(record: Any, model: type[BaseModel] = CertRecord, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every single mistake: the path that it is at, and the record with it."""
    yield f"{path}bogus", {**record, "bogus": 1}
    for name, value in record.items():
        rest = {key: one for key, one in record.items() if key != name}
        if model.model_fields[name].is_required():
            yield f"{path}{name}", rest
        if not (name == "value" and isinstance(value, str | float | int)):
            yield f"{path}{name}", {**record, name: 7 if isinstance(value, str | dict | bool) else "seven"}
        inner = model_of(model.model_fields[name].annotation)
        parts = list(enumerate(value)) if inner and isinstance(value, list) else [(None, value)] if inner else []
        for place, part in parts:
            where = f"{path}{name}." if place is None else f"{path}{name}.{place}."
            for at, wrong in mistakes(part, inner, where):
                put = wrong if place is None else [*value[:place], wrong, *value[place + 1 :]]
                yield at, {**record, name: put}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A source folder with nothing in it but certifications."""
    made = tmp_path_factory.mktemp("one") / "data" / "source"
    (made / "certs").mkdir(parents=True)
    return made


@pytest.fixture(scope="module")
def records(root):
    """Every shipped certification as it is written, and the template."""
    paths = [*sorted((root / "data" / "source" / "certs").glob("*.toml")), root / "data" / "source" / "template.toml"]
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


def test_a_record_written_by_the_test_is_read_as_it_was(folder, records, root):
    assert len(records) == len(list((root / "data" / "source" / "certs").glob("*.toml"))) + 1 > 1
    for record in records:
        (folder / "certs" / "one.toml").write_text(document(record), encoding="utf-8")
        assert read.source_records(folder).certs == [CertRecord.model_validate(record)]


@settings(max_examples=300)
@given(data=st.data())
def test_any_single_mistake_in_any_record_is_refused_and_named_and_never_a_crash(folder, records, data):
    every = list(mistakes(records[data.draw(st.integers(0, len(records) - 1))]))
    at, wrong = every[data.draw(st.integers(0, len(every) - 1))]
    (folder / "certs" / "one.toml").write_text(document(wrong), encoding="utf-8")
    built, found = files(folder, folder.parent, folder.parent)
    own = [one for one in found if one.file == "data/source/certs/one.toml"]
    assert built == {}
    assert [one.field for one in own if one.field.startswith(at) or at.startswith(one.field)] != []


SMALL = ("vendors.toml", "sources.toml", "rules.toml", "article.toml", "changes.toml", "salaries/article.csv", KCNA)


@settings(max_examples=100, phases=[Phase.generate])  # each example builds everything: too dear to shrink
@given(file=st.sampled_from(SMALL), place=st.floats(0, 1), length=st.integers(0, 40), text=st.text(max_size=3))
def test_any_damage_to_any_file_is_either_harmless_or_named_and_never_a_crash(root, damaged, file, place, length, text):
    whole = (root / "data" / "source" / file).read_text(encoding="utf-8")
    start = int(place * len(whole))
    content = whole[:start] + text + whole[start + length :]
    (damaged / file).write_text(content, encoding="utf-8", errors="replace")
    try:
        built, found = files(damaged, damaged.parent, damaged.parent)
        assert bool(built) is not bool(found)
    finally:
        (damaged / file).write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def damaged(root, tmp_path_factory):
    """A copy of the source that one test damages again and again."""
    return shutil.copytree(root / "data" / "source", tmp_path_factory.mktemp("damaged") / "data" / "source")


@pytest.mark.parametrize("file", ["certs/one.toml", "salaries/one.csv"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, file):
    source = tmp_path / "data" / "source"
    (source / file).mkdir(parents=True)  # a folder under the name of a file
    problems = [problem.message for problem in read.source_records(source).problems if problem.file.endswith(file)]
    assert problems == ["cannot be read: Is a directory"]
