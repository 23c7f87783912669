"""The share of an exam that another exam covers already: that of its sections whose titles name the same subjects.

This is an assumption of ours: titles are compared, not contents.
"""

from collections.abc import Callable
from functools import cache

from lib.catalogue.shared_topics import subject_words
from lib.planner.catalogue import Catalogue
from lib.tables.cache import while_alive

SHARED_WORDS = 2
"""Subject words in common from which on two sections count as alike."""


@while_alive(1)
def coverage(catalogue: Catalogue) -> Callable[[str, str], float]:
    """A function of two ids: the share of the second exam, from 0 to 1, that the first one covers.

    A section counts, with its weight, where a section of the first exam has two of its subject words, or exactly the
    same words. The share is 0 where an exam has no sections.
    """
    certs = catalogue.certs

    @cache
    def subjects(cert_id: str) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(subject_words(title)) for title, _ in certs[cert_id].sections)

    @cache
    def share(passed: str, ahead: str) -> float:
        sections, titles = certs[ahead].sections, subjects(ahead)
        if not sections or not certs[passed].sections:
            return 0.0
        alike = [any(_are_alike(title, covering) for covering in subjects(passed)) for title in titles]
        weights = [weight for _, weight in sections]
        covered = (weight for weight, is_alike in zip(weights, alike, strict=True) if is_alike)
        return sum(covered) / (sum(weights) or 1.0)

    return share


def _are_alike(title: frozenset[str], covering: frozenset[str]) -> bool:
    return len(title & covering) >= SHARED_WORDS or (bool(title) and title == covering)
