"""How a fact is corrected: in the file of its certification, or by a prefilled issue of the repository (a setting)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from lib import settings


def file(cert_id: str) -> str:
    """The file that a certification's facts are edited in."""
    return f"data/source/certs/{cert_id}.toml"


def issue(cert: Mapping[str, Any] | None = None) -> str:
    """Address of a new issue on one certification, or on any fact; empty where no repository is set."""
    repository = settings.current().repository
    return written(repository, cert) if repository else ""


def written(repository: str, cert: Mapping[str, Any] | None = None) -> str:
    """The same for a repository, with title and questions filled in."""
    title = f"Correct a fact: {cert['code']}" if cert else "Correct a fact"
    where = f"{cert['name']} ({file(cert['id'])})" if cert else "(certification, or table and row)"
    asked = ("Which fact is wrong: ", "What it should say: ", "Address that says so: ", "Day on which you saw it: ")
    body = "\n".join([f"Where: {where}", *asked])
    return f"{repository}/issues/new?{urlencode({'title': title, 'body': body})}"
