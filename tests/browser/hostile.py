"""A server whose data holds what HTML, Markdown, TeX and Streamlit would read, and that nothing comes of it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from .serving import Server, built, copy_of_repo, serving

HOSTILE = "<b>x</b> $x$ :material/home:"


@contextmanager
def hostile_server(into: Path, names: Iterable[str]) -> Iterator[Server]:
    """The app, with some names in the record of NCA-GENL replaced by HOSTILE."""
    folder = copy_of_repo(into)
    record = folder / "data" / "source" / "certs" / "nvidia-nca-genl.toml"
    text = record.read_text(encoding="utf-8")
    for name in names:
        assert f'"{name}"' in text
        text = text.replace(f'"{name}"', f'"{HOSTILE}"')
    record.write_text(text, encoding="utf-8")
    built(folder)
    with serving(folder, into / "log") as running:
        yield running


def assert_nothing_came_of_it(page: Page) -> None:
    """No bold, no icon, no formula was made from the hostile name."""
    expect(page.locator("b, strong").filter(has_text=re.compile("^x$"))).to_have_count(0)
    expect(page.locator("[aria-label='home icon']")).to_have_count(0)
    expect(page.locator(".katex, mjx-container")).to_have_count(0)
