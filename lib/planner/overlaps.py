"""How much of one exam another one covers already: the share of its sections whose titles name the same subjects.

Ours, and an assumption: titles are compared, not contents.
"""

from collections.abc import Callable
from functools import cache

from lib.memory import while_alive
from lib.overlap import words
from lib.planner.catalogue import Catalogue

SHARED_WORDS = 2


@while_alive(1)
def covered(catalogue: Catalogue) -> Callable[[str, str], float]:
    """A function that gives which share of an exam (second id) another one (first id) covers, from 0 to 1.

    A section counts, with its weight, where a section of the other exam has two of its subject words, or just the same.
    """
    certs = catalogue.certs

    @cache
    def subjects(cert_id: str) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(words(title)) for title, _ in certs[cert_id].sections)

    @cache
    def share(known: str, wanted: str) -> float:
        sections, titles = certs[wanted].sections, subjects(wanted)
        if not sections or not certs[known].sections:
            return 0.0
        alike = [any(_alike(title, other) for other in subjects(known)) for title in titles]
        weights = [weight for _, weight in sections]
        return sum(w for w, like in zip(weights, alike, strict=True) if like) / (sum(weights) or 1.0)

    return share


def _alike(title: frozenset[str], other: frozenset[str]) -> bool:
    return len(title & other) >= SHARED_WORDS or (bool(title) and title == other)
