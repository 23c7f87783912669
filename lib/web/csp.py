"""The Content-Security-Policy header: what a page may load and run, and which sites may frame it."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files

from lib.web.streamlit.shell import READER_SCRIPT, START_SCRIPT

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy(ancestors: tuple[str, ...]) -> str:
    """The value of the header; `ancestors` are the sources that may frame the response, such as `'self'` or an origin.

    Streamlit and Plotly write inline styles, so these are allowed. A script must come from this server or match a known
    hash. Streamlit's message decoder compiles WebAssembly, which is allowed; `eval` is not.
    """
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'", "'wasm-unsafe-eval'", *shell_script_sources()),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "manifest-src": ("'self'",),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
        "frame-ancestors": ancestors or ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


@cache
def shell_script_sources() -> tuple[str, ...]:
    """Hash sources of the inline scripts in Streamlit's HTML shell and of our own, the only ones that may run."""
    shell = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    return script_sources([*INLINE_SCRIPT.findall(shell), START_SCRIPT, READER_SCRIPT])


def script_sources(scripts: Iterable[str]) -> tuple[str, ...]:
    """Hash sources that allow inline scripts by their exact text."""
    return tuple(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
