"""The response when the server fails: a sentence for the reader; the traceback goes to the log."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.address import pages
from lib.web.problem import refusal

LOG = logging.getLogger("certwise")


class Errors:
    """ASGI middleware: answers 500. It is inside SecurityHeaders; Starlette's own 500 would be sent without them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer 500 if it fails before anything is sent."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        has_begun = False

        async def noting_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, noting_send)
        except Exception:
            if has_begun:
                raise
            LOG.exception("a request failed")
            await refusal(scope, 500, pages.APOLOGY)(scope, receive, send)
