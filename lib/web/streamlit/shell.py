"""The parts of Streamlit's HTML shell that start its frontend, without its title, its icon and its unused font."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from lib.address import pages, parameters
from lib.design import fonts

FOLDER = Path(str(files("streamlit"))) / "static"
SCRIPT_TAG = re.compile(r'<script\b.*?</script>|<link\s[^>]*rel="(?:modulepreload|service-desc)"[^>]*>', re.DOTALL)
SHEET_TAG = re.compile(r'<link\s[^>]*rel="stylesheet"[^>]*href="\./([^"]+)"[^>]*>')
SHEET_PATH, ICONS_PATH = "/frontend.css", "/app/static/icons.woff2"
ICON_FONT = re.compile(r"\.\./media/MaterialSymbols[^)]*")
IMPORT = re.compile(r'(?:from|import)"\./([^"]+\.js)"')
IMPORT_BYTES = 10_000  # bytes at the beginning of a module that contain all its imports
EARLY_PARTS, CHART_PART = ("Html", "ButtonGroup", "DateInput", "Selectbox"), "PlotlyChart"
"""Parts of the frontend that nearly every page uses, and the large one that draws charts. The frontend requests a part
only when it needs it. Preload tags in the shell fetch the parts while the frontend starts, the large one last."""

LONGEST_COVER = 10_000  # ms after the app's heading

START_SCRIPT = """
const base = new URL(".", location.href).href;
Object.assign(window.__streamlit, { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base });
const root = document.getElementById("root"), answer = document.getElementById("answer");
const content = name => document.getElementById(name).content;
const faces = ["1em Inter", "600 1em Inter", '500 1em "Source Serif 4"'];
const nextFrame = () => new Promise(requestAnimationFrame);
const showBlocks = async () => {
  const look = document.querySelector("body > link");
  if (!look.sheet) await new Promise(done => { look.onload = look.onerror = done; });
  await nextFrame().then(nextFrame); // the faces are known once the styles of their sheet are
  await Promise.allSettled(faces.map(face => document.fonts.load(face)));
  answer.classList.add("cw-faced");
};
let isStarted = false;
const start = () => {
  if (isStarted) return;
  isStarted = true;
  document.body.prepend(content("look"));
  document.head.append(content("app"));
  showBlocks();
};
new PerformanceObserver(start).observe({ type: "paint", buffered: true });
setTimeout(start, 1000);
const find = selector => document.querySelector(selector);
const isDrawn = () => find("[data-testid=stApp]").dataset.testScriptState === "notRunning"
  && !find("[data-testid=stSkeleton]") && document.fonts.status === "loaded";
let limit = 0;
const show = () => {
  watching.disconnect();
  answer.remove();
  root.style.visibility = "";
};
const look = () => {
  const isThere = find("#root :is(h1, [role=alert])"); // the page, or what says that it failed
  if ((isThere && isDrawn()) || find("[role=dialog], #root [data-testid=stException]")) return show();
  if (isThere) limit ||= setTimeout(show, LIMIT);
};
const watching = new MutationObserver(look);
root.style.visibility = "hidden";
document.fonts.addEventListener("loadingdone", look);
watching.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-test-script-state"] });
""".replace("LIMIT", str(LONGEST_COVER))
"""The script that starts the app. It sets the server's address, so that the frontend does not search for the server
below the path of the page. The app starts once the answer is painted, or after a second in a hidden tab, which is never
painted. The app draws its page part by part, which readers would see move, so the answer covers it until the page is
whole."""

SCRIPTS = (Path(__file__).parent / f"{name}.js" for name in ("links", "line", "navigation", "paper"))
READER_SCRIPT = (
    "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    .replace('"SHARED"', json.dumps(parameters.SHARED))
    .replace('"PATHS"', json.dumps(["", *(page.path for page in pages.PAGES)]))
)
"""The script that watches the connection, follows links and prints. It precedes the frontend's scripts."""


@cache
def script_tags(*, charts: bool) -> str:
    """The HTML tags that start the installed Streamlit's frontend: scripts and preloads, with URLs from the root.

    With `charts` they preload the part that draws charts too.
    """
    text = _text()
    tags = "\n".join(SCRIPT_TAG.findall(text)).replace('="./', '="/')
    return "\n".join([tags, *_preloads(text, (*EARLY_PARTS, CHART_PART) if charts else EARLY_PARTS)])


@cache
def style_sheet() -> str:
    """The style sheet of the installed Streamlit, with its icon font replaced by our subset (`lib.design.icon_font`).

    Browsers cache that font for a day, so its URL contains a hash of its content.
    """
    (path,) = SHEET_TAG.findall(_text())
    text = (FOLDER / path).read_text(encoding="utf-8")
    version = sha256((fonts.FOLDER / Path(ICONS_PATH).name).read_bytes()).hexdigest()[:8]
    return ICON_FONT.sub(f"{ICONS_PATH}?{version}", text).replace("../media/", "/static/media/")


def _text() -> str:
    return (FOLDER / "index.html").read_text(encoding="utf-8")


def _preloads(text: str, parts: Sequence[str]) -> Iterator[str]:
    """A preload tag for each module that the parts need, unless the shell has one already."""
    named = dict.fromkeys(module for part in parts for module in _modules(part))
    return (
        f'<link rel="modulepreload" crossorigin href="/static/js/{module}">' for module in named if module not in text
    )


def _modules(part: str) -> Iterator[str]:
    """The names of the modules that a part imports, then of its own module; none if Streamlit lacks the part."""
    for path in (FOLDER / "static" / "js").glob(f"{part}.*.js"):
        with path.open(encoding="utf-8") as file:
            yield from IMPORT.findall(file.read(IMPORT_BYTES))
        yield path.name
