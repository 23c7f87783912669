"""Who is let in: the hosts that this server answers for, whose pages open sessions, and who may read its metrics."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lib.settings import Settings
from lib.web.kinds import kind
from lib.web.origin import origin

PROXIED = ("x-forwarded-for", "forwarded", "x-real-ip")


class Hosts:
    """ASGI middleware: only the hosts of the setting. Probes come by number and not by name, so they are let in."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.checked = TrustedHostMiddleware(app, allowed_hosts=settings.hosts, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its host is ours."""
        by_number = scope["type"] == "http" and kind(scope["path"]) in ("health", "metrics")
        await (self.app if by_number else self.checked)(scope, receive, send)


class Origins:
    """ASGI middleware: sessions are opened by our own pages, in a frame of another site too, and by no other site's.

    Streamlit would refuse the others as well, after it has asked the internet for its own address: two seconds in which
    nobody is answered. Programs that are no browser send no origin. Behind a proxy that changes the host, the names of
    the setting are ours too.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in settings.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it is one for a session from a page of another site."""
        strange = scope["type"] == "websocket" and not self._is_ours(scope)
        await (WebSocketClose() if strange else self.app)(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("origin")
        here = origin(scope).partition("://")[2]
        return given is None or given.partition("://")[2].lower() in {here.lower(), *self.hosts}


class MetricsDoor:
    """ASGI middleware: our metrics and Streamlit's are not there (404) for whoever the setting shuts out."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it is one for metrics that may not be read."""
        shut = scope["type"] == "http" and kind(scope["path"]) == "metrics" and not may_read(scope, self.settings)
        await (PlainTextResponse("Not found.", 404) if shut else self.app)(scope, receive, send)


def may_read(scope: Scope, settings: Settings) -> bool:
    """Whether who asks may read the metrics: `private` is for who comes from near and not through a proxy."""
    if settings.metrics != "private":
        return settings.metrics == "public"
    asked = Headers(scope=scope)
    return not any(header in asked for header in PROXIED) and _is_near((scope.get("client") or ("",))[0])


def _is_near(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
