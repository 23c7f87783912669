"""A request to an endpoint, understood whole or not at all: what a page would name and leave out is an error here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lib import links, values
from lib.api.endpoint import PREFIX, Asked, Endpoint
from lib.api.parameters import Parameter
from lib.clock import today
from lib.store import Tables
from lib.text import count, listed

MOST_TOLD = 20
"""How many parameters that are wrong are named."""


class Wrong(NamedTuple):
    """A parameter that is not understood, and a sentence that says why."""

    parameter: str
    detail: str


class NotUnderstood(Exception):
    """A query that is not understood. `wrong` names each parameter once; the text is all of their sentences."""

    def __init__(self, wrong: list[Wrong]) -> None:
        more = len(wrong) - MOST_TOLD
        self.wrong = wrong[:MOST_TOLD]
        rest = [f"{more} more parts of the query are wrong."] if more > 0 else []
        super().__init__(" ".join([*(one.detail for one in self.wrong), *rest]))


def understood(endpoint: Endpoint, pairs: links.Pairs, named: Mapping[str, str], tables: Tables, origin: str) -> Asked:
    """The request that the pairs of a query string make. Raises NotUnderstood."""
    known = {one.name: one for one in endpoint.parameters}
    given = [pair for pair in pairs if pair[0] in known]
    query, left = endpoint.parse(given, tables)
    wrong = [*_unknown(endpoint, pairs, known), *_repeated(pairs, known)]
    for one in left:
        choices = _choices(known[one.key], one.why, tables)
        said = one.why if one.what is None else f"“{one.what[: values.LONGEST]}” is not understood: {one.why}{choices}."
        wrong.append(Wrong(one.key, said))
    if wrong:
        raise NotUnderstood(list(dict.fromkeys(wrong)))
    canonical = tuple(dict.fromkeys(links.canonical(given, tables)))
    return Asked(tables, query.on or today(), query, canonical, tuple(named.items()), origin)


def _unknown(endpoint: Endpoint, pairs: links.Pairs, known: Mapping[str, Parameter]) -> Iterator[Wrong]:
    offered = f"its parameters are {listed(list(known))}" if known else "it has no parameters"
    for key in dict.fromkeys(key for key, _ in pairs if key not in known):
        said = key[: values.LONGEST]
        yield Wrong(said, f"“{said}” is not a parameter of {PREFIX}{endpoint.path}: {offered}.")


def _repeated(pairs: links.Pairs, known: Mapping[str, Parameter]) -> Iterator[Wrong]:
    for key, times in Counter(key for key, _ in pairs if key in known).items():
        most = known[key].most
        if most and times > most:
            can = "once" if most == 1 else f"at most {count(most, 'time')}"
            yield Wrong(key, f"“{key}” is given {times} times and can be given {can}.")


def _choices(parameter: Parameter, why: str, tables: Tables) -> str:
    """The choices that there are, where something else was given."""
    choices = parameter.choices(tables) if why == values.NO_CHOICE else ()
    return f", which are {listed(list(choices))}" if choices else ""
