"""The parser of requests to an endpoint. What a page would name in a note and ignore is an error here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lib.address import pages
from lib.address.domains import MAX_CHARACTERS, NOT_A_CHOICE
from lib.address.parameter import Parameter
from lib.address.parameters import canonical
from lib.address.query import parsed
from lib.api.endpoint import PREFIX, ApiRequest, Endpoint
from lib.api.parameters import choices
from lib.catalogue.status import today
from lib.tables.store import Tables
from lib.text import count, listed

MAX_PROBLEMS = 20
"""Problems that are listed; the text gives the number of the others."""


class ParameterProblem(NamedTuple):
    """A parameter that is wrong, and a sentence that says why."""

    parameter: str
    detail: str


class InvalidParameters(Exception):
    """A query with errors. `problems` are the first MAX_PROBLEMS of them; the text is their sentences."""

    def __init__(self, problems: list[ParameterProblem]) -> None:
        excess = len(problems) - MAX_PROBLEMS
        self.problems = problems[:MAX_PROBLEMS]
        sentences = [problem.detail for problem in self.problems]
        if excess > 0:
            sentences.append(f"{excess} more parts of the query are wrong.")
        super().__init__(" ".join(sentences))


def api_request(
    endpoint: Endpoint, pairs: pages.Pairs, path_params: Mapping[str, str], tables: Tables, origin: str
) -> ApiRequest:
    """The request that the pairs of a query string make. Raises InvalidParameters."""
    parameters = endpoint.parameters
    own_pairs = [pair for pair in pairs if pair[0] in parameters]
    query, ignored = parsed(own_pairs, parameters, tables)
    problems = [*_unknown(endpoint, pairs, parameters), *_repeated(pairs, parameters)]
    for part in ignored:
        offered = _offered(parameters[part.key], part.reason, tables)
        detail = part.reason
        if part.quoted is not None:
            detail = f"“{part.quoted[:MAX_CHARACTERS]}” is not understood: {part.reason}{offered}."
        problems.append(ParameterProblem(part.key, detail))
    if problems:
        raise InvalidParameters(list(dict.fromkeys(problems)))
    canonical_pairs = tuple(dict.fromkeys(canonical(own_pairs, tables)))
    return ApiRequest(tables, query.on or today(), query, canonical_pairs, tuple(path_params.items()), origin)


def _unknown(endpoint: Endpoint, pairs: pages.Pairs, parameters: Mapping[str, Parameter]) -> Iterator[ParameterProblem]:
    offered = f"its parameters are {listed(list(parameters))}" if parameters else "it has no parameters"
    for key in dict.fromkeys(key for key, _ in pairs if key not in parameters):
        name = key[:MAX_CHARACTERS]
        yield ParameterProblem(name, f"“{name}” is not a parameter of {PREFIX}{endpoint.path}: {offered}.")


def _repeated(pairs: pages.Pairs, parameters: Mapping[str, Parameter]) -> Iterator[ParameterProblem]:
    for key, times in Counter(key for key, _ in pairs if key in parameters).items():
        limit = parameters[key].max_times
        if limit and times > limit:
            allowed = "once" if limit == 1 else f"at most {count(limit, 'time')}"
            yield ParameterProblem(key, f"“{key}” is given {times} times and can be given {allowed}.")


def _offered(parameter: Parameter, reason: str, tables: Tables) -> str:
    """The end of the sentence that lists the choices; empty where they are not the reason."""
    options = choices(parameter, tables) if reason == NOT_A_CHOICE else ()
    return f", which are {listed(list(options))}" if options else ""
