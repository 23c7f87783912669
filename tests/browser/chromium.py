"""The Chromium that the browser tests drive. Run as a program, it installs Debian's where none is found."""

import os
import shutil
import subprocess
import sys

HEADLESS = "chromium-headless-shell"
"""Debian's Chromium without a window system: it loads a page of ours in half the time."""
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
"""Programs that will do, the fastest first."""
INSTALL_HINT = "The browser tests need Chromium: install the package `chromium` so that it is on the PATH."


def executable() -> str | None:
    """The path of the first Chromium on the PATH; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def can_install() -> bool:
    """Whether this is a Debian and we are root, so that packages can be installed."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def main() -> int:
    """Install the fastest Chromium if it can be. Returns 0 if there is any, else 1 after printing INSTALL_HINT."""
    if shutil.which(HEADLESS) is None and can_install():
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        for package in (HEADLESS, "chromium"):
            if executable() is None or package == HEADLESS:
                subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False, env=quiet)
    if executable() is None:
        print(INSTALL_HINT, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
