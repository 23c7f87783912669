"""Streamlit's HTML shell, taken apart: what its frontend needs to start, without title, icon and fonts nobody sees."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from lib.images import faces

FOLDER = Path(str(files("streamlit"))) / "static"
SCRIPTS = re.compile(r'<script\b.*?</script>|<link\s[^>]*rel="(?:modulepreload|service-desc)"[^>]*>', re.DOTALL)
SHEETS = re.compile(r'<link\s[^>]*rel="stylesheet"[^>]*href="\./([^"]+)"[^>]*>')
SHEET_PATH, ICONS_PATH = "/frontend.css", "/app/static/icons.woff2"
ICONS = re.compile(r"\.\./media/MaterialSymbols[^)]*")
IMPORT = re.compile(r'(?:from|import)"\./([^"]+\.js)"')
HEAD = 10_000  # bytes of a module in which its imports stand
SOON, CHART = ("Html", "ButtonGroup", "DateInput", "Selectbox"), "PlotlyChart"
"""Parts of the frontend that nearly every page draws, and the large one that draws charts. It asks for each once it
knows that it needs it; named in the shell they come while it starts, the large one last."""

START = """
const base = new URL(".", location.href).href;
window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base };
const content = name => document.getElementById(name).content;
const start = () => {
  document.body.prepend(content("look"));
  document.head.append(content("app"));
};
new PerformanceObserver(start).observe({ type: "paint", buffered: true });
setTimeout(start, 1000);
new MutationObserver((_, watching) => {
  if (!document.querySelector("#root h1")) return;
  watching.disconnect();
  document.getElementById("answer").remove();
}).observe(document.getElementById("root"), { childList: true, subtree: true });
"""
"""Our one script. Told where the server is, the frontend does not look for it below the path of its page, in vain. It
starts once the answer is painted, in a tab that nobody looks at after a second; once it has its heading, the answer
goes for good. (Moved tags leave their template empty, so a second start finds nothing.)"""


@cache
def scripts(*, charts: bool) -> str:
    """The tags of the installed Streamlit that start its frontend, for a page with or without charts.

    Scripts with their preloads; addresses begin at the root.
    """
    text = _text()
    tags = "\n".join(SCRIPTS.findall(text)).replace('="./', '="/')
    return "\n".join([tags, *_preloads(text, (*SOON, CHART) if charts else SOON)])


@cache
def sheet() -> str:
    """The style sheet of the installed Streamlit, with an icon font of what is named of it (`lib.icons`).

    Browsers keep that font for a day: its address is another one once it changes.
    """
    (path,) = SHEETS.findall(_text())
    text = (FOLDER / path).read_text(encoding="utf-8")
    version = sha256((faces.FOLDER / Path(ICONS_PATH).name).read_bytes()).hexdigest()[:8]
    return ICONS.sub(f"{ICONS_PATH}?{version}", text).replace("../media/", "/static/media/")


def _text() -> str:
    return (FOLDER / "index.html").read_text(encoding="utf-8")


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
