"""The settings of the server: environment variables that begin with CERTWISE_, read once and validated at start.

`docs/settings.md` explains each; a test keeps it equal to this module.
"""

import difflib
import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

PREFIX = "CERTWISE_"
HOST = r"^(\*|(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])$"
ORIGIN = r"^(\*|https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?)$"
ADDRESS = r"^(([A-Za-z]:)?[^:\x00]+|(s3|gs|gcs|abfs|abfss)://[^\s/]+.*)$"
REPOSITORY = r"^https://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+){2,}$"


class SettingsProblem(ValueError):
    """Invalid settings. Its text has one sentence for each: its variable, its value and what it should be."""


def _parts(value: object) -> object:
    """The parts of a comma-separated text, none for `none`; any other value unchanged."""
    if not isinstance(value, str):
        return value
    return () if value == "none" else tuple(part.strip() for part in value.split(",") if part.strip())


Host = Annotated[str, StringConstraints(pattern=HOST)]
Origin = Annotated[str, StringConstraints(pattern=ORIGIN)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS)]
Repository = Annotated[str, StringConstraints(pattern=REPOSITORY)]


def _setting(default: Any, should_be: str, does: str) -> Any:
    """A field: its default, what its value should be (the end of a sentence), and what the setting does."""
    return Field(default, description=does, json_schema_extra={"should_be": should_be})


class Settings(BaseModel):
    """Every setting with a safe default; an unknown one is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Address = _setting(
        "data",
        "a folder or an address that begins with `s3://`, `gs://` or `abfs://`",
        "Where the tables are: a folder (a relative one is one of the repository), or a place in an object store.",
    )
    hosts: Annotated[tuple[Host, ...], BeforeValidator(_parts), Field(min_length=1)] = _setting(
        ("*",),
        "names of hosts with commas between them, such as `certs.example.org,*.example.net`",
        "Hosts that the server answers for; a request for another one is refused (400).",
    )
    embed: Annotated[tuple[Origin, ...], BeforeValidator(_parts)] = _setting(
        ("*",),
        "`*`, `none`, or origins with commas between them, such as `https://intranet.example.org`",
        "Sites that may show a view in a frame of theirs, by its link with `embed=true`. Other links are never framed.",
    )
    hsts: Annotated[int, Field(ge=0, le=63_072_000)] = _setting(
        31_536_000,
        "a number of seconds from 0 to 63072000",
        "How long browsers that came by HTTPS keep to it. Sent over HTTPS only; 0 sends nothing.",
    )
    metrics: Literal["private", "public", "off"] = _setting(
        "private",
        "`private`, `public` or `off`",
        "Who reads `/metrics`: whoever asks directly from this machine or a private network, everybody, or nobody.",
    )
    log: Literal["off", "requests"] = _setting(
        "off",
        "`off` or `requests`",
        "Whether each request is one line of JSON on stdout (kind, status, time, bytes; nothing about the reader), and "
        "each trace one on stderr.",
    )
    sessions: Annotated[int, Field(ge=1, le=100_000)] = _setting(
        500,
        "a number from 1 to 100000",
        "Readers that are served at once; one more is turned away (503) so that the others keep their memory.",
    )
    each: Annotated[int, Field(ge=0, le=100_000)] = _setting(
        0,
        "a number from 0 to 100000",
        "Readers that are served at once from one address (of IPv6 from one /64 network). 0 has no limit: behind a "
        "proxy that is not trusted everybody has one address.",
    )
    costly: Annotated[int, Field(ge=0, le=1_000_000)] = _setting(
        120,
        "a number from 0 to 1000000",
        "Answers that cost work (images, the API, pages with a query that nobody has asked for yet) for one client a "
        "minute; more are refused (429), and pages come without their answer in the HTML. 0 has no limit.",
    )
    repository: Repository | None = _setting(
        None,
        "an address such as `https://example.org/owner/name`",
        "Repository whose issues correct a fact; without it the pages say which file to edit.",
    )


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; an empty variable counts as not set.

    Raises:
        SettingsProblem: some values are invalid; its text names all of them.
    """
    values = {name.removeprefix(PREFIX).lower(): text for name, text in environment.items() if _is_setting(name, text)}
    try:
        return Settings(**{name: text.strip() for name, text in values.items()})
    except ValidationError as problem:
        invalid = sorted({str(error["loc"][0]) for error in problem.errors()})
        raise SettingsProblem(" ".join(_sentence(name, values[name]) for name in invalid)) from None


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each variable with our prefix that is no setting: a typing error, or another program's."""
    variables = [variable(name) for name in Settings.model_fields]
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in variables)
    return [f"{name} is not a setting{_did_you_mean(name, variables)}." for name in unknown]


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def should_be(name: str) -> str:
    """What the value of a setting should be, as the end of a sentence."""
    return str(Settings.model_fields[name].json_schema_extra["should_be"])  # type: ignore[index]


@cache
def current() -> Settings:
    """The settings of this process, which ends with a sentence on stderr if they are invalid."""
    for sentence in unknown_variables(os.environ):
        print(f"certwise: {sentence}", file=sys.stderr)
    try:
        return read(os.environ)
    except SettingsProblem as problem:
        raise SystemExit(f"certwise: {problem}") from None


def _is_setting(name: str, value: str) -> bool:
    return (
        name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() in Settings.model_fields and bool(value.strip())
    )


def _sentence(name: str, value: str) -> str:
    return f"{variable(name)} is “{value}” and should be {should_be(name)}."


def _did_you_mean(name: str, variables: list[str]) -> str:
    similar = difflib.get_close_matches(name, variables, n=1, cutoff=0.8)
    return f"; {similar[0]} is one" if similar else ""
