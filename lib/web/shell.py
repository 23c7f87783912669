"""Streamlit's HTML shell, taken apart: what its frontend needs to start, without its title, icon and unused font."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(str(files("streamlit"))) / "static"
SCRIPTS = re.compile(r'<script\b.*?</script>|<link\s[^>]*rel="(?:modulepreload|service-desc)"[^>]*>', re.DOTALL)
SHEETS = re.compile(r'<link\s[^>]*rel="stylesheet"[^>]*>')
IMPORT = re.compile(r'(?:from|import)"\./([^"]+\.js)"')
HEAD = 10_000  # bytes of a module in which its imports stand
SOON, CHART = ("Html", "ButtonGroup", "DateInput", "Selectbox"), "PlotlyChart"
"""Parts of the frontend that nearly every page draws, and the large one that draws charts. It asks for each once it
knows that it needs it; named in the shell they come while it starts, the large one last."""

START = """
const start = () => document.head.append(document.getElementById("app").content);
new PerformanceObserver(start).observe({ type: "paint", buffered: true });
setTimeout(start, 1000);
new MutationObserver((_, watching) => {
  if (!document.querySelector("#root h1")) return;
  watching.disconnect();
  document.getElementById("answer").remove();
}).observe(document.getElementById("root"), { childList: true, subtree: true });
"""
"""Our one script. The app starts once the answer is painted, in a tab that nobody looks at after a second; once it has
its heading, the answer goes for good. (Moved tags leave their template empty, so a second start finds nothing.)"""


class Shell(NamedTuple):
    """The tags of the shell that start the frontend: scripts with their preloads, and style sheets."""

    scripts: str
    sheets: str


@cache
def shell(*, charts: bool) -> Shell:
    """The tags of the installed Streamlit, for a page with or without charts; addresses begin at the root."""
    text = (FOLDER / "index.html").read_text(encoding="utf-8")
    scripts, sheets = ("\n".join(wanted.findall(text)).replace('="./', '="/') for wanted in (SCRIPTS, SHEETS))
    return Shell("\n".join([scripts, *_preloads(text, (*SOON, CHART) if charts else SOON)]), sheets)


def _preloads(text: str, parts: Sequence[str]) -> Iterator[str]:
    """A tag for each module that some parts need and that the shell does not name."""
    named = dict.fromkeys(module for part in parts for module in _modules(part))
    return (
        f'<link rel="modulepreload" crossorigin href="/static/js/{module}">' for module in named if module not in text
    )


def _modules(part: str) -> Iterator[str]:
    """What a part imports, and the part itself; nothing of one that this Streamlit does not have."""
    for path in (FOLDER / "static" / "js").glob(f"{part}.*.js"):
        with path.open(encoding="utf-8") as file:
            yield from IMPORT.findall(file.read(HEAD))
        yield path.name
