"""The licences of the libraries that the app runs with: `make licences` writes them to `docs/licences.md`.

A licence is what the metadata of the installed library states. A library that is locked for another system or Python
version is not installed and keeps the licence that the file already states.
"""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE, LOCKED = ROOT / "docs" / "licences.md", ROOT / "requirements.txt"
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
ROW = re.compile(r"^\| ([\w.-]+) \| (\d\S*) \| (.+) \|$", re.MULTILINE)
SHORT = 80  # characters; a longer field holds the full text of a licence
HEAD = """# Licences

Certwise itself has the [MIT licence](../LICENSE). These are the libraries of
[`requirements.txt`](../requirements.txt), which a container holds too, each with the licence that it names in its
metadata. `make licences` writes this list, and a test keeps it true.

| library | version | licence |
|---|---|---|
"""


def pins() -> list[tuple[str, str]]:
    """Name and version of every locked library, in order of the file; one may occur twice, for two Python versions."""
    return PIN.findall(LOCKED.read_text(encoding="utf-8"))


def listed() -> dict[str, str]:
    """The licence of each library by its name, as `docs/licences.md` states it; empty without the file."""
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    return {name: licence for name, _, licence in ROW.findall(text)}


def licence(package: PackageMetadata) -> str:
    """The licence in a package's metadata: an SPDX expression, a short text, or its classifiers; empty if none."""
    texts = [*(package.get_all("License-Expression") or []), *(package.get_all("License") or [])]
    short = [text for text in texts if text and "\n" not in text and len(text) <= SHORT]
    classifiers = [text.split(" :: ") for text in package.get_all("Classifier") or []]
    return short[0] if short else ", ".join(parts[-1] for parts in classifiers if parts[0] == "License")


def installed(name: str) -> str | None:
    """The licence of an installed library; None if it is not installed."""
    try:
        return licence(metadata(name))
    except PackageNotFoundError:
        return None


def text() -> str:
    """The text of `docs/licences.md`.

    Raises:
        KeyError: a library is neither installed nor in the file.
    """
    in_file = listed()
    rows = [(name, version, installed(name) or in_file[name]) for name, version in pins()]
    return HEAD + "".join(f"| {name} | {version} | {stated} |\n" for name, version, stated in rows)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
