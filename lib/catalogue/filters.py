"""Filters of the catalogue: their values, and for each one which rows pass it and what it is called."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FACETS = {"vendor": "vendor", "tier": "tier", "focus": "focus", "status": "status_word"}
"""The column that each facet filters by."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Filters:
    """The filters of one request. An empty filter lets every row through; a row has to pass all that are set."""

    vendor: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    price_max: float | None = None
    language: str | None = None
    q: str = ""
    article: bool = False
    closed: bool = False

    def is_on(self, name: str) -> bool:
        """Whether a filter is set."""
        return bool(getattr(self, name) != _EMPTY[name])

    def without(self, name: str) -> "Filters":
        """The same filters with one of them dropped."""
        return replace(self, **{name: _EMPTY[name]})

    def with_closed(self) -> "Filters":
        """The same filters with closed and retired certifications let through, as on the map and on Sources."""
        return replace(self, closed=True)

    def phrases(self) -> list[str]:
        """The filters that are on, each value as a phrase of a few words."""
        on = [name for name in MEANINGS if self.is_on(name)]
        return [phrase for name in on for phrase in MEANINGS[name].phrases(getattr(self, name))]


_EMPTY: dict[str, Any] = {field.name: field.default for field in fields(Filters)}


@dataclass(frozen=True)
class FilterMeaning:
    """What a filter means: the rows that pass it, and its words.

    Attributes:
        column: The column that it reads.
        passes: Which rows pass, from the values of that column and the value of the filter.
        noun: The name of the filter after `Drop the`.
        phrases: The value of the filter in phrases of a few words.
        label: The label of its control in the panel of filters on Explore; empty if another place draws it.
    """

    column: str
    passes: Callable[[pd.Series, Any], Mask]
    noun: str
    phrases: Callable[[Any], Sequence[str]]
    label: str = ""


MEANINGS: dict[str, FilterMeaning] = {
    **{
        facet: FilterMeaning(column, lambda values, options: values.isin(options).to_numpy(), facet, list)
        for facet, column in FACETS.items()
    },
    "q": FilterMeaning("search", lambda texts, words: _has_words(texts, words), "search", lambda words: [f"“{words}”"]),
    "price_max": FilterMeaning(
        "price_usd",
        lambda prices, limit: (prices <= limit).to_numpy(),
        "price limit",
        lambda limit: [f"up to ${limit:g}"],
        "Price up to ($)",
    ),
    "language": FilterMeaning(
        "languages",
        lambda values, language: np.array([is_offered_in(languages, language) for languages in values], dtype=bool),
        "exam language",
        lambda language: [language],
        "Exam language",
    ),
    "article": FilterMeaning(
        "in_article",
        lambda in_article, _: in_article.to_numpy(),
        "limit to the article's ten",
        lambda _: ["the article's ten"],
        "Only the article's ten",
    ),
    "closed": FilterMeaning(
        "gone",
        lambda gone, _: ~gone.to_numpy(),
        "hiding of closed ones",
        lambda _: ["closed ones too"],
        "Show closed and retired ones",
    ),
}
"""The meaning of each filter, by its field in Filters; controls and phrases are in this order.

`closed` is the one that hides rows while it is off (see `lib.catalogue.filtering`).
"""

FILTER_COLUMNS = tuple(
    dict.fromkeys(
        [
            *("id", "tier", "vendor", "status", "bookable", "price_usd", "price_kind"),
            *(meaning.column for meaning in MEANINGS.values()),
        ]
    )
)
"""The columns that filters and findings read; `search` is `search_text`."""


def is_offered_in(languages: Collection[str], language: str | None) -> bool:
    """Whether an exam is known to be offered in a language. An exam that names no language counts as English."""
    return language in languages if len(languages) else language == "English"


def _has_words(texts: pd.Series, query: str) -> Mask:
    words = query.lower().split()
    return np.array([all(word in text for word in words) for text in texts], dtype=bool)
