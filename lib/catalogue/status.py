"""Status on a day: the tables store what was observed, this module computes what holds on a date, and has its words.

There are eight statuses, decided in this order: `not yet` (the first day is ahead), `closed` (the exam has ended in
English, and other languages run on), `retired` (the last day has passed), `not yet` again (the beta is over and general
availability is ahead), `unknown` (the last observation contradicts itself or only saw that the certification exists),
`partner-only`, `beta`, `ending` (an end is announced and ahead), `active`. Readers filter by `reader_words`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from lib import text
from lib.catalogue.record import Certification


class Phrase(NamedTuple):
    """Words on a certification in one status, with fields in braces (see `Status.words`).

    `dated` names the day of the status; `undated`, if there is any, takes its place where that day is not known.
    """

    dated: str
    undated: str = ""


@dataclass(frozen=True)
class Status:
    """A status, and everything that is said of a certification because of it.

    Attributes:
        word: The status as frames and the API have it.
        reader_word: The word of the filter `status`; statuses may share one.
        rank: The order of certifications within a tier, smallest first.
        label: A few words, as on a card; empty for a status that needs none.
        booking: The answer to `Can it be booked`.
        clause: The same after the code of a certification; empty where anybody can book it without an end.
        finding: The first sentence of a certification's page.
        day_column: The column of the day that the phrases name as `{day}`; empty for a status without a day.
        reason: Why it is not open to everybody, in words that follow `is`; empty where it is.
        tally: The same in words that follow a number of certifications, where these differ.
        sign: The word on the image of a link preview, where it is not `reader_word`.
        has_colour: Whether it has the colour of its `reader_word` (`lib.design.theme.STATUS`); else it is quiet.
        is_bookable: Whether anybody can book.
        is_over: Whether its last exam has been held, at least in English.
        is_gone: Whether nobody can book.
    """

    word: str
    reader_word: str
    rank: int
    label: Phrase
    booking: Phrase
    clause: Phrase
    finding: Phrase
    day_column: Literal["", "general_from", "last_day", "opens_on"] = ""
    reason: str = ""
    tally: str = ""
    sign: str = ""
    has_colour: bool = True
    is_bookable: bool = False
    is_over: bool = False
    is_gone: bool = False

    def words(self, cert: Certification, phrase: Phrase, facts: str = "") -> str:
        """A phrase of this status about a certification, with its days and, as `{facts}`, the facts given."""
        named_day = text.day(cert[self.day_column]) if self.day_column else ""
        template = phrase.undated if phrase.undated and not named_day else phrase.dated
        return template.format(day=named_day, beta_until=text.day(cert["beta_until"]), facts=facts)


STATUSES: Mapping[str, Status] = {
    status.word: status
    for status in (
        Status(
            "active",
            "active",
            rank=0,
            is_bookable=True,
            label=Phrase(""),
            booking=Phrase("yes"),
            clause=Phrase(""),
            finding=Phrase("Open for booking: {facts}."),
        ),
        Status(
            "beta",
            "beta",
            rank=1,
            is_bookable=True,
            day_column="general_from",
            label=Phrase("beta, general from {day}", "beta"),
            booking=Phrase("yes, as a beta; general from {day}", "yes, as a beta"),
            clause=Phrase("is in beta"),
            finding=Phrase(
                "In beta: {facts}. General availability is announced for {day}.",
                "In beta: {facts}. General availability is not announced.",
            ),
        ),
        Status(
            "ending",
            "ending",
            rank=0,
            is_bookable=True,
            day_column="last_day",
            label=Phrase("ending {day}", "ending with its successor"),
            booking=Phrase("yes, until {day}", "yes, until its successor is general"),
            clause=Phrase("can be booked until {day}", "ends with its successor"),
            finding=Phrase(
                "Can be booked until {day}: {facts}.", "Can be booked until its successor is general: {facts}."
            ),
        ),
        Status(
            "closed",
            "ending",
            rank=3,
            is_over=True,
            is_gone=True,
            day_column="last_day",
            label=Phrase("closed in English since {day}"),
            booking=Phrase("no: last exam in English on {day}"),
            clause=Phrase("had its last exam in English on {day}"),
            finding=Phrase(
                "The last exam in English was on {day}; other languages run until its successor is general."
            ),
            reason="closed in English",
            tally="no longer bookable",
        ),
        Status(
            "retired",
            "retired",
            rank=3,
            is_over=True,
            is_gone=True,
            day_column="last_day",
            label=Phrase("retired {day}"),
            booking=Phrase("no: last exam on {day}"),
            clause=Phrase("had its last exam on {day}"),
            finding=Phrase("Retired: the last exam day was {day}."),
            reason="retired",
            tally="no longer bookable",
        ),
        Status(
            "partner-only",
            "active",
            sign="partners only",
            rank=2,
            has_colour=False,  # it is a note beside a certification that is active
            label=Phrase("partners only"),
            booking=Phrase("by employees of the vendor's partners only"),
            clause=Phrase("is for the vendor's partners only"),
            finding=Phrase("For employees of the vendor's partners only: {facts}."),
            reason="for partners only",
        ),
        Status(
            "unknown",
            "unconfirmed",
            rank=2,
            has_colour=False,
            label=Phrase("status unconfirmed"),
            booking=Phrase("not confirmed"),
            clause=Phrase("is not confirmed to be open"),
            finding=Phrase(
                "Not confirmed to be open: the last observation contradicts itself or only saw that it exists."
            ),
            reason="unconfirmed",
        ),
        Status(
            "not yet",
            "not yet",
            rank=3,
            is_gone=True,
            has_colour=False,
            day_column="opens_on",
            label=Phrase("from {day}", "beta over, general start not announced"),
            booking=Phrase("no: opens on {day}", "no: its beta ended on {beta_until}"),
            clause=Phrase("opens on {day}", "had its last beta exam on {beta_until}"),
            finding=Phrase(
                "Not open before {day}.",
                "Cannot be booked now: its beta ended on {beta_until}. General availability is not announced.",
            ),
            reason="not open yet",
        ),
    )
}
"""Each status by its word, in the order in which the filter lists the words of readers.

