"""Under which name this site was asked for: for addresses that have to be whole."""

import re

from starlette.datastructures import Headers
from starlette.types import Scope

NAME = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


def origin(scope: Scope) -> str:
    """Scheme and host without a slash, such as `https://certs.example.org`.

    The host is the one that was asked for: which ones are answered is a setting (`lib.web.doors`). The scheme is what a
    trusted proxy says in X-Forwarded-Proto (FORWARDED_ALLOW_IPS; the server reads it before we do). What a stranger
    writes into other headers is not looked at.
    """
    host = Headers(scope=scope).get("host", "")
    if not NAME.fullmatch(host):
        name, port = (scope.get("server") or ("localhost", None))[:2]
        host = f"{name}:{port}" if port else name
    return f"{scope.get('scheme', 'http')}://{host}"
