"""The origin under which a request addressed this site, for absolute URLs."""

import re

from starlette.datastructures import Headers
from starlette.types import Scope

HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


def site_origin(scope: Scope) -> str:
    """Scheme and host without a trailing slash, such as `https://certs.example.org`.

    The host is that of the Host header; a setting says which hosts are served (`lib.web.middleware.access`). If the
    header is malformed, it is the server's own address. The scheme is that of X-Forwarded-Proto if a trusted proxy sent
    it (FORWARDED_ALLOW_IPS; uvicorn has evaluated it by then). No other header is read, since any client can forge it.
    """
    host = Headers(scope=scope).get("host", "")
    if not HOST.fullmatch(host):
        name, port = (scope.get("server") or ("localhost", None))[:2]
        host = f"{name}:{port}" if port else name
    return f"{scope.get('scheme', 'http')}://{host}"
