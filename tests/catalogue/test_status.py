"""The table of statuses: every map from a status to words, order or colour comes from it."""

from datetime import date
from typing import get_args

import pandas as pd
import pytest

from lib.address import parameters
from lib.catalogue import certification, filtering, snapshot
from lib.catalogue.status import STATUSES, Phrase, Status, reader_words, reasons, status_words, words_where
from lib.compare import difference, sheet
from lib.design import theme
from lib.records.cert import Observed
from lib.tables.store import Tables
from lib.views import cards
from lib.views.preview.image import content as image

DAY = date(2026, 11, 22)
PAUSED = Status(
    "paused",
    "on hold",
    rank=1,
    day_column="opens_on",
    label=Phrase("paused until {day}", "paused"),
    booking=Phrase("not before {day}", "no, it is paused"),
    clause=Phrase("is paused"),
    finding=Phrase("Paused: {facts}."),
    reason="paused by its vendor",
    tally="paused",
    has_colour=False,
)


@pytest.fixture
def paused(monkeypatch, tables):
    """A status more, and the first certification of the catalogue as a frame and as a record in it."""
    monkeypatch.setitem(STATUSES, "paused", PAUSED)
    certs = snapshot.certs(tables, DAY).head(1).drop(columns="record")
    certs = certs.assign(status="paused", status_word="on hold", bookable=False, opens_on=pd.Timestamp(2027, 2, 1))
    return certs, certs.to_dict("records")[0]


def test_every_status_that_is_not_quiet_has_a_colour_and_every_colour_a_status():
    assert {status.reader_word for status in STATUSES.values() if status.has_colour} == set(theme.STATUS)


def test_what_can_be_observed_is_a_status():
    assert set(get_args(Observed)) < set(STATUSES)


def test_a_status_is_bookable_or_has_a_reason_and_nobody_books_what_is_over():
    assert all(status.is_bookable != bool(status.reason) for status in STATUSES.values())
    assert set(words_where(lambda status: status.is_over)) < set(words_where(lambda status: status.is_gone))


def test_a_new_status_is_one_entry_whose_words_are_wherever_a_certification_is(paused):
    certs, cert = paused
    assert status_words(cert) == "paused until 1 Feb 2027"
    assert status_words({**cert, "opens_on": pd.NaT}) == "paused"
    assert sheet.booking_words(cert) == "not before 1 Feb 2027"
    assert certification.finding(cert, certs).startswith("Paused: $100 for 90 minutes; a pass is valid for 36 months.")
    assert filtering.unbookable_words(certs) == "1 paused"
    assert reasons()["paused"] == "paused by its vendor"
    compared = pd.concat([certs, certs.assign(id="second", code="SECOND", price_usd=1.0)])
    assert difference.finding(compared, pd.DataFrame()).startswith("AIF-C01 is paused and costs $100")


def test_a_new_status_is_offered_ordered_and_drawn(paused, tables):
    certs, cert = paused
    assert reader_words()[-1] == "on hold"
    assert parameters.vocabulary(Tables({**tables.frames}, (("copy", 1, 1),)))["status"] == list(reader_words())
    mixed = pd.concat([certs.assign(id=word, status=word) for word in ("retired", "unknown", "paused", "active")])
    ordered = filtering.ordered(mixed, "tier", tables["tiers"]["tier"], tables["vendors"]["vendor"])
    assert ordered["id"].tolist() == ["active", "paused", "unknown", "retired"]
    assert cards.dot(cert) == "var(--quiet)"
    assert image.Sign("on hold", theme.QUIET.light, is_round=True) in image._cert_picture(cert, "page", "finding").signs
