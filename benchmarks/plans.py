"""How long the planner takes: every background, goal and cloud on the shipped catalogue, and generated catalogues.

    python benchmarks/plans.py [CERTS ...]

Prints CPU milliseconds of a whole answer: median and worst on the shipped catalogue for both reference days, then for
generated catalogues of 70, 500 and 5,000 certifications (or those given), with the nodes of the search, what it says of
itself past its limit, and the peak of the memory that Python allocated. Generated catalogues are alike on every run;
above 1,000 certifications only every n-th request is timed.
"""

import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path as File
from typing import NamedTuple

ROOT = File(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lib import planner, store  # noqa: E402
from lib.costs import Exam  # noqa: E402
from lib.planner.catalogue import Block, Catalogue, Cert, CertSet, Choice, Life, Path, PathStep  # noqa: E402
from lib.planner.model import Proof  # noqa: E402

DAYS = (date(2026, 3, 1), date(2026, 11, 22))
CLOUDS = ("AWS", "Microsoft", "Google Cloud")
TIERS = ("Entry / Literacy", "Associate Engineer", "Professional / Specialty", "Specialty / GenAI")
HOURS = {1: (15.0, 40.0), 2: (60.0, 120.0), 3: (100.0, 200.0), 4: (40.0, 120.0)}
FOCUSES = (
    "AI literacy",
    "ML engineering",
    "GenAI engineering",
    "Data",
    "MLOps and platform",
    "Governance and security",
)
VENDORS = (*CLOUDS, *(f"Vendor {number}" for number in range(15)))
WORDS = ("data", "model", "deployment", "pipeline", "agent", "prompt", "governance", "security", "training", "storage")


class Taken(NamedTuple):
    """One answer: its CPU time in milliseconds, what was asked, and the answer."""

    ms: float
    asked: planner.Request
    answer: planner.Answer


def timed(request: planner.Request, catalogue: Catalogue) -> Taken:
    """One answer and the CPU time that it took."""
    begins = time.process_time()
    answer = planner.plan(request, catalogue)
    return Taken(1000 * (time.process_time() - begins), request, answer)


def every(catalogue: Catalogue, on: date) -> Iterator[planner.Request]:
    """Every background, goal and cloud."""
    sequences = [path.id for path in catalogue.paths.values() if path.kind == "sequence"]
    goals = [path.id for path in catalogue.paths.values() if path.kind != "sequence"]
    for background, goal, cloud in product([None, *sequences], [None, *goals], [None, *CLOUDS]):
        yield planner.Request.of(on=on, background=background, goal=goal, cloud=cloud)


def generated(certs: int) -> Catalogue:
    """A catalogue of a size with the shape of the shipped one: tiers, vendors, prices, prerequisites, successors."""
    chance = random.Random(certs)
    names = [f"cert-{number:05}" for number in range(certs)]
    known = {name: _cert(number, names, chance) for number, name in enumerate(names)}
    sets = {one.id: one for one in _sets()}
    return Catalogue(known, {one.id: one for one in _paths(names, chance)}, sets, {"AWS": 0.5})


def _cert(number: int, names: list[str], chance: random.Random) -> Cert:
    tier, vendor = chance.choices((1, 2, 3, 4), (3, 4, 4, 4))[0], chance.choice(VENDORS)
    price = chance.choice((None, 99.0, 100.0, 125.0, 150.0, 165.0, 200.0, 200.0, 245.0, 300.0, 400.0))
    earlier = names[max(0, number - 200) : number]
    needs = chance.sample(earlier, min(len(earlier), 2)) if tier > 1 and chance.random() < 0.08 and earlier else []
    low, high = HOURS[tier]
    name = names[number]
    titles = {" ".join(chance.sample(WORDS, 2)) for _ in range(5)}
    return Cert(
        id=name,
        code=name.upper(),
        name=name,
        vendor=vendor,
        tier=TIERS[tier - 1],
        tier_rank=tier,
        focus=chance.choice(FOCUSES),
        exam=Exam(name, name.upper(), vendor, price, validity_months=chance.choice((None, 12, 24, 36))),
        cloud=vendor in CLOUDS,
        life=_life(number, names, chance),
        requires=(Block(tuple(sorted(needs))),) if needs else (),
        hours_low=low,
        hours_high=high,
        sections=tuple((title, 20.0) for title in sorted(titles)),
    )


def _life(number: int, names: list[str], chance: random.Random) -> Life:
    """Mostly open; some retired with a successor, some in beta, some about to end."""
    kind, later = chance.random(), names[number + 1 : number + 50]
    if kind < 0.1 and later:
        return Life(
            "retired", last_day=DAYS[1] - timedelta(days=chance.randint(1, 300)), successor=chance.choice(later)
        )
    if kind < 0.15:
        return Life("beta", general_from=DAYS[1] + timedelta(days=chance.randint(10, 200)))
    if kind < 0.2:
        return Life("active", last_day=DAYS[1] + timedelta(days=chance.randint(30, 400)))
    return Life()


def _sets() -> Iterator[CertSet]:
    yield CertSet("cloud-associate", "a cloud associate certification", (TIERS[1],), (), True)
    yield CertSet("cloud-ai", "a cloud AI certification", (), FOCUSES[:3], True)
    yield CertSet("genai", "any generative AI specialty", (TIERS[3],))


def _paths(names: list[str], chance: random.Random) -> Iterator[Path]:
    """A verdict and roles as the article has them: named choices, and sets that grow with the catalogue."""
    for kind, number in product(("verdict", "role", "outcome"), range(3)):
        steps = [
            PathStep(1, tuple(Choice(cert=one) for one in chance.sample(names, 3))),
            PathStep(2, (Choice(set="cloud-associate"),)),
            PathStep(
                3, tuple(Choice(cert=one) for one in chance.sample(names, 2)), after_months=12 * (kind == "verdict")
            ),
            PathStep(4, (Choice(set=("cloud-ai", "genai", "cloud-ai")[number]),), optional=kind == "verdict"),
        ]
        yield Path(f"{kind}-{number}", kind, f"The {kind} {number}", tuple(steps))


def told(name: str, found: list[Taken]) -> str:
    """One line: median and worst, the most nodes, and what is not exact."""
    times, worst = [one.ms for one in found], max(found, key=lambda one: one.ms)
    nodes = max(one.answer.proof.nodes for one in found)
    where = f"{worst.asked.background}, {worst.asked.goal}, {worst.asked.cloud}"
    return (
        f"{name}: {len(found)} answers, median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms ({where}), "
        f"most nodes {nodes}, {_gaps([one.answer.proof for one in found if not one.answer.proof.exact])}"
    )


def _gaps(cut: list[Proof]) -> str:
    if not cut:
        return "all exact"
    dollars, days = max(one.gap_usd for one in cut), max(one.gap_days for one in cut)
    return f"{len(cut)} past the limit, at most ${dollars:,.0f} or {days} days off"


def peak(make: Callable[[], object]) -> float:
    """The most memory, in MB, that Python had allocated while something was made."""
    tracemalloc.start()
    make()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    """Print a line for the shipped catalogue on each day, and one for each generated one."""
    shipped = planner.catalogue_of(store.read(ROOT / "data"))
    for on in DAYS:
        print(told(f"shipped, {on}", [timed(one, shipped) for one in every(shipped, on)]), flush=True)
    for size in [int(one) for one in sys.argv[1:]] or [70, 500, 5000]:
        catalogue = generated(size)
        found = [timed(one, catalogue) for one in [*every(catalogue, DAYS[1])][:: max(1, size // 1000)]]
        slowest = max(found, key=lambda one: one.ms).asked
        memory = peak(lambda asked=slowest, known=catalogue: planner.plan(asked, known))
        print(told(f"{size} certs", found), f"{memory:.1f} MB at most", flush=True)


if __name__ == "__main__":
    main()
