"""Access: the hosts that this server serves, the origins that may open sessions, the clients that may read metrics."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lib.settings import Settings
from lib.web.path_kind import path_kind
from lib.web.site_origin import site_origin

PROXY_HEADERS = ("x-forwarded-for", "forwarded", "x-real-ip")


class AllowedHosts:
    """ASGI middleware: serves only the hosts of the setting, and probes, which address the server by its IP address."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.host_check = TrustedHostMiddleware(app, allowed_hosts=settings.hosts, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its host is allowed or its path is for probes; else answer 400."""
        is_probe = scope["type"] == "http" and path_kind(scope["path"]) in ("health", "metrics")
        await (self.app if is_probe else self.host_check)(scope, receive, send)


class SessionOrigins:
    """ASGI middleware: only pages of this site, framed by another site or not, may open a session (WebSocket).

    Streamlit would refuse other origins as well, but would first ask the internet for its own address, which blocks the
    server for two seconds. A client without an Origin header is no browser and is let in. The hosts of the setting are
    allowed too, since a proxy may change the Host header.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in settings.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or close a WebSocket that a page of another site opens."""
        is_foreign = scope["type"] == "websocket" and not self._is_own_origin(scope)
        await (WebSocketClose() if is_foreign else self.app)(scope, receive, send)

    def _is_own_origin(self, scope: Scope) -> bool:
        origin = Headers(scope=scope).get("origin")
        own_host = site_origin(scope).partition("://")[2]
        return origin is None or origin.partition("://")[2].lower() in {own_host.lower(), *self.hosts}


class MetricsAccess:
    """ASGI middleware: answers 404 for our metrics and Streamlit's to clients that the setting shuts out."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404 if it is for metrics that the client may not read."""
        is_refused = (
            scope["type"] == "http"
            and path_kind(scope["path"]) == "metrics"
            and not may_read_metrics(scope, self.settings)
        )
        await (PlainTextResponse("Not found.", 404) if is_refused else self.app)(scope, receive, send)


def may_read_metrics(scope: Scope, settings: Settings) -> bool:
    """Whether a client may read the metrics; `private` allows private addresses that come without a proxy."""
    if settings.metrics != "private":
        return settings.metrics == "public"
    headers = Headers(scope=scope)
    return not any(header in headers for header in PROXY_HEADERS) and _is_private((scope.get("client") or ("",))[0])


def _is_private(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
