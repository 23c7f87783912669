"""What a session knows of the browser's address and controls, so that a late message undoes no newer change.

A *message* goes from the browser to the server. It brings the address and the control values that the browser had when
the message left. An *answer* goes back: what one run of the page draws, with a new address where one is due. Answers
are numbered. On a slow line they cross: a message can leave before the last answer has arrived. Its address and its
values are then older than what the server has decided since; they are *echoes* and no changes. The *receipt*, which
comes with each message, is the number of the newest answer that the browser had, so the server can tell.

Example: the reader sorts by price, and answer 7 takes `?sort=price` to the browser. Before it arrives, the reader
chooses the table. That message has receipt 6 and the address without `sort`. The server knows this address as the one
before answer 7, so `sort=price` stays and `view=table` is added. Had the reader gone Back instead, Streamlit would say
so, and the address of the message would count (docs/adr/0012).

This module keeps the record and decides; it knows nothing of Streamlit. `lib.ui.url_state` reads the messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Pairs = tuple[tuple[str, str], ...]
"""Keys and values of an address's query, in its order; a key with several values is repeated."""

MAX_UNCONFIRMED = 32
"""How many addresses are remembered that the browser has not confirmed; older ones are dropped."""


class Address(NamedTuple):
    """The query of an address: the pairs that the controls of one page write, and all pairs, shared filters too."""

    page_pairs: Pairs
    all_pairs: Pairs


class Assignment(NamedTuple):
    """A control that the server has set: its value in the browser, its new value, and the answer that brings it."""

    before: object
    after: object
    answer: int


@dataclass
class Exchange:
    """The state of one session's page, and how much of what was sent the browser is known to have.

    Attributes:
        page: The path of the page that the reader is on; empty before the first message.
        page_values: The values of the page's own keys of the address, by key, as the reader has set them. This is the
            state that counts.
        answer: The number of the answer that is being made, from 0.
        confirmed: The page's own pairs, ordered, of the last address that the browser certainly had.
        unconfirmed: The addresses sent since, each with the number of its answer, oldest first.
        assignments: By key, the controls that the server has set in an answer that the browser has not confirmed.
    """

    page: str = ""
    page_values: dict[str, list[str]] = field(default_factory=dict)
    answer: int = 0
    confirmed: Pairs = ()
    unconfirmed: list[tuple[int, Address]] = field(default_factory=list)
    assignments: dict[str, Assignment] = field(default_factory=dict)

    def confirm(self, receipt: int) -> None:
        """Note the number of the newest answer that the browser had when it sent its message, -1 for none."""
        if arrived := [address for answer, address in self.unconfirmed if answer <= receipt]:
            self.confirmed = ordered(arrived[-1].page_pairs)
        self.unconfirmed = [(answer, address) for answer, address in self.unconfirmed if answer > receipt]
        self.assignments = {key: assigned for key, assigned in self.assignments.items() if assigned.answer > receipt}

    def receive(self, page: str, page_pairs: Pairs, *, navigated: bool) -> bool:
        """Take over the address of a message, unless it is an echo.

        It is an echo if the reader stayed on the page and the browser had this address last or was sent it since.

        Args:
            page: The path of the page that the message is for.
            page_pairs: The page's own pairs of the message's address.
            navigated: Whether the reader used Back or Forward, or this is the first message of the session.

        Returns:
            Whether the address was taken over.
        """
        echoes = [self.confirmed, *(ordered(address.page_pairs) for _, address in self.unconfirmed)]
        if not navigated and page == self.page and ordered(page_pairs) in echoes:
            return False
        self.page, self.page_values, self.confirmed = page, by_key(page_pairs), ordered(page_pairs)
        self.assignments.clear()
        return True

    def put(self, key: str, values: Sequence[str]) -> None:
        """Set the values of one of the page's own keys; without a value the key leaves the address."""
        if values:
            self.page_values[key] = list(values)
        else:
            self.page_values.pop(key, None)

    def is_due(self, wanted: Pairs, browser: Pairs) -> bool:
        """Whether the browser has to be sent an address.

        That is so if the one that its message brings differs from the one wanted, or the last one sent to it does. What
        was sent may have been lost with the line, so it does not stand for the one that the browser has.
        """
        sent = [address.all_pairs for _, address in self.unconfirmed[-1:]]
        return any(ordered(pairs) != ordered(wanted) for pairs in (browser, *sent))

    def send(self, address: Address) -> None:
        """Note an address that goes to the browser with the answer that is being made."""
        self.unconfirmed = [*self.unconfirmed[1 - MAX_UNCONFIRMED :], (self.answer, address)]

    def assign(self, key: str, before: object, after: object) -> None:
        """Note that the answer that is being made sets a control that has another value in the browser."""
        self.assignments[key] = Assignment(before, after, self.answer)

    def merged(self, key: str, value: object) -> object:
        """The value of a control that the server has set, given its value in a message that left before that arrived.

        The value from before the assignment is an echo, so what the server has set stays. Any other value is the
        reader's change and counts. Of a list only what the reader added or removed since counts, and the rest is as
        the server has set it.
        """
        before, after, _ = self.assignments[key]
        if isinstance(value, list) and isinstance(before, list) and isinstance(after, list):
            remaining = [option for option in after if option in value or option not in before]
            return [*remaining, *(option for option in value if option not in before and option not in remaining)]
        return after if value == before else value


def by_key(pairs: Pairs) -> dict[str, list[str]]:
    """The values of each key, in their order."""
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return values


def ordered(pairs: Pairs) -> Pairs:
    """Pairs sorted by key, so that addresses of one meaning are equal; the values of a key keep their order."""
    return tuple(sorted(pairs, key=lambda pair: pair[0]))
