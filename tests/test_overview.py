"""The Overview: what ended and starts around a day, counts that lead somewhere, findings that hold on every day."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import charts, overview
from lib.certs import priced_on
from lib.lifecycle import with_status
from lib.path_costs import path_costs

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
ARTICLE = date(2026, 3, 1)


@pytest.fixture(scope="module")
def on_day(tables):
    def certs(on):
        return with_status(priced_on(tables["certs"], on=on, article_day=ARTICLE), on=on)

    return certs


def told(rows):
    return [(str(day.date()), kind, code) for day, kind, code in rows[["day", "kind", "code"]].itertuples(index=False)]


def test_what_ended_and_what_comes_next_as_of_22_november_2026(on_day):
    on = date(2026, 11, 22)
    rows = overview.events(on_day(on), on=on)
    ended = [one for one in told(rows) if one[1] in ("ended", "closed", "ends", "general")]
    assert ended == [
        ("2026-03-31", "ended", "MLS-C01"),
        ("2026-06-01", "ended", "DP-100"),
        ("2026-06-30", "ended", "AI-102"),
        ("2026-06-30", "ended", "AI-900"),
        ("2026-09-28", "closed", "MLA-C01"),
        ("2027-01-14", "general", "MLA-C02"),
    ]
    assert dict(zip(rows["code"], rows["successor"], strict=True))["AI-900"] == "AI-901"


def test_on_the_articles_day_the_ends_are_ahead(on_day):
    rows = overview.events(on_day(ARTICLE), on=ARTICLE)
    assert set(rows.loc[rows["day"] >= pd.Timestamp(ARTICLE), "kind"]) == {"ends", "beta", "starts"}
    assert overview.timeline_finding(rows, on=ARTICLE).endswith("next: MLS-C01 has its last exam day on 31 Mar 2026.")


def test_without_events_the_timeline_says_so_and_is_drawn(standing):
    rows = overview.events(standing({}), on=date(2026, 6, 15))
    assert rows.empty
    assert "no dated change is known ahead" in overview.timeline_finding(rows, on=date(2026, 6, 15))
    assert len(charts.timeline(rows, date(2026, 6, 15)).layout.annotations) == 1


@given(on=DAYS)
def test_the_finding_counts_what_the_frame_holds(on_day, on):
    certs = on_day(on)
    said = overview.finding(certs)
    gone = certs[certs["in_article"] & certs["gone"]]
    assert said.startswith(f"{int(certs['bookable'].sum())} exam")
    assert f"from {certs.loc[certs['bookable'], 'vendor'].nunique()} vendor" in said
    assert all(code in said for code in gone["code"])
    assert ("All 10" in said) is gone.empty


@given(on=DAYS)
def test_the_timeline_finding_counts_what_the_frame_holds(on_day, on):
    rows = overview.events(on_day(on), on=on)
    said = overview.timeline_finding(rows, on=on)
    past = rows[rows["day"] < pd.Timestamp(on)]
    ended = int(past["kind"].isin(["ended", "closed"]).sum())
    assert f"{ended or 'none'} ended" in said
    assert ("next:" in said) is bool(len(rows) - len(past))
    assert rows["day"].between(pd.Timestamp(on - timedelta(days=280)), pd.Timestamp(on + timedelta(days=280))).all()


@given(on=DAYS)
def test_labels_of_the_timeline_keep_their_distance(on_day, on):
    drawn = charts.timeline(overview.events(on_day(on), on=on), on, height=420)
    low, high = (pd.Timestamp(one) for one in drawn.layout.yaxis.range)
    per_label = (high - low) / (420 - 16) * 20
    places = sorted(pd.Timestamp(one.y) for one in drawn.layout.annotations)
    assert all(after - before >= per_label for before, after in pairwise(places))
    assert low <= places[0] <= places[-1] <= high


@given(on=DAYS)
def test_the_glance_counts_every_bookable_certification_once(tables, on_day, on):
    certs = on_day(on)
    counts = overview.glance(
        certs, tiers=tables["tiers"]["tier"].tolist(), vendors=tables["vendors"]["vendor"].tolist()
    )
    assert counts.to_numpy().sum() == certs["bookable"].sum()
    said = overview.glance_finding(counts)
    assert f"{counts.sum(axis=1).max()} exam" in said
    assert all(vendor in said for vendor in counts.index[(counts > 0).all(axis=1)])


def test_nothing_to_book_is_said(standing):
    none = overview.glance(standing({"observed_status": "unknown"}), tiers=["Entry / Literacy"], vendors=["AWS"])
    assert overview.glance_finding(none) == "Nothing can be booked."


@pytest.mark.parametrize(
    ("day", "price"), [(ARTICLE, "$449 to $465"), (date(2026, 11, 22), "$464 to $465"), (date(2027, 2, 1), "")]
)
def test_the_verdict_costs_what_its_steps_cost(tables, on_day, day, price):
    costs = path_costs(tables, on_day(day)).set_index("path").loc["verdict"]
    said = overview.verdict_finding(path_costs(tables, on_day(day)))
    assert price in said
    assert f"${costs['low_usd']:,.0f}" in said
