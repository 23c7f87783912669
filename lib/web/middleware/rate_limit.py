"""How often one client may request what is expensive for the server to make."""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.web.client_address import client_address
from lib.web.path_kind import COSTLY, path_kind
from lib.web.problem import refusal

MAX_CLIENTS = 10_000


class TokenBuckets:
    """A token bucket for each client: a request takes one token, and `per_minute` tokens come back evenly each minute.

    With `per_minute` 0 there is no limit. The buckets are in memory and bounded in number: the client that has been
    away for longest is forgotten first. (The library `limits` has no such bound, so a client with many addresses could
    fill the memory.)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self.per_second, self.clock = per_minute, per_minute / 60, clock
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take a token of a client. Returns 0 if there was one, else the seconds until there will be."""
        if not self.size:
            return 0.0
        now = self.clock()
        tokens, since = self._tokens.pop(client, (float(self.size), now))
        tokens = min(self.size, tokens + (now - since) * self.per_second)
        missing = max(0.0, 1 - tokens)
        self._tokens[client] = (tokens if missing else tokens - 1, now)
        if len(self._tokens) > MAX_CLIENTS:
            self._tokens.popitem(last=False)
        return missing / self.per_second


class RateLimit:
    """ASGI middleware: refuses expensive requests of a client beyond the setting (429) and says when to retry."""

    def __init__(self, app: ASGIApp, buckets: TokenBuckets) -> None:
        self.app = app
        self.buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429 with the seconds to wait."""
        is_costly = scope["type"] == "http" and path_kind(scope["path"]) in COSTLY
        wait = ceil(self.buckets.wait(client_address(scope))) if is_costly else 0
        too_many = refusal(scope, 429, f"Ask again in {wait} s.", {"Retry-After": str(wait)}) if wait else None
        await (too_many or self.app)(scope, receive, send)
