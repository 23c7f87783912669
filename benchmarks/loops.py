"""One client that never pauses, and a reader beside it: `python -m benchmarks.loops --sessions 16`.

The client's sessions change a control again as soon as they get an answer. The reader has another address of the
loopback network. The ratio is the reader's median beside the client divided by its median alone, in the same run.
"""

import argparse
import asyncio
import statistics
import time
from itertools import count

from benchmarks.sessions import AsyncReader, server

MOST_SESSIONS = 64
VALUES = [["AWS"], ["Microsoft"]]
PAUSE = 0.3  # seconds from an answer to the reader's next change


async def looping(reader: AsyncReader) -> None:
    """Change a control without a pause until it is cancelled."""
    for number in count():
        await reader.choose("vendor", VALUES[number % 2])


async def median(reader: AsyncReader, times: int) -> float:
    """The median milliseconds of a reader's change, over some changes with pauses."""
    seconds = []
    for number in range(times):
        start = time.monotonic()
        await reader.choose("vendor", VALUES[number % 2])
        seconds.append(time.monotonic() - start)
        await asyncio.sleep(PAUSE)
    return statistics.median(seconds) * 1000


async def measured(host: str, sessions: int, times: int) -> tuple[float, float]:
    """The reader's median alone and beside the client, in milliseconds."""
    reader, client = AsyncReader(), [AsyncReader("explore") for _ in range(sessions)]
    await reader.open(host, "127.0.0.2")
    for session in client:
        await session.open(host, "127.0.0.3")
    await median(reader, 3)
    alone = await median(reader, times)
    loops = [asyncio.create_task(looping(session)) for session in client]
    beside = await median(reader, times)
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*loops, return_exceptions=True)
    return alone, beside


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=16)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    with server("app.py") as (host, _):
        alone, beside = asyncio.run(measured(host, min(options.sessions, MOST_SESSIONS), options.times))
    print(f"alone {alone:.0f} ms, beside {options.sessions} sessions {beside:.0f} ms: ratio {beside / alone:.1f}")


if __name__ == "__main__":
    main()
