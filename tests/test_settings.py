"""Settings: safe without any, exact in what they say, and explained in a document that a test keeps true."""

import re
import subprocess
import sys

import pytest

from lib.settings import Settings, SettingsProblem, read, should_be, unknown_variables, variable

NAMES = [variable(name) for name in Settings.model_fields]


def test_without_any_the_defaults_hold():
    assert read({}) == Settings()
    assert read({"CERTWISE_HOSTS": "", "CERTWISE_SESSIONS": " ", "PATH": "/bin"}) == Settings()


def test_each_is_read_as_what_it_means():
    written = {
        "CERTWISE_DATA": "s3://bucket/tables?region=eu-north-1",
        "CERTWISE_HOSTS": "certs.example.org, *.example.net",
        "CERTWISE_EMBED": "none",
        "CERTWISE_HSTS": "0",
        "CERTWISE_METRICS": "off",
        "CERTWISE_LOG": "requests",
        **dict.fromkeys(("CERTWISE_SESSIONS", "CERTWISE_EACH", "CERTWISE_COSTLY"), "20"),
        "CERTWISE_REPOSITORY": "https://example.org/owner/name",
    }
    assert set(written) == set(NAMES)
    assert read(written).model_dump() == {
        "data": "s3://bucket/tables?region=eu-north-1",
        "hosts": ("certs.example.org", "*.example.net"),
        "embed": (),
        "hsts": 0,
        "metrics": "off",
        "log": "requests",
        **dict.fromkeys(("sessions", "each", "costly"), 20),
        "repository": "https://example.org/owner/name",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data", "ftp://example.org/tables"),
        ("data", "s3://"),
        ("hosts", "a b"),
        ("hosts", "https://certs.example.org"),
        ("hosts", "a.*.example.org"),
        ("hosts", ","),
        ("embed", "'self'; script-src *"),
        ("embed", "intranet.example.org"),
        ("hsts", "-1"),
        ("metrics", "yes"),
        ("log", "all"),
        ("sessions", "0"),
        ("sessions", "many"),
        ("costly", "1.5"),
        ("repository", "http://example.org/owner/name"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_it_and_says_what_it_should_be(name, value):
    with pytest.raises(SettingsProblem) as raised:
        read({variable(name): value})
    assert str(raised.value) == f"{variable(name)} is “{value}” and should be {should_be(name)}."


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(SettingsProblem, match=r"^CERTWISE_LOG is [^.]+\. CERTWISE_SESSIONS is [^.]+\.$"):
        read({"CERTWISE_SESSIONS": "x", "CERTWISE_LOG": "x"})


def test_a_name_that_is_no_setting_is_said_with_the_one_that_was_meant():
    assert unknown_variables({"CERTWISE_HOST": "x", "CERTWISE_PORT_8501_TCP": "y", "HOST": "z"}) == [
        "CERTWISE_HOST is not a setting; CERTWISE_HOSTS is one.",
        "CERTWISE_PORT_8501_TCP is not a setting.",
    ]


def test_a_server_with_a_bad_value_ends_with_the_sentence_and_no_trace(root):
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port=0", "--server.headless=true"]
    environment = {"PATH": "", "CERTWISE_SESSIONS": "many"}
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode != 0
    assert ended.stderr.splitlines()[-1] == (
        "certwise: CERTWISE_SESSIONS is “many” and should be a number from 1 to 100000."
    )
    assert "Traceback" not in ended.stderr


# The document ────────────────────────────────────────────────────────────────


def rows(text):
    """The cells of the first table of a document, row by row."""
    lines = [line for line in text.splitlines() if line.startswith("| `CERTWISE_")]
    return [tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines]


def as_written(value):
    """A default as somebody would write it into the environment."""
    return ",".join(value) if isinstance(value, tuple) else str(value)


def test_the_document_says_of_each_what_it_does_what_it_takes_and_its_default(root):
    expected = [
        (
            f"`{variable(name)}`",
            field.description,
            should_be(name),
            "none" if field.default is None else f"`{as_written(field.default)}`",
        )
        for name, field in Settings.model_fields.items()
    ]
    assert rows((root / "docs" / "settings.md").read_text(encoding="utf-8")) == expected


def test_only_the_settings_read_our_variables(root):
    places = [root / "app.py", *(root / "lib").rglob("*.py"), *(root / "pages").rglob("*.py")]
    reading = {path for path in places if re.search(r"CERTWISE_|environ\b|getenv", path.read_text(encoding="utf-8"))}
    assert reading == {root / "lib" / "settings.py"}
