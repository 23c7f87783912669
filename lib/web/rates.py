"""How often one client may ask for what costs the server work."""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.web.clients import client
from lib.web.kinds import COSTLY, kind
from lib.web.refusals import refusal

CLIENTS = 10_000


class Buckets:
    """A bucket of tokens for each client: an answer takes one, and they come back evenly over a minute. 0 has no limit.

    In memory and bounded: the client that has not been here for longest is forgotten first. (The library `limits` has
    no bound on the clients that it remembers; without one a stranger with many addresses fills the memory.)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self.per_second, self.clock = per_minute, per_minute / 60, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take a token of a client: 0 if there was one, else the seconds until there is one."""
        if not self.size:
            return 0.0
        now = self.clock()
        left, since = self._left.pop(client, (float(self.size), now))
        left = min(self.size, left + (now - since) * self.per_second)
        missing = max(0.0, 1 - left)
        self._left[client] = (left if missing else left - 1, now)
        if len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return missing / self.per_second


class Rates:
    """ASGI middleware that refuses a client's costly requests beyond the setting (429), saying when to come back."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self.app = app
        self.buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say in how many seconds it would be."""
        costly = scope["type"] == "http" and kind(scope["path"]) in COSTLY
        wait = ceil(self.buckets.wait(client(scope))) if costly else 0
        refused = refusal(scope, 429, f"Ask again in {wait} s.", {"Retry-After": str(wait)}) if wait else None
        await (refused or self.app)(scope, receive, send)
