"""Server CPU of one interaction on each page, beside a page with a single control: `python benchmarks/rerun.py`.

Each figure is the CPU time of the server over a block of reruns divided by their number. Blocks of the pages and of the
floor alternate, so that a drift of the machine falls on both, and the median of the blocks is printed.
"""

import argparse
import statistics
from collections.abc import Sequence

from sessions import PAGES, ROOT, Reader, Value, cpu_seconds, server


def block(reader: Reader, pid: int, key: str, values: Sequence[Value], reruns: int) -> float:
    """The milliseconds of CPU for each rerun of one block."""
    before = cpu_seconds(pid)
    for number in range(reruns):
        reader.choose(key, values[number % len(values)])
    return (cpu_seconds(pid) - before) * 1000 / reruns


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reruns", type=int, default=40, help="reruns in a block")
    parser.add_argument("--blocks", type=int, default=7, help="blocks of each page")
    options = parser.parse_args()
    with server("app.py") as (host, pid), server("benchmarks/floor_radio.py", ROOT) as (floor_host, floor_pid):
        floor_reader = Reader(floor_host)
        readers = {name: Reader(host, page, query) for name, (page, query, _, _) in PAGES.items()}
        for name, (_, _, key, values) in PAGES.items():
            block(readers[name], pid, key, values, 10)
        cpu_ms: dict[str, list[float]] = {name: [] for name in PAGES}
        floor_ms: list[float] = []
        for _ in range(options.blocks):
            floor_ms.append(block(floor_reader, floor_pid, "vendor", [["red"], ["blue"]], options.reruns))
            for name, (_, _, key, values) in PAGES.items():
                cpu_ms[name].append(block(readers[name], pid, key, values, options.reruns))
    base = statistics.median(floor_ms)
    print(f"{'one control (floor)':<22}{base:7.1f} ms")
    for name, blocks in cpu_ms.items():
        median = statistics.median(blocks)
        print(
            f"{name:<22}{median:7.1f} ms  {median / base:5.1f} x floor   (min {min(blocks):.1f}, max {max(blocks):.1f})"
        )


if __name__ == "__main__":
    main()
