"""Where a fact is corrected: in the source file of its certification, or by an issue of the repository (a setting)."""

from urllib.parse import urlencode

from lib import settings
from lib.catalogue.record import Certification


def source_file(cert_id: str) -> str:
    """The path of the file in which a certification's facts are edited, from the root of the repository."""
    return f"data/source/certs/{cert_id}.toml"


def issue_address(cert: Certification | None = None) -> str:
    """The address of a new issue on one certification, or on any fact; empty where no repository is set."""
    repository = settings.current().repository
    return new_issue_address(repository, cert) if repository else ""


def new_issue_address(repository: str, cert: Certification | None = None) -> str:
    """The address of a new issue in a repository, with its title and questions filled in."""
    title = f"Correct a fact: {cert['code']}" if cert else "Correct a fact"
    subject = f"{cert['name']} ({source_file(cert['id'])})" if cert else "(certification, or table and row)"
    questions = ("Which fact is wrong: ", "What it should say: ", "Address that says so: ", "Day on which you saw it: ")
    body = "\n".join([f"Where: {subject}", *questions])
    return f"{repository}/issues/new?{urlencode({'title': title, 'body': body})}"
