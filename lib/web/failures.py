"""What a reader gets when the server fails: a sentence and no trace. The trace goes to the log."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib import site
from lib.web.refusals import refusal

LOG = logging.getLogger("certwise")


class Failures:
    """ASGI middleware inside the headers: Starlette's own answer to an error would go out without them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer 500 if that fails before anything was sent."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        answering = False

        async def sent(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception:
            if answering:
                raise
            LOG.exception("a request failed")
            await refusal(scope, 500, site.APOLOGY)(scope, receive, send)
