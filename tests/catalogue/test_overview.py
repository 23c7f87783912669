"""The Overview: what ended and starts around a day, counts that lead somewhere, findings that hold on every day."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import charts
from lib.catalogue import overview
from lib.catalogue.filtering import priced_on
from lib.catalogue.snapshot import article_name
from lib.catalogue.status import with_status
from lib.cost.path_cost import path_costs
from lib.planner.plan_snapshot import steps
from lib.tables.store import Tables

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
ARTICLE = date(2026, 3, 1)
THE_ARTICLE = "the article of March 2026"


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
    ended = [one for one in told(rows) if one[1] not in ("beta", "starts")]
    assert ended == [
        ("2026-03-31", "ended", "MLS-C01"),
        ("2026-06-01", "ended", "DP-100"),
        ("2026-06-30", "ended", "AI-102"),
        ("2026-06-30", "ended", "AI-900"),
        ("2026-09-28", "closed", "MLA-C01"),
        ("2026-09-30", "beta over", "GCP-PAA"),
        ("2027-01-13", "ends elsewhere", "MLA-C01"),
        ("2027-01-14", "general", "MLA-C02"),
    ]
    assert dict(zip(rows["code"], rows["successor"], strict=True))["AI-900"] == "AI-901"


def test_on_the_articles_day_the_ends_are_ahead(on_day):
    rows = overview.events(on_day(ARTICLE), on=ARTICLE)
    assert set(rows.loc[rows["day"] >= pd.Timestamp(ARTICLE), "kind"]) == {"ends", "beta", "starts", "beta over"}
    assert overview.timeline_finding(rows, on=ARTICLE).endswith("next: CNPE opens on 1 Mar 2026.")


def test_an_end_in_other_languages_is_ahead_until_it_comes_and_then_the_exam_is_retired(on_day):
    def ends_of_mla(on):
        return [(day, kind) for day, kind, code in told(overview.events(on_day(on), on=on)) if code == "MLA-C01"]

    closed = ("2026-09-28", "closed")
    assert ends_of_mla(date(2027, 1, 13)) == [closed, ("2027-01-13", "ends elsewhere")]
    assert ends_of_mla(date(2027, 1, 14)) == [closed, ("2027-01-13", "ended")]
    rows = overview.events(on_day(date(2026, 11, 27)), on=date(2026, 11, 27))
    said = overview.timeline_finding(rows, on=date(2026, 11, 27))
    assert said.endswith("next: MLA-C01 has its last exam day in other languages on 13 Jan 2027.")


def test_without_events_the_timeline_says_so_and_is_drawn(dated_cert_rows):
    rows = overview.events(dated_cert_rows({}), on=date(2026, 6, 15))
    assert rows.empty
    said = overview.timeline_finding(rows, on=date(2026, 6, 15))
    assert said == "No change within 9 months of 15 Jun 2026 is known by its date."
    assert len(charts.timeline(rows, date(2026, 6, 15), wide=True).layout.annotations) == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 1), "All 10 that the article of March 2026 names are among them."),
        (date(2026, 4, 1), "1 of the 10 that the article of March 2026 names is not: MLS-C01 is retired."),
        (
            date(2026, 11, 22),
            "4 of the 10 that the article of March 2026 names are not: AI-102, AI-900 and MLS-C01 are retired "
            "and MLA-C01 is closed in English.",
        ),
    ],
)
def test_the_finding_says_what_has_become_of_the_articles_ten(on_day, day, said):
    assert overview.finding(on_day(day), THE_ARTICLE).endswith(f". {said}")


@pytest.mark.parametrize(("status", "word"), [("unknown", "unconfirmed"), ("partner-only", "for partners only")])
def test_one_of_the_articles_that_not_anybody_can_book_is_not_counted_as_bookable(dated_cert_rows, status, word):
    certs = dated_cert_rows({"in_article": True, "observed_status": status}, {"id": "two", "in_article": False})
    expected = f"1 of the 1 that the article of March 2026 names is not: ONE-1 is {word}."
    assert overview.finding(certs, THE_ARTICLE) == f"1 exam you can book from 1 vendor. {expected}"


@given(on=DAYS)
@settings(max_examples=200)
def test_the_finding_counts_what_the_frame_holds(on_day, on):
    certs = on_day(on)
    said = overview.finding(certs, THE_ARTICLE)
    gone = certs[certs["in_article"] & ~certs["bookable"]]
    assert said.startswith(f"{int(certs['bookable'].sum())} exam")
    assert f"from {certs.loc[certs['bookable'], 'vendor'].nunique()} vendor" in said
    assert all(code in said for code in gone["code"])
    assert ("All 10" in said) is gone.empty


@given(on=DAYS | st.dates(date(2025, 6, 1), date(2027, 10, 31)))
@settings(max_examples=200)
def test_the_timeline_finding_counts_what_the_frame_holds(on_day, on):
    rows = overview.events(on_day(on), on=on)
    said = overview.timeline_finding(rows, on=on)
    past = rows[rows["day"] < pd.Timestamp(on)]
    ended = len(set(past.loc[past["kind"].isin(["ended", "closed"]), "code"]))
    assert said.startswith("No change within") is rows.empty
    assert rows.empty or f"{ended or 'none'} ended" in said
    assert ("next:" in said) is bool(len(rows) - len(past))
    assert rows["day"].between(pd.Timestamp(on - timedelta(days=280)), pd.Timestamp(on + timedelta(days=280))).all()


@pytest.mark.parametrize("wide", [True, False])
@given(on=DAYS)
def test_labels_and_marks_of_the_timeline_keep_their_distance(on_day, wide, on):
    drawn = charts.timeline(overview.events(on_day(on), on=on), on, wide=wide)
    low, high = (pd.Timestamp(one) for one in drawn.layout.yaxis.range)
    pixel = (high - low) / (drawn.layout.height - 16)
    labels = sorted(pd.Timestamp(one.y) for one in drawn.layout.annotations)
    marks = sorted(map(pd.Timestamp, [*drawn.data[-1].y, drawn.layout.shapes[1].y0]))
    for places, least in ((labels, 20), (marks, drawn.data[-1].marker.size + 2.5)):
        assert all(after - before >= pixel * least for before, after in pairwise(places))
        assert low <= places[0] <= places[-1] <= high


@given(on=DAYS)
@settings(max_examples=200)
def test_the_glance_counts_every_bookable_certification_once(tables, on_day, on):
    certs = on_day(on)
    counts = overview.glance_counts(
        certs, tiers=tables["tiers"]["tier"].tolist(), vendors=tables["vendors"]["vendor"].tolist()
    )
    assert counts.to_numpy().sum() == certs["bookable"].sum()
    said = overview.glance_finding(counts)
    assert f"{counts.sum(axis=1).max()} exam" in said
    assert all(vendor in said for vendor in counts.index[(counts > 0).all(axis=1)])


def test_nothing_to_book_is_said(dated_cert_rows):
    none = overview.glance_counts(
        dated_cert_rows({"observed_status": "unknown"}), tiers=["Entry / Literacy"], vendors=["AWS"]
    )
    assert overview.glance_finding(none) == "Nothing can be booked."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (ARTICLE, "costs $449 to $465 without its optional step."),
        (
            date(2026, 11, 22),
            "costs $464 to $465 without its optional step; MLA-C02 at its beta price is not in it.",
        ),
        (
            date(2027, 2, 1),
            "costs $464 to $465 without its optional step; MLA-C02 (price not published) is not in it.",
        ),
    ],
)
def test_the_verdict_costs_what_its_steps_cost_and_names_what_it_leaves_out(tables, on_day, day, said):
    found = overview.verdict_finding(path_costs(tables, on_day(day), steps(tables, day)))
    assert found == f"The article's one recommendation {said}"


@pytest.mark.parametrize(
    ("unknown", "why"), [(["ONE-1"], "a price is not published"), ([], "a step has nothing to book")]
)
def test_a_verdict_that_cannot_be_priced_says_why_and_costs_nothing(unknown, why):
    nan = float("nan")
    costs = pd.DataFrame([{"path": "verdict", "low_usd": nan, "high_usd": nan, "unknown": unknown, "betas": []}])
    found = overview.verdict_finding(costs)
    assert found == f"What the article's one recommendation costs is not known: {why}."


def test_a_catalogue_without_a_verdict_says_nothing_of_one(tables, on_day):
    costs = path_costs(tables, on_day(ARTICLE), steps(tables, ARTICLE))
    assert overview.verdict_finding(costs[costs["path"] != "verdict"]) == ""


def test_the_article_is_called_by_the_month_that_the_data_says_it_describes(tables, frame):
    assert article_name(tables) == THE_ARTICLE
    described, not_described = (
        Tables({"sources": frame("sources", {"source": "article", "describes": day})})
        for day in (date(2025, 7, 9), None)
    )
    assert article_name(described) == "the article of July 2025"
    assert article_name(not_described) == "the article"


@given(on=DAYS)
@settings(max_examples=200)
def test_the_verdict_finding_is_right_on_any_day(tables, on_day, on):
    certs = on_day(on)
    costs = path_costs(tables, certs, steps(tables, on))
    path = costs[costs["path"] == "verdict"].iloc[0]
    found = overview.verdict_finding(costs)
    prices = certs.set_index("id")["price_usd"]
    ends = [prices[path[ids]].sum() for ids in ("low_ids", "high_ids")]
    assert re.findall(r"\$(\d+)", found) == [f"{one:.0f}" for one in dict.fromkeys(ends)]
    assert all(code in found for name in ("unknown", "betas") for code in path[name])
