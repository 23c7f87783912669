"""The time of the planner for every background, goal and cloud, on the shipped catalogue and on generated ones.

    python benchmarks/plans.py [CERTS ...]

Prints the CPU milliseconds of a whole answer, median and worst: on the shipped catalogue for both reference days, then
on generated catalogues of 70, 500 and 5,000 certifications (or CERTS). Also printed: the most nodes of a search, the
gaps of answers past the limit of the search, and the peak of the memory that Python allocated. Generated catalogues are
the same on every run; above 1,000 certifications only every n-th request is timed.
"""

import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path as File
from typing import NamedTuple

ROOT = File(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lib import planner  # noqa: E402
from lib.cost.ledger import Exam  # noqa: E402
from lib.planner.catalogue import Block, Catalogue, Cert, CertSet, Choice, Life, Path, PathStep  # noqa: E402
from lib.planner.model import Proof  # noqa: E402
from lib.tables import store  # noqa: E402

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


class TimedAnswer(NamedTuple):
    """One answer, its request, and its CPU time in milliseconds."""

    ms: float
    request: planner.PlanRequest
    answer: planner.PlanAnswer


def timed(request: planner.PlanRequest, catalogue: Catalogue) -> TimedAnswer:
    """One answer and its CPU time."""
    start = time.process_time()
    answer = planner.plan(request, catalogue)
    return TimedAnswer(1000 * (time.process_time() - start), request, answer)


def requests(catalogue: Catalogue, on: date) -> Iterator[planner.PlanRequest]:
    """A request for each background, goal and cloud."""
    sequences = [path.id for path in catalogue.paths.values() if path.kind == "sequence"]
    goals = [path.id for path in catalogue.paths.values() if path.kind != "sequence"]
    for background, goal, cloud in product([None, *sequences], [None, *goals], [None, *CLOUDS]):
        yield planner.PlanRequest.of(on=on, background=background, goal=goal, cloud=cloud)


def generated(certs: int) -> Catalogue:
    """A catalogue of some size that is like the shipped one: tiers, vendors, prices, prerequisites, successors."""
    chance = random.Random(certs)
    names = [f"cert-{number:05}" for number in range(certs)]
    by_id = {name: _cert(number, names, chance) for number, name in enumerate(names)}
    paths = {path.id: path for path in _paths(names, chance)}
    return Catalogue(by_id, paths, {group.id: group for group in _sets()}, {"AWS": 0.5})


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
    """Verdicts, roles and outcomes like those of the article: named choices, and sets that grow with the catalogue."""
    for kind, number in product(("verdict", "role", "outcome"), range(3)):
        steps = [
            PathStep(1, tuple(Choice(cert=name) for name in chance.sample(names, 3))),
            PathStep(2, (Choice(set="cloud-associate"),)),
            PathStep(
                3, tuple(Choice(cert=name) for name in chance.sample(names, 2)), after_months=12 * (kind == "verdict")
            ),
            PathStep(4, (Choice(set=("cloud-ai", "genai", "cloud-ai")[number]),), optional=kind == "verdict"),
        ]
        yield Path(f"{kind}-{number}", kind, f"The {kind} {number}", tuple(steps))


def report(name: str, answers: list[TimedAnswer]) -> str:
    """One line: median and worst, the most nodes, and the gaps of answers that are not exact."""
    times, worst = [timed.ms for timed in answers], max(answers, key=lambda timed: timed.ms)
    proofs = [timed.answer.proof for timed in answers]
    request = f"{worst.request.background}, {worst.request.goal}, {worst.request.cloud}"
    return (
        f"{name}: {len(answers)} answers, median {statistics.median(times):.1f} ms, "
        f"worst {max(times):.1f} ms ({request}), most nodes {max(proof.nodes for proof in proofs)}, "
        f"{_gaps([proof for proof in proofs if not proof.exact])}"
    )


def _gaps(inexact: list[Proof]) -> str:
    if not inexact:
        return "all exact"
    dollars, days = max(proof.gap_usd for proof in inexact), max(proof.gap_days for proof in inexact)
    return f"{len(inexact)} past the limit, at most ${dollars:,.0f} or {days} days off"


def peak_mb(call: Callable[[], object]) -> float:
    """The peak of the memory that Python allocated during a call, in MB."""
    tracemalloc.start()
    call()
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak_bytes / 1e6


def main() -> None:
    """Print a line for the shipped catalogue on each day, and one for each generated catalogue."""
    shipped = planner.catalogue_of(store.read(ROOT / "data"))
    for on in DAYS:
        print(report(f"shipped, {on}", [timed(request, shipped) for request in requests(shipped, on)]), flush=True)
    for size in [int(argument) for argument in sys.argv[1:]] or [70, 500, 5000]:
        catalogue = generated(size)
        sample = [*requests(catalogue, DAYS[1])][:: max(1, size // 1000)]
        answers = [timed(request, catalogue) for request in sample]
        slowest = max(answers, key=lambda timed: timed.ms).request
        memory = peak_mb(partial(planner.plan, slowest, catalogue))
        print(report(f"{size} certs", answers), f"{memory:.1f} MB at most", flush=True)


if __name__ == "__main__":
    main()
