"""Find the Chromium that the browser tests drive; as a program, install Debian's where there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
WANTED = "The browser tests need Chromium: install the package `chromium` so that it is on the PATH."


def executable() -> str | None:
    """The path of the first browser that is on the PATH; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def can_install() -> bool:
    """Whether this is a Debian on which we may install packages."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def main() -> int:
    """Make sure that there is one: 0 if there is, 1 and a sentence if somebody has to install it."""
    if executable() is None and can_install():
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, env=quiet)
    if executable() is None:
        print(WANTED, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
