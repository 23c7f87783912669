"""Many readers of a server on one core: `python -m benchmarks.load --readers 200 --seconds 60`.

They arrive at once, act every few seconds on a mix of all pages, and leave. The time of an action is from the moment
when it is due to the end of its run, so it grows when the server falls behind. The readers run on another core than the
server, each with its own address, or all with one as behind a proxy that is not trusted (--one-address).
"""

import argparse
import asyncio
import os
import time
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from benchmarks.sessions import PAGES, AsyncReader, Value, cpu_seconds, megabytes, server

MOST_READERS, LONGEST = 2000, 600  # readers, seconds


@dataclass
class Phase:
    """One phase of the benchmark: the seconds of each run, and errors by their kind."""

    name: str
    pid: int
    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.cpu = cpu_seconds(self.pid)

    async def timed(self, due: float, run: Coroutine[None, None, None]) -> None:
        """Await a run and note its seconds since it was due, or its error."""
        try:
            await run
            self.seconds.append(time.monotonic() - due)
        except Exception as problem:  # errors of any kind are counted and printed
            self.errors[type(problem).__name__] += 1

    def __str__(self) -> str:
        cpu = (cpu_seconds(self.pid) - self.cpu) * 1000 / max(1, len(self.seconds))
        times = " ".join(f"{name} {percentile_ms(self.seconds, share):.0f}" for name, share in SHARES.items())
        errors = ", ".join(f"{kind} {times}" for kind, times in self.errors.items()) or "none"
        return (
            f"{self.name:<10}{len(self.seconds):6} runs  ms: {times}  CPU {cpu:.1f} ms a run"
            f"  memory {megabytes(self.pid):.0f} MB  errors: {errors}"
        )


SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


def percentile_ms(seconds: Sequence[float], share: float) -> float:
    """The milliseconds within which a share of the runs ended; nan without any."""
    ordered = sorted(seconds) or [float("nan")]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


async def act(
    reader: AsyncReader, key: str, values: Sequence[Value], first: float, interval: float, phase: Phase
) -> None:
    """Change a control every `interval` seconds from `first` on, until it is cancelled."""
    for number, value in enumerate(cycle(values)):
        due = first + number * interval
        await asyncio.sleep(due - time.monotonic())
        await phase.timed(due, reader.choose(key, value))


def address(number: int) -> str:
    """The loopback address of a reader by its number."""
    return f"127.1.{number // 250}.{1 + number % 250}"


async def crowd(host: str, pid: int, options: argparse.Namespace) -> None:
    """Let readers arrive, act and leave, and print each phase."""
    count, seconds, interval = min(options.readers, MOST_READERS), min(options.seconds, LONGEST), options.every
    print(f"start     {megabytes(pid):.0f} MB")
    pages = list(islice(cycle(PAGES.values()), count))
    readers = [AsyncReader(page, query) for page, query, _, _ in pages]
    for reader in [AsyncReader(page, query) for page, query, _, _ in PAGES.values()]:
        await reader.open(host)
        await reader.close()
    print(f"warm      {megabytes(pid):.0f} MB")
    arrivals, now = Phase("arrivals", pid), time.monotonic()
    addresses = [None if options.one_address else address(number) for number in range(count)]
    opened = (reader.open(host, own) for reader, own in zip(readers, addresses, strict=True))
    await asyncio.gather(*(arrivals.timed(now, run) for run in opened))
    print(arrivals, flush=True)
    steady, now = Phase("first", pid), time.monotonic()
    present = [(reader, page) for reader, page in zip(readers, pages, strict=True) if page[2] in reader.widgets]
    acting = [
        asyncio.create_task(act(reader, key, values, now + interval * number / len(present), interval, steady))
        for number, (reader, (_, _, key, values)) in enumerate(present)
    ]
    await asyncio.sleep(interval)  # the first action of each may find the cache empty
    print(steady, flush=True)
    steady.name, steady.seconds, steady.cpu = "steady", [], cpu_seconds(pid)
    await asyncio.sleep(seconds - interval)
    print(steady, flush=True)
    for task in acting:
        task.cancel()
    await asyncio.gather(*acting, return_exceptions=True)
    await asyncio.gather(*(reader.close() for reader, _ in present), return_exceptions=True)
    await watch_memory(pid, options.leaving)


async def watch_memory(pid: int, seconds: float) -> None:
    """Print the memory of a server without readers, every 15 seconds."""
    start = time.monotonic()
    while (elapsed := time.monotonic() - start) < seconds:
        print(f"left      {elapsed:4.0f} s {megabytes(pid):.0f} MB", flush=True)
        await asyncio.sleep(15)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60, help="of acting")
    parser.add_argument("--every", type=float, default=5, help="seconds from one action of a reader to the next")
    parser.add_argument("--leaving", type=float, default=76, help="seconds to watch the memory after they left")
    parser.add_argument("--one-address", action="store_true", help="all readers come from one address")
    options = parser.parse_args()
    server_core, *free_cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, free_cores or [server_core])
    with server("app.py", core=server_core, settings={"CERTWISE_SESSIONS": str(MOST_READERS)}) as (host, pid):
        asyncio.run(crowd(host, pid, options))


if __name__ == "__main__":
    main()
