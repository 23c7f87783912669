"""The settings of a server: environment variables whose names begin with CERTWISE_, read once, checked at start.

`docs/settings.md` explains each; a test keeps it equal to what stands here.
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
    """Settings that cannot be used. Its text is a sentence for each: which one, what it is, what it should be."""


def _listed(written: object) -> object:
    """The parts of a comma-separated text; `none` has no parts."""
    if not isinstance(written, str):
        return written
    return () if written == "none" else tuple(part.strip() for part in written.split(",") if part.strip())


Host = Annotated[str, StringConstraints(pattern=HOST)]
Origin = Annotated[str, StringConstraints(pattern=ORIGIN)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS)]
Repository = Annotated[str, StringConstraints(pattern=REPOSITORY)]


def _setting(default: Any, should_be: str, does: str) -> Any:
    """A field: its default, what its value should be (the end of a sentence), and what it does."""
    return Field(default, description=does, json_schema_extra={"should_be": should_be})


class Settings(BaseModel):
    """Every setting with its safe default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Address = _setting(
        "data",
        "a folder or an address that begins with `s3://`, `gs://` or `abfs://`",
        "Where the tables are: a folder (a relative one is one of the repository), or a place in an object store.",
    )
    hosts: Annotated[tuple[Host, ...], BeforeValidator(_listed), Field(min_length=1)] = _setting(
        ("*",),
        "names of hosts with commas between them, such as `certs.example.org,*.example.net`",
        "Hosts that the server answers for; a request for another one is refused (400).",
    )
    embed: Annotated[tuple[Origin, ...], BeforeValidator(_listed)] = _setting(
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
    """The settings that an environment holds; an empty value is none. Raises SettingsProblem with all that is wrong."""
    given = {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if _is_ours(name, value)}
    try:
        return Settings(**{name: value.strip() for name, value in given.items()})
    except ValidationError as problem:
        wrong = sorted({str(one["loc"][0]) for one in problem.errors()})
        raise SettingsProblem(" ".join(_sentence(name, given[name]) for name in wrong)) from None


def strangers(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each variable with our prefix that is no setting: a typing mistake, or another program's."""
    known = [variable(name) for name in Settings.model_fields]
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return [f"{name} is not a setting{_did_you_mean(name, known)}." for name in unknown]


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def should_be(name: str) -> str:
    """What the value of a setting should be, as the end of a sentence."""
    return str(Settings.model_fields[name].json_schema_extra["should_be"])  # type: ignore[index]


@cache
def current() -> Settings:
    """The settings of this process. Ends it with a sentence on stderr if they cannot be used."""
    for sentence in strangers(os.environ):
        print(f"certwise: {sentence}", file=sys.stderr)
    try:
        return read(os.environ)
    except SettingsProblem as problem:
        raise SystemExit(f"certwise: {problem}") from None


def _is_ours(name: str, value: str) -> bool:
    return (
        name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() in Settings.model_fields and bool(value.strip())
    )


def _sentence(name: str, value: str) -> str:
    return f"{variable(name)} is “{value}” and should be {should_be(name)}."


def _did_you_mean(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    return f"; {near[0]} is one" if near else ""
