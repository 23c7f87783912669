"""Small catalogues and requests for tests of the planner: written by hand, and generated."""

from datetime import date, timedelta

from hypothesis import strategies as st

from lib.cost.ledger import Exam
from lib.planner.catalogue import Advice, Block, Catalogue, Cert, CertSet, Choice, Life, Path, PathStep, Waits
from lib.planner.request import PlanRequest

ON = date(2026, 6, 15)
VENDORS = {"AWS": True, "Microsoft": True, "Databricks": False, "NVIDIA": False}
TIERS = ("Entry / Literacy", "Associate Engineer", "Professional / Specialty", "Specialty / GenAI")
FOCUSES = ("AI literacy", "ML engineering", "GenAI engineering")
TITLES = ("Model deployment", "Model development", "Prompt design", "Data pipelines", "Governance", "Agent design")
ADVICE = ("collecting", "early-lock-in", "outdated-material", "no-fundamentals")


def cert(cert_id, *, vendor="AWS", price=100.0, hours=(20.0, 20.0), tier=1, beta=False, standard=None, **fields):
    """A certification that is open, costs $100, takes 20 hours and never expires, where the arguments do not differ."""
    validity = fields.pop("validity", None)
    exam = Exam(
        cert_id,
        cert_id.upper(),
        vendor,
        price,
        beta,
        standard,
        validity_months=validity,
        never_expires=validity is None,
        renewed_by=fields.pop("renewed_by", ()),
        renewal_way=fields.pop("renewal_way", None),
        renewal_share=fields.pop("renewal_share", None),
    )
    return Cert(
        id=cert_id,
        code=cert_id.upper(),
        name=f"Certified {cert_id}",
        vendor=vendor,
        tier=TIERS[tier - 1],
        tier_rank=tier,
        focus=fields.pop("focus", FOCUSES[0]),
        exam=exam,
        cloud=VENDORS.get(vendor, False),
        cloud_neutral=not VENDORS.get(vendor, False),
        hours_low=hours[0],
        hours_high=hours[1],
        sources=(f"https://example.org/{cert_id}",),
        **fields,
    )


def step(number, *choices, optional=False, after=0, sets=()):
    """A step of a path, met by any of the certifications or sets."""
    named = [Choice(cert=one) for one in choices] + [Choice(set=one) for one in sets]
    return PathStep(number, tuple(named), optional=optional, after_months=after)


def catalogue(*certs, steps=(), kind="outcome", sets=(), vouchers=None, retakes=None, more_paths=()):
    """A catalogue with the path `p`, and more paths."""
    paths = [Path("p", kind, "The path", tuple(steps)), *more_paths]
    return Catalogue(
        certs={record.id: record for record in certs},
        paths={path.id: path for path in paths},
        sets={cert_set.id: cert_set for cert_set in sets},
        vouchers={"AWS": 0.5} if vouchers is None else vouchers,
        retakes=retakes or {},
        advice={one: Advice(one, one, one) for one in ADVICE},
    )


def request_of(**options):
    """A request for the path, on ON, at seven hours a week and without overlaps, where the options do not differ."""
    return PlanRequest.of(**{"on": ON, "goal": "p", "hours_week": 7.0, "overlap": 0.0, **options})


def days(low=-60, high=200):
    """A day around ON."""
    return st.integers(low, high).map(lambda n: ON + timedelta(days=n))


KINDS = (*("open",) * 7, "ends", "opens", "beta", "beta to come", "beta over", "unknown")
LANGUAGES = (*((),) * 5, ("English",), ("English", "Japanese"), ("Japanese",))
PRICES = (50.0, 99.0, 100.0, 100.0, 150.0, 150.0, 300.0, 0.0, None)


@st.composite
def lives(draw, successors):
    """The life of an exam: mostly open; else ending, not yet open, in beta, or never to be booked."""
    follows = bool(successors) and draw(st.integers(0, 3)) == 3
    successor = draw(st.sampled_from(successors)) if follows else None
    kind = draw(st.sampled_from(KINDS))
    if kind == "ends":
        return Life("active", last_day=draw(days()), last_day_other=draw(days()), successor=successor)
    if kind == "opens":
        return Life("active", available_from=draw(days()), successor=successor)
    if kind == "beta":
        return Life("beta", available_from=draw(days(-60, 0)), successor=successor)
    if kind == "beta to come":
        return Life("beta", available_from=draw(days(-60, 0)), general_from=draw(days(1, 200)), successor=successor)
    if kind == "beta over":
        general = draw(st.none() | days(101, 200))
        return Life("beta", draw(days(-60, 0)), general, beta_until=draw(days(1, 100)), successor=successor)
    return Life("unknown" if kind == "unknown" else "active", successor=successor)


