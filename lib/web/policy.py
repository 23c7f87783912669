"""The content security policy: what a page of ours may load and run, and who may show it in a frame."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files

from lib.web.shell import START

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy(ancestors: tuple[str, ...]) -> str:
    """The value of the header; `ancestors` are sources that may frame the answer, such as `'self'` or an origin.

    Streamlit and Plotly write styles into their elements, so styles may stand anywhere; scripts come from here or are
    known by their hash. Compiling WebAssembly is what Streamlit's message decoder does; `eval` stays forbidden.
    """
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'", "'wasm-unsafe-eval'", *shell_scripts()),
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
def shell_scripts() -> tuple[str, ...]:
    """Sources of the inline scripts in Streamlit's HTML shell and of ours, so that these run and no other."""
    shell = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    return hashes([*INLINE_SCRIPT.findall(shell), START])


def hashes(scripts: Iterable[str]) -> tuple[str, ...]:
    """Sources that allow inline scripts by their exact text."""
    return tuple(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
