"""What a copy of the repository answers: its server to requests, its pages to a query, without a network or a browser.

Run in the folder of the copy by `answers`, so that `lib` is the copy's, while `tests` is the repository's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def answers(folder: Path, *paths: str, pages: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The responses of a copy to GET requests, by path, the HTML of its pages, by file, and its `navigation`.

    Takes the folder of the copy, the paths with their queries, and the pages with the query of each. A response is its
    status, its headers and its body as Latin-1; HTML is all that the page draws by `st.html`; the navigation is the
    names of the pages with their paths, in order.
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


def _pages(pages: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    from streamlit.testing.v1 import AppTest

    frame = str(Path("pages/_app.py").resolve())
    registered = AppTest.from_file(frame, default_timeout=60).run()._registered_pages
    seen: dict[str, Any] = {"navigation": [[page["page_name"], page["url_pathname"]] for page in registered.values()]}
    for file, query in pages.items():
        app = AppTest.from_file(frame, default_timeout=60)
        app._registered_pages = registered
        app.query_params.update(query)
        app.switch_page(file).run()
        assert [exception.message for exception in app.exception] == []
        seen[file] = "\n".join(element.proto.body for element in app.get("html"))
    return seen


def main() -> None:
    """Print what was asked for as JSON."""
    paths, pages = json.loads(sys.argv[1])
    print(json.dumps({**_responses(paths), **_pages(pages)}))


if __name__ == "__main__":
    main()
