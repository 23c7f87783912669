"""The headers that every answer has, whoever gives it; one that has been set already stays."""

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.settings import Settings
from lib.web.kinds import kind
from lib.web.policy import policy

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
"""Fonts and pictures of ours, whose names stay the same when they change."""

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After",
}
"""The API can be read by any site, its errors too; nobody is known here, so there are no credentials."""


class Headers:
    """ASGI middleware around everything else, so that errors, redirects and files have the headers too."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add to the answer what it lacks."""
        wanted = {} if scope["type"] == "lifespan" else self._wanted(scope)

        async def sent(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                for name, value in (wanted | _lasting(scope, message)).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sent)

    def _wanted(self, scope: Scope) -> dict[str, str]:
        wanted = {"Content-Security-Policy": policy(self._ancestors(scope))} | ALWAYS
        if scope["type"] == "http" and kind(scope["path"]) == "api":
            wanted |= CROSS_ORIGIN
        if self.settings.hsts and scope.get("scheme") in ("https", "wss"):
            wanted["Strict-Transport-Security"] = f"max-age={self.settings.hsts}"
        return wanted

    def _ancestors(self, scope: Scope) -> tuple[str, ...]:
        """Who may frame the answer: the sites of the setting for an embed link, this site itself for any other."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        embedded = any(value.lower() == "true" for value in asked.get("embed", []))
        return self.settings.embed if embedded else ("'self'",)


def _lasting(scope: Scope, start: Message) -> dict[str, str]:
    """How long a file of ours may be kept; nothing for anything else, nor where there is none."""
    return {"Cache-Control": A_DAY} if scope["path"].startswith(OWN_FILES) and start["status"] < 400 else {}
