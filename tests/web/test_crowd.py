"""Many readers who come and leave, each with another day: memory does not grow after the first (`make test-all`).

The caches hold 64 days, so the first readers fill them and five times as many add nothing. (3,000 readers would take a
quarter of an hour.)
"""

import asyncio
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlsplit

import pytest

from benchmarks.sessions import AsyncReader, megabytes
from tests.browser.serving import running_server

FIRST, ALL = 150, 750
AT_ONCE = 4
FROM = date(2024, 1, 1)
LIMIT, GROWTH = 350, 50  # megabytes


async def visited(host, days):
    """Visit Explore as of each of some days, a few readers at once."""

    async def visits():
        for day in days:
            reader = AsyncReader("explore", f"as_of={day}")
            await reader.open(host)
            await reader.close()

    await asyncio.gather(*(visits() for _ in range(AT_ONCE)))


@pytest.mark.crowd
def test_many_sessions_end_where_the_first_did(root, tmp_path):
    days = (FROM + timedelta(number) for number in range(ALL))
    with running_server(root, tmp_path / "log") as server:
        host, pid = urlsplit(server.address).netloc, server.process.pid
        asyncio.run(visited(host, iter(list(islice(days, FIRST)))))
        first = megabytes(pid)
        asyncio.run(visited(host, days))
        many = megabytes(pid)
    assert many - first < GROWTH
    assert many < LIMIT
