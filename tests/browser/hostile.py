"""A server whose data contains HTML, TeX and Streamlit markup, and the check that it is shown as text."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from .serving import Server, build_tables, repo_copy, running_server

HOSTILE = "<b>x</b> $x$ :material/home:"


@contextmanager
def hostile_server(into: Path, names: Iterable[str]) -> Iterator[Server]:
    """A server of the app, with some names in the record of NCA-GENL replaced by HOSTILE."""
    folder = repo_copy(into)
    record = folder / "data" / "source" / "certs" / "nvidia-nca-genl.toml"
    text = record.read_text(encoding="utf-8")
    for name in names:
        assert f'"{name}"' in text
        text = text.replace(f'"{name}"', f'"{HOSTILE}"')
    record.write_text(text, encoding="utf-8")
    build_tables(folder)
    with running_server(folder, into / "log") as running:
        yield running


def assert_shown_as_text(page: Page) -> None:
    """Check that the hostile name made no bold text, no icon and no formula."""
    expect(page.locator("b, strong").filter(has_text=re.compile("^x$"))).to_have_count(0)
    expect(page.locator("[aria-label='home icon']")).to_have_count(0)
    expect(page.locator(".katex, mjx-container")).to_have_count(0)
