"""Mixed reading for an hour while tables are replaced: `python -m benchmarks.soak --seconds 3600 --csv soak.csv`.

Readers open a random page, act a few times and leave. Every minute each table is written to a new file and renamed into
its place, as `make data` does. Every half minute the CSV gets a line: memory, open descriptors, threads, CPU, and runs
and errors so far.
"""

import argparse
import asyncio
import csv
import os
import random
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from benchmarks.sessions import PAGES, ROOT, AsyncReader, cpu_seconds, megabytes, server

LONGEST, FASTEST = 4 * 3600, 20.0  # seconds, actions a second
SAMPLE_EVERY, REPLACE_EVERY = 30, 60  # seconds
VISIT = 5  # runs
DAYS = date(2026, 1, 1), 700
OTHER_DAY = 0.2
"""The share of visits with an as-of date other than today."""


@dataclass
class Counts:
    """Runs and errors so far, and the newest error."""

    runs: int = 0
    errors: int = 0
    newest: str = ""


async def visit(host: str, pause: float, counts: Counts, chance: random.Random) -> None:
    """Open a random page, act on it and leave."""
    page, query, key, values = chance.choice(list(PAGES.values()))
    if chance.random() < OTHER_DAY:
        on = DAYS[0] + timedelta(chance.randrange(DAYS[1]))
        query = "&".join(filter(None, [query, f"as_of={on}"]))
    reader = AsyncReader(page, query)
    try:
        await reader.open(host)
        counts.runs += 1
        for _ in range(VISIT - 1):
            await asyncio.sleep(pause)
            await reader.choose(key, chance.choice(values))
            counts.runs += 1
        await reader.close()
    except Exception as problem:  # errors of any kind are counted
        counts.errors += 1
        counts.newest = repr(problem)
    await asyncio.sleep(pause)


def replace(folder: Path) -> None:
    """Write a copy of each table and rename it into its place."""
    for table in folder.glob("*.parquet"):
        fresh = table.with_suffix(".new")
        shutil.copyfile(table, fresh)
        fresh.rename(table)


def sample(pid: int) -> dict[str, float]:
    """The resources that a process uses, by the column of the CSV."""
    files, threads = (len(list(Path(f"/proc/{pid}/{kind}").iterdir())) for kind in ("fd", "task"))
    return {"memory_mb": round(megabytes(pid), 1), "descriptors": files, "threads": threads, "cpu_s": cpu_seconds(pid)}


async def soak(host: str, pid: int, folder: Path, seconds: float, rate: float, into: TextIO) -> None:
    """Read, replace tables and write samples to a CSV until the time is over."""
    counts, chance, start = Counts(), random.Random(1), time.monotonic()
    readers = max(1, round(rate * 4))
    end = start + seconds

    async def reading() -> None:
        while time.monotonic() < end:
            await visit(host, readers / rate, counts, chance)

    async def replacing() -> None:
        while time.monotonic() < end:
            await asyncio.sleep(REPLACE_EVERY)
            replace(folder)

    async def sampling() -> None:
        lines = csv.writer(into)
        lines.writerow(["seconds", *sample(pid), *vars(counts)])
        while time.monotonic() < end:
            lines.writerow([round(time.monotonic() - start), *sample(pid).values(), *vars(counts).values()])
            into.flush()
            await asyncio.sleep(SAMPLE_EVERY)

    await asyncio.gather(*(reading() for _ in range(readers)), replacing(), sampling())


def main() -> None:
    """Run the benchmark and write the samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--rate", type=float, default=2, help="runs a second")
    parser.add_argument("--csv", default="soak.csv")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, Path(options.csv).open("w", encoding="utf-8") as into:
        folder = Path(shutil.copytree(ROOT / "data", Path(temporary) / "data", ignore=shutil.ignore_patterns("source")))
        with server("app.py", settings={"CERTWISE_DATA": str(folder)}) as (host, pid):
            os.nice(5)
            seconds, rate = min(options.seconds, LONGEST), min(options.rate, FASTEST)
            asyncio.run(soak(host, pid, folder, seconds, rate, into))


if __name__ == "__main__":
    main()
