"""The headers that every response has; one that the app has set already is kept."""

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.settings import Settings
from lib.web.csp import policy
from lib.web.path_kind import path_kind

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
            *("hid", "identity-credentials-get", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
        )
    ),
}


OWN_FILES, A_DAY = "/app/static/", "public, max-age=86400"
"""Path of our fonts and icons, and how long browsers cache them: their names do not change with their content."""

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After",
}
"""Pages of any site may read the API, its errors too. There are no accounts, so no credentials are allowed."""


class SecurityHeaders:
    """ASGI middleware around almost everything, so that errors, redirects and files have the headers too."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers that its response lacks."""
        headers = {} if scope["type"] == "lifespan" else self._headers(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                sent_headers = MutableHeaders(scope=message)
                for name, value in (headers | _cache_control(scope, message)).items():
                    sent_headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, scope: Scope) -> dict[str, str]:
        headers = {"Content-Security-Policy": policy(self._ancestors(scope))} | ALWAYS
        if scope["type"] == "http" and path_kind(scope["path"]) == "api":
            headers |= CROSS_ORIGIN
        if self.settings.hsts and scope.get("scheme") in ("https", "wss"):
            headers["Strict-Transport-Security"] = f"max-age={self.settings.hsts}"
        return headers

    def _ancestors(self, scope: Scope) -> tuple[str, ...]:
        """The sources that may frame the response: those of the setting for an embed link, this site for any other."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        embedded = any(value.lower() == "true" for value in query.get("embed", []))
        return self.settings.embed if embedded else ("'self'",)


def _cache_control(scope: Scope, start: Message) -> dict[str, str]:
    """The Cache-Control header of a font or icon of ours; empty for any other path, and for an error."""
    return {"Cache-Control": A_DAY} if scope["path"].startswith(OWN_FILES) and start["status"] < 400 else {}
