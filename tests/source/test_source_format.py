"""What an editor of the source sees: the template, the JSON Schemas, and files that agree with them."""

import json
import re
import tomllib
from datetime import date
from typing import get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from lib.records import CertRecord
from lib.source.write import SCHEMAS


def models(annotation):
    """The models that an annotation names, and those that these contain."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.values()
        return {annotation, *(one for field in fields for one in models(field.annotation))}
    return {one for part in get_args(annotation) for one in models(part)}


def keys_of(value, path=""):
    """Each table of a parsed file, by its path, with the keys that it has."""
    if isinstance(value, list):
        return {key: keys for part in value for key, keys in keys_of(part, path).items()}
    if not isinstance(value, dict):
        return {}
    return {path: set(value)} | {
        k: v for name, part in value.items() for k, v in keys_of(part, f"{path}.{name}").items()
    }


@pytest.fixture(scope="module")
def template(root):
    return (root / "data" / "source" / "template.toml").read_text(encoding="utf-8")


# The template ────────────────────────────────────────────────────────────────

PLACES = {
    "": "CertRecord",
    ".evidence": "Evidence",
    ".lifecycle": "Lifecycle",
    ".price": "Price",
    ".questions": "Questions",
    ".requires": "Requirement",
    ".recommended": "Recommended",
    ".exam_domains": "Domains",
    ".exam_domains.sections": "Domain",
    ".own_sources": "OwnSource",
    ".differs": "Differing",
    ".article": "InArticle",
}


def test_the_template_is_a_certification(template):
    assert CertRecord.model_validate(tomllib.loads(template)).id == "vendor-name-of-the-cert"


def test_the_template_names_every_field_of_every_model_and_no_other(template):
    expected = {model.__name__: set(model.model_fields) for model in models(CertRecord)}
    found = keys_of(tomllib.loads(template))
    assert set(PLACES.values()) == set(expected)
    assert {place: found[place] for place in PLACES} == {place: expected[name] for place, name in PLACES.items()} | {
        ".exam_domains.sections": {"name", "weight"}
    }


def test_the_template_shows_a_weight_as_a_number_and_as_a_range(template):
    sections = tomllib.loads(template)["exam_domains"]["sections"]
    assert {type(one["weight"]) for one in sections} == {int, list}


def test_the_template_explains_every_choice_of_words(template):
    schema = json.dumps(CertRecord.model_json_schema())
    words = {word for listed in re.findall(r'"enum": (\[[^]]*\])', schema) for word in json.loads(listed)}
    assert {"vendor page", "retired"} < words
    comments = " ".join(re.findall(r"#.*", template))
    assert {word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", comments)} == set()


def test_the_template_is_no_record_of_the_catalogue(tables, template):
    assert tomllib.loads(template)["id"] not in set(tables["certs"]["id"])


# The schemas ─────────────────────────────────────────────────────────────────


def plain(value):
    """A parsed TOML file as JSON would have it: dates as texts."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module")
def validators(root):
    """The committed schemas, ready to be used."""
    paths = {name: root / "data" / "schema" / f"{name}.json" for name in SCHEMAS}
    return {name: Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))) for name, path in paths.items()}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_refuses_unknown_fields_as_the_build_does(validators, name):
    Draft202012Validator.check_schema(validators[name].schema)
    assert validators[name].schema.get("additionalProperties") is False


def test_every_source_file_names_its_schema_and_agrees_with_it(root, validators):
    paths = sorted((root / "data" / "source").rglob("*.toml"))
    assert len(paths) > len(list((root / "data" / "source" / "certs").iterdir())) > 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        schema = (path.parent / re.match(r"#:schema (\S+)\n", text)[1]).resolve()
        assert schema.is_file(), f"{path} names {schema}"
        errors = [error.message for error in validators[schema.stem].iter_errors(plain(tomllib.loads(text)))]
        assert errors == [], path


@pytest.mark.parametrize(
    ("mistake", "where"),
    [({"colour": "blue"}, []), ({"exam_minutes": "long"}, ["exam_minutes"]), ({"codes": []}, ["codes"])],
)
def test_an_editor_flags_a_mistake_where_it_is(template, validators, mistake, where):
    record = plain(tomllib.loads(template)) | mistake
    assert {tuple(error.path) for error in validators["cert"].iter_errors(record)} == {tuple(where)}


def test_a_schema_explains_the_fields_that_need_it(validators):
    told = validators["cert"].schema
    assert told["properties"]["id"]["description"] == "Stable, never reused, used in addresses"
    assert {name for name, model in told["$defs"].items() if model.get("description")} == set(told["$defs"]) > {"Price"}
