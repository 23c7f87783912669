"""Server CPU of one interaction on each page, beside the floor of one control: `python benchmarks/rerun.py`.

Each figure is the process's CPU time over a block of reruns divided by their number; blocks of the pages and of the
floor take turns, so that a drift of the machine falls on both. Medians over the blocks.
"""

import argparse
import statistics
from collections.abc import Sequence

from sessions import ROOT, Reader, Value, cpu_seconds, server

PAGES = {
    "overview": ("", "", "vendor", [["AWS"], ["Microsoft"]]),
    "explore": ("explore", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "explore as a table": ("explore", "view=table", "tier", [["Associate Engineer"], ["Specialty / GenAI"], []]),
    "certification": ("cert", "id=nvidia-nca-genl", "vendor", [["AWS"], []]),
    "cost vs salary": ("cost-vs-salary", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "cost vs salary, hour": ("cost-vs-salary", "", "hour", [float(usd) for usd in range(10, 60)]),
    "tier map": ("tier-map", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "compare": ("compare", "id=aws-ai-practitioner&id=azure-ai-fundamentals", "vendor", [["AWS"], []]),
    "sources": ("sources", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "planner": ("planner", "from=developer-adding-ai", "week", [float(hours) for hours in range(5, 60)]),
}
"""For each page its path and query, the control that is changed, and the values that it takes in turn."""


def block(reader: Reader, pid: int, key: str, values: Sequence[Value], reruns: int) -> float:
    """Milliseconds of CPU per rerun over one block."""
    before = cpu_seconds(pid)
    for number in range(reruns):
        reader.choose(key, values[number % len(values)])
    return (cpu_seconds(pid) - before) * 1000 / reruns


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reruns", type=int, default=40, help="reruns in a block")
    parser.add_argument("--blocks", type=int, default=7, help="blocks of each page")
    asked = parser.parse_args()
    with server("app.py") as (host, pid), server("benchmarks/floor_radio.py", ROOT) as (floor_host, floor_pid):
        floor_reader = Reader(floor_host)
        readers = {name: Reader(host, page, query) for name, (page, query, _, _) in PAGES.items()}
        for name, (_, _, key, values) in PAGES.items():
            block(readers[name], pid, key, values, 10)
        got: dict[str, list[float]] = {name: [] for name in PAGES}
        floor: list[float] = []
        for _ in range(asked.blocks):
            floor.append(block(floor_reader, floor_pid, "vendor", [["red"], ["blue"]], asked.reruns))
            for name, (_, _, key, values) in PAGES.items():
                got[name].append(block(readers[name], pid, key, values, asked.reruns))
    base = statistics.median(floor)
    print(f"{'one control (floor)':<22}{base:7.1f} ms")
    for name, blocks in got.items():
        middle = statistics.median(blocks)
        print(
            f"{name:<22}{middle:7.1f} ms  {middle / base:5.1f} x floor   (min {min(blocks):.1f}, max {max(blocks):.1f})"
        )


if __name__ == "__main__":
    main()
