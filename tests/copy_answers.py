"""What a copy of the repository answers: its server to requests, its pages to a query, without a network or a browser.

Run in the folder of the copy by `answers`, so that `lib` is the copy's, while `tests` is the repository's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parents[1]


def answers(folder: Path, *paths: str, pages: Sequence[str]) -> dict[str, Any]:
    """The responses of a copy to GET requests, what its pages draw, both by path, and its `navigation`.

    Takes the folder of the copy, the paths with their queries, and the files of pages with theirs. A response is its
    status, its headers and its body as Latin-1. Of a page there is `html`, all that it draws by `st.html`, `address`,
    the query that it leaves in the address, and `controls`, the value of each by its label. The navigation is the names
    of the pages with their paths, in order.
    """
    command = [sys.executable, "-m", "tests.copy_answers", json.dumps([paths, pages])]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _responses(paths: Sequence[str]) -> dict[str, Any]:
    from starlette.applications import Starlette

    from lib.web import server
    from tests.web.asgi_client import ask

    app = Starlette(routes=server.routes, middleware=server.middleware())
    responses = {path: ask(app, path) for path in paths}
    return {path: [one.status, dict(one.headers), one.body.decode("latin-1")] for path, one in responses.items()}


def _pages(pages: Sequence[str]) -> dict[str, Any]:
    from streamlit.testing.v1 import AppTest

    frame = str(Path("pages/_app.py").resolve())
    registered = AppTest.from_file(frame, default_timeout=60).run()._registered_pages
    seen: dict[str, Any] = {"navigation": [[page["page_name"], page["url_pathname"]] for page in registered.values()]}
    for page in pages:
        file, _, query = page.partition("?")
        app = AppTest.from_file(frame, default_timeout=60)
        app._registered_pages = registered
        app.query_params.update(parse_qs(query))
        app.switch_page(file).run()
        assert [exception.message for exception in app.exception] == []
        controls = [*app.number_input, *app.selectbox, *app.toggle, *app.button]
        seen[page] = {
            "html": "\n".join(element.proto.body for element in app.get("html")),
            "address": dict(app.query_params),
            "controls": {control.label: control.value for control in controls},
        }
    return seen


def main() -> None:
    """Print what was asked for as JSON."""
    paths, pages = json.loads(sys.argv[1])
    print(json.dumps({**_responses(paths), **_pages(pages)}))


if __name__ == "__main__":
    main()