@st.composite
def certs(draw, number, names):
    """One certification. It requires earlier ones and is succeeded by later ones only, so there is no cycle."""
    earlier, later = names[:number], names[number + 1 :]
    life = draw(lives(later))
    low = draw(st.sampled_from([10.0, 20.0, 40.0, 100.0]))
    needs = bool(earlier) and draw(st.integers(0, 2)) == 2
    block = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3, unique=True)) if needs else []
    validity = draw(st.none() | st.sampled_from([12, 24, 36]))
    return cert(
        names[number],
        vendor=draw(st.sampled_from(sorted(VENDORS))),
        price=draw(st.sampled_from(PRICES)),
        beta=life.observed == "beta",
        standard=draw(st.sampled_from([None, 100.0, 200.0])),
        hours=(low, low + draw(st.sampled_from([0.0, 20.0]))),
        tier=draw(st.integers(1, 4)),
        focus=draw(st.sampled_from(FOCUSES)),
        life=life,
        requires=(Block(tuple(sorted(block)), draw(st.integers(1, len(block)))),) if block else (),
        recommends=tuple(sorted(draw(st.sets(st.sampled_from(earlier), max_size=1)))) if earlier else (),
        languages=draw(st.sampled_from(LANGUAGES)),
        renewed_by=tuple(later[:1]),
        sections=tuple((one, 1.0) for one in sorted(draw(st.sets(st.sampled_from(TITLES), max_size=3)))),
        **({"validity": validity} if validity else {}),
    )


@st.composite
def catalogues(draw, largest=7):
    """A catalogue of three to seven certifications, two sets, and a path of up to three steps, mostly disjoint."""
    names = [f"c{number}" for number in range(draw(st.sampled_from([largest, largest - 1, largest - 2, 3])))]
    drawn_certs = [draw(certs(number, names)) for number in range(len(names))]
    sets = (CertSet("entries", "an entry certification", tiers=(TIERS[0],)), CertSet("clouds", "any", clouds_only=True))
    number = draw(st.sampled_from([3, 3, 2, 1]))
    disjoint = draw(st.sampled_from([True, True, False]))
    steps = [draw(steps_of(one + 1, names[one::number] if disjoint else names)) for one in range(number)]
    retakes = {"AWS": Waits((14,), "14 days"), "Microsoft": Waits((1, 14), "a day")}
    kind = draw(st.sampled_from(["role", "outcome"]))
    return catalogue(*drawn_certs, steps=steps, kind=kind, sets=sets, retakes=retakes)


@st.composite
def steps_of(draw, number, names):
    """A step with up to three choices, now and then a set, optional, or after months of work."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    sets = draw(st.sampled_from([(), (), (), (), ("entries",), ("clouds",)]))
    optional, after = draw(st.sampled_from([False, False, False, True])), draw(st.sampled_from([0, 0, 0, 6]))
    return step(number, *chosen, optional=optional, after=after, sets=sets)


LIMITS = {
    "start": st.sampled_from([date(2024, 1, 1), date(2026, 6, 1), date(2026, 9, 1), date(2099, 1, 1)]),
    "hours_week": st.sampled_from([0.0, 2.0, 10.0, 40.0, 168.0]),
    "budget": st.sampled_from([0.0, 100.0, 150.0, 250.0, 400.0, 1e9]),
    "by": days(0, 400),
    "vendor_limit": st.sampled_from([0, 1, 1, 2]),
    "language": st.sampled_from(["English", "Japanese"]),
    "chance": st.sampled_from([0.5, 0.7]),
}
"""The limits of a request with their values; a request has at most two of them."""


@st.composite
def requests(draw, largest=7):
    """Any request on such a catalogue."""
    names = [f"c{number}" for number in range(largest)]
    months = st.none() | st.sampled_from([date(2022, 1, 1), date(2025, 9, 1), date(2026, 6, 1), date(2027, 1, 1)])
    limits = draw(st.lists(st.sampled_from(sorted(LIMITS)), max_size=2, unique=True))
    return request_of(
        have=draw(st.just({}) | st.dictionaries(st.sampled_from(names), months, max_size=1)),
        cloud=draw(st.sampled_from([None, None, "AWS", "Microsoft"])),
        beta=draw(st.booleans()),
        employer_pays=draw(st.sampled_from([False, False, True])),
        vouchers=draw(st.booleans()),
        overlap=draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        worked=draw(st.sampled_from([0, 3, 12])),
        take=draw(st.just([]) | st.lists(st.sampled_from(names), max_size=1)),
        hours=draw(
            st.just({}) | st.dictionaries(st.sampled_from(names), st.sampled_from([0.0, 5.0, 60.0]), max_size=1)
        ),
        **{name: draw(LIMITS[name]) for name in sorted(limits)},
    )