A new one takes an entry here, a colour unless it is quiet, and in `with_status` the condition under which it holds.
"""


def status_of(cert: Certification) -> Status:
    """The status of a certification on its day."""
    return STATUSES[cert["status"]]


def status_words(cert: Certification) -> str:
    """The status of a certification in a few words, with its day; empty for an active one."""
    status = status_of(cert)
    return status.words(cert, status.label)


def reader_words() -> tuple[str, ...]:
    """The words of the filter `status`, in order."""
    return tuple(dict.fromkeys(status.reader_word for status in STATUSES.values()))


def words_where(condition: Callable[[Status], bool]) -> list[str]:
    """The words of the statuses that meet a condition, as frames have them."""
    return [status.word for status in STATUSES.values() if condition(status)]


def reasons() -> dict[str, str]:
    """Why certifications are not open to everybody, by status, in words that follow `is`."""
    return {status.word: status.reason for status in STATUSES.values() if status.reason}


def today() -> date:
    """Today in UTC, whatever the time zone of the server."""
    return datetime.now(UTC).date()


def with_status(certs: pd.DataFrame, *, on: date, language: str | None = None) -> pd.DataFrame:
    """Add what holds on a day: `status`, `status_word`, `bookable`, `gone`, `last_day` and `opens_on`.

    An unknown start counts as open, an unannounced end as running.

    Args:
        certs: One row per certification with the lifecycle columns of the `certs` table.
        on: The day.
        language: The exam language whose last day counts; None = English.

    Returns:
        The same rows in the same order, with six more columns. `bookable` is true where anybody can book, `gone` where
        nobody can. `opens_on` is the first day on which a certification that is `not yet` open can be booked (missing
        = not announced).
    """
    day = pd.Timestamp(on)
    not_english = language not in (None, "English")
    end = certs["last_exam_day_other"] if not_english else certs["last_exam_day"]
    ended = (end < day).to_numpy()
    observed = certs["observed_status"].to_numpy()
    successor_pending = certs["last_exam_day_other"].isna() | (certs["last_exam_day_other"] >= day)
    ahead = (certs["available_from"] > day).to_numpy()
    general = (certs["general_from"] <= day).to_numpy()
    conditions = [
        ahead,
        ended & (certs["other_languages_run"] & successor_pending).to_numpy(),
        ended,
        (certs["beta_until"] < day).to_numpy() & ~general,
        observed == "unknown",
        observed == "partner-only",
        (observed == "beta") & ~general,
        end.notna().to_numpy() | (not_english & certs["other_languages_run"]).to_numpy(),
    ]
    names = ["not yet", "closed", "retired", "not yet", "unknown", "partner-only", "beta", "ending"]
    status = pd.Series(np.select(conditions, names, "active"), index=certs.index, dtype=certs["observed_status"].dtype)
    return certs.assign(
        status=status,
        status_word=status.map({word: entry.reader_word for word, entry in STATUSES.items()}).astype(status.dtype),
        bookable=status.isin(words_where(lambda entry: entry.is_bookable)),
        gone=status.isin(words_where(lambda entry: entry.is_gone)),
        last_day=end,
        opens_on=certs["available_from"].where(ahead, certs["general_from"]).where(status == "not yet"),
    )


def successors(certs: pd.DataFrame) -> dict[str, list[str]]:
    """The chain of successors of each certification that has one, by id: its successor, the successor's own, and so on.

    Takes rows with `id` and `successor`. A circle is followed once.
    """
    succeeded = certs["successor"].notna()
    nearest = dict(zip(certs.loc[succeeded, "id"], certs.loc[succeeded, "successor"], strict=True))
    return {cert_id: _chain(cert_id, nearest) for cert_id in nearest}


def _chain(cert_id: str, nearest: Mapping[str, str]) -> list[str]:
    chain: list[str] = []
    while cert_id in nearest and nearest[cert_id] not in chain:
        cert_id = nearest[cert_id]
        chain.append(cert_id)
    return chain
