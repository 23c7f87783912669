"""Costs of paths beside the pay of their roles: sources apart, floors as floors, thin and unknown figures named."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.catalogue.filtering import matching, priced_on
from lib.catalogue.filters import Filters
from lib.catalogue.status import with_status
from lib.cost import prices_by_tier
from lib.cost.path_cost import path_costs
from lib.pay import roles
from lib.planner.plan_snapshot import steps
from lib.tables import export
from lib.text import thousands, usd

ADS, CLAIM, SURVEY = "advertised pay range ends", "article claim", "employer survey"
NAMES = {"article": "The article", "old": "Job ads to Jan 2025", "new": "Job ads to Aug 2025", "bls": "Employer survey"}
QUARTERS = {"p10_usd": 90_000, "p25_usd": 110_000, "p75_usd": 160_000, "p90_usd": 200_000}


def pay(role, source, median, *, year=2025, n=40, measure=ADS, **changes):
    """One row of pay for all levels of a role."""
    counted = "distinct" if measure == ADS else ""
    row = {"role": role, "role_name": role.title(), "level": "", "place": "US", "year": year, "measure": measure}
    row |= {"bound": "point", "median_usd": median, "counted": counted, "n": n, "source": source}
    return row | dict.fromkeys(QUARTERS) | changes


@pytest.fixture
def paths(frame):
    """Two roles, and a verdict, which has a path too."""
    rows = (("lead", "role", "Lead"), ("junior", "role", "Junior"), ("verdict", "verdict", "The verdict"))
    return frame("paths", *({"path": path, "kind": kind, "title": title} for path, kind, title in rows))


@pytest.fixture
def salaries():
    """The article and one set of ads for both roles, newer and thin ads for the junior alone, one neighbour."""
    claims = {"measure": CLAIM, "n": None, "year": 2026}
    return pd.DataFrame(
        [
            pay("lead", "article", 215_000, **claims | {"bound": "floor"}),
            pay("junior", "article", 110_000, **claims),
            pay("lead", "old", 180_000, year=2024, **QUARTERS),
            pay("junior", "old", 120_000, year=2024, **QUARTERS),
            pay("junior", "new", 125_000, n=12, **QUARTERS),
            pay("scientist", "bls", 99_000, measure=SURVEY, n=None, **QUARTERS),
        ]
    )


@pytest.fixture
def sources(frame):
    """Two editions of one list of job ads, a survey and the article."""
    dated = {"old": date(2025, 1, 19), "new": date(2025, 8, 31), "bls": date(2025, 5, 1), "article": None}
    series = {"old": "the list", "new": "the list"}
    rows = [{"source": source, "dated": day, "series": series.get(source)} for source, day in dated.items()]
    return frame("sources", *rows)


@pytest.fixture
def costs():
    """A range with an unpriced choice for the junior, one price for the lead, and the verdict's."""
    columns = ["path", "low_usd", "high_usd", "preferred_usd", "low_ids", "high_ids", "unknown", "betas", "closed"]
    rows = [
        ["lead", 715.5, 715.5, 715.5, ["c"], ["c"], [], [], []],
        ["junior", 224.0, 265.0, 250.0, ["a"], ["b"], ["X-1"], ["B-2"], []],
        ["verdict", 1.0, 2.0, 1.0, [], [], [], [], []],
    ]
    return pd.DataFrame(rows, columns=columns)


def row_of(board, role):
    """One role's row of a board."""
    return board.set_index("role", drop=False).loc[role].to_dict()


def test_a_board_has_a_row_for_each_role_the_cheapest_path_first(costs, paths, salaries):
    board = roles.board(costs, paths, salaries, source="old")
    figures = board[["role", "low_usd", "high_usd", "claim_usd", "claim_bound", "median_usd", "n", "thin", "covered"]]
    assert figures.to_numpy().tolist() == [
        ["junior", 224, 265, 110_000, "point", 120_000, 40, False, True],
        ["lead", 715.5, 715.5, 215_000, "floor", 180_000, 40, False, True],
    ]
    assert list(board.columns) == roles.COLUMNS


def test_a_source_that_does_not_cover_a_role_leaves_its_pay_missing_and_says_so(costs, paths, salaries):
    board = roles.board(costs, paths, salaries, source="new")
    assert board["covered"].tolist() == [True, False]
    assert board["median_usd"].isna().tolist() == [False, True]
    assert board["claim_usd"].tolist() == [110_000, 215_000]
    sentence = roles.finding(row_of(board, "lead"), NAMES["new"])
    assert sentence == "Lead: $715.50 of exams, and nothing on its pay in this source (Job ads to Aug 2025)."


@pytest.mark.parametrize(
    ("source", "role", "expected"),
    [
        ("old", "lead", "Lead: $715.50 of exams, job ads at $110k to $160k."),
        ("old", "junior", "Junior: $224 to $265 of exams with a published price, job ads at $110k to $160k."),
        (
            "new",
            "junior",
            "Junior: $224 to $265 of exams with a published price, job ads at $110k to $160k (only n = 12).",
        ),
        ("article", "lead", "Lead: $715.50 of exams, the article claims $215k or more."),
    ],
)
def test_the_finding_says_cost_and_pay_of_the_chosen_source(costs, paths, salaries, source, role, expected):
    board = roles.board(costs, paths, salaries, source=source)
    assert roles.finding(row_of(board, role), NAMES[source]) == expected


@pytest.mark.parametrize(("closed", "why"), [(["T-1"], "T-1 cannot be booked"), ([], "a price is not published")])
def test_a_cost_that_is_not_known_is_said_never_zero(costs, paths, salaries, closed, why):
    unknown = costs.assign(low_usd=[float("nan"), 224.0, 1.0], closed=[closed, [], []])
    board = roles.board(unknown, paths, salaries, source="old")
    assert board["role"].tolist() == ["junior", "lead"]
    sentence = roles.finding(row_of(board, "lead"), NAMES["old"])
    assert sentence == f"Lead: exam fees not known ({why}), job ads at $110k to $160k."


def test_all_sources_stand_side_by_side_and_neighbours_are_never_the_role(costs, paths, salaries, sources):
    board = roles.board(costs, paths, salaries, source=roles.ALL)
    rows = roles.side_by_side(board, salaries, sources)
    cells = rows[["group", "said", "claim_usd", "median_usd", "neighbour"]].astype(object).where(rows.notna(), None)
    assert cells.to_numpy().tolist() == [
        ["Junior", "2026 · The article", 110_000, None, False],
        ["Junior", "2024 · Job ads to Jan 2025 · n = 40", None, 120_000, False],
        ["Junior", "2025 · Job ads to Aug 2025 · n = 12", None, 125_000, False],
        ["Lead", "2026 · The article", 215_000, None, False],
        ["Lead", "2024 · Job ads to Jan 2025 · n = 40", None, 180_000, False],
        ["Neighbouring occupations", "Scientist", None, 99_000, True],
    ]
    assert roles.finding_of_all(row_of(board, "junior"), rows) == (
        "Junior: $224 to $265 of exams with a published price; "
        "job ads have medians of $120k to $125k (two editions of one list), the article says $110k."
    )


@pytest.mark.parametrize(
    ("series", "editions"),
    [
        ({"old": "A", "new": "A"}, "two editions of one list"),
        ({"old": "A", "new": "B"}, "2 sources"),
        ({"old": None, "new": None}, "2 sources"),
        ({"old": "A", "new": None}, "2 sources"),
        ({"old": "A", "new": "A", "third": "B"}, "three editions of two lists"),
    ],
)
def test_medians_say_of_how_many_lists_their_sources_are_editions(costs, paths, salaries, frame, series, editions):
    third = pd.DataFrame([pay("junior", "third", 125_000)] if "third" in series else [])
    pay_rows = pd.concat([salaries, third], ignore_index=True)
    rows = [{"source": source, "series": name} for source, name in {"bls": None, **series}.items()]
    sources = frame("sources", *rows)
    board = roles.board(costs, paths, pay_rows, source=roles.ALL)
    rows = roles.side_by_side(board, pay_rows, sources)
    assert f"$120k to $125k ({editions})" in roles.finding_of_all(row_of(board, "junior"), rows)


def test_the_shipped_job_ads_are_two_editions_of_one_list_and_each_figure_has_its_year(tables):
    costs = path_costs(tables, certs_on(tables, DAY), steps(tables, DAY))
    cost_and_pay = roles.cost_and_pay(tables, costs, source=roles.ALL, role="senior-ml-engineer")
    assert "(two editions of one list)" in cost_and_pay.finding
    own = cost_and_pay.side_by_side[~cost_and_pay.side_by_side["neighbour"]]
    assert [label.partition(" · ")[0] for label in own["said"]] == [f"{year:.0f}" for year in own["year"]]
    assert len(own) > 2


def test_what_is_said_of_a_role_before_the_app_has_its_floor_its_n_and_what_has_no_price(
    costs, paths, salaries, sources
):
    board = roles.board(costs, paths, salaries, source="old")
    rows = roles.side_by_side(board, salaries, sources)
    lead, junior = row_of(board, "lead"), row_of(board, "junior")
    assert roles.fee_words(lead) == "exams $715.50"
    assert roles.fee_words(junior) == "exams $224 to $265; X-1 not published"
    half = "pay $110k to $160k, the middle half · n = 40"
    assert roles.pay_words(lead, rows) == f"{half}; the article claims $215k or more"
    all_of_them = row_of(roles.board(costs, paths, salaries, source=roles.ALL), "lead")
    assert roles.pay_words(all_of_them, rows) == "job ads have a median of $180k; the article claims $215k or more"


@pytest.mark.parametrize(
    ("median", "claim", "bound", "words"),
    [
        (205_000.0, 195_000.0, "point", "$10k above"),
        (205_000.0, 215_000.0, "floor", "$10k below the least of it"),
        (205_000.0, 205_000.0, "point", "the same"),
        (None, 205_000.0, "point", ""),
        (205_000.0, None, "", ""),
    ],
)
def test_a_median_stands_against_the_articles_claim(median, claim, bound, words):
    assert roles.claim_gap_words({"median_usd": median, "claim_usd": claim, "claim_bound": bound}) == words


def test_sources_are_offered_newest_first_claims_last_and_neighbours_not_at_all(paths, salaries, sources):
    assert roles.pay_sources(salaries, sources, paths) == ["new", "old", "article"]
    assert roles.source_names(salaries, sources) == {
        "article": "The article",
        "old": "Job ads to Jan 2025",
        "new": "Job ads to Aug 2025",
        "bls": "Employer survey, May 2025",
    }


def test_frames_that_go_in_come_out_unchanged(costs, paths, salaries, sources):
    copies = [table.copy(deep=True) for table in (costs, paths, salaries)]
    board = roles.board(costs, paths, salaries, source="old")
    roles.side_by_side(board, salaries, sources)
    for table, copy in zip((costs, paths, salaries), copies, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_the_shipped_finding_is_the_one_on_the_page(tables):
    board = board_on(tables, date(2026, 11, 22), "aijobs-2025-08")
    assert roles.finding(row_of(board, "senior-ml-engineer"), "Job ads to Aug 2025") == (
        "Senior ML Engineer: $400 of exams, job ads at $157k to $266k."
    )


def certs_on(tables, day):
    """The shipped certifications with status and price on a day."""
    return with_status(priced_on(tables["certs"], on=day, article_day=date(2026, 3, 1)), on=day)


def board_on(tables, day, source):
    """The shipped board on a day."""
    costs = path_costs(tables, certs_on(tables, day), steps(tables, day))
    return roles.board(costs, tables["paths"], tables["salaries"], source=source)


DAY = date(2026, 11, 27)
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31)) | st.sampled_from([date(2026, 3, 1), date(2026, 11, 22)])


@given(data=st.data(), day=DAYS)
@settings(max_examples=200)
def test_the_finding_is_right_on_any_day_for_any_source_and_role(tables, data, day):
    source = data.draw(st.sampled_from(list(roles.sources(tables))))
    role = data.draw(st.sampled_from(list(roles.names(tables))))
    sentence = roles.finding(row_of(board_on(tables, day, source), role), roles.sources(tables)[source])
    cost = path_costs(tables, certs_on(tables, day), steps(tables, day)).set_index("path").loc[role]
    rows = tables["salaries"].query("role == @role and source == @source and level == '' and counted != 'all'")
    newest = rows[~(rows["n"] < 30)].sort_values("year").iloc[-1]
    fees = {usd(cost["low_usd"]), usd(cost["high_usd"])} if cost["low_usd"] == cost["low_usd"] else {"not known"}
    figures = [newest["median_usd"]] if newest["measure"] == CLAIM else [newest["p25_usd"], newest["p75_usd"]]
    assert sentence.startswith(f"{roles.names(tables)[role]}: ")
    assert all(words in sentence for words in [*fees, *map(thousands, figures)])
    assert ("or more" in sentence) == (newest["bound"] == "floor")
    assert ("published price" in sentence) == bool(len(cost["unknown"]) and "not known" not in fees)


@st.composite
def chosen_filters(draw, tables):
    """Some of the shared filters, each with some of its values."""
    values = {
        "vendor": tables["vendors"]["vendor"],
        "tier": tables["tiers"]["tier"],
        "focus": tables["focuses"]["focus"],
    }
    values["status"] = pd.Series(["active", "beta", "ending", "retired"])
    return Filters(
        **{
            name: tuple(draw(st.lists(st.sampled_from(list(choices)), max_size=2, unique=True)))
            for name, choices in values.items()
        }
    )


@given(data=st.data(), day=DAYS)
@settings(max_examples=200)
def test_the_finding_on_prices_is_right_for_any_filters_and_day(tables, data, day):
    certs = matching(certs_on(tables, day), data.draw(chosen_filters(tables)))
    sentence = prices_by_tier.finding(prices_by_tier.by_tier(certs, tables["tiers"]["tier"]))
    unknown = int(certs["price_usd"].isna().sum())
    if certs.empty:
        assert sentence == "Nothing matches all filters at once."
    elif unknown == len(certs):
        assert "no price is published" in sentence
    else:
        assert (f"{unknown} of {len(certs)} price" in sentence) == bool(unknown)
        medians = certs[certs["price_kind"] != "beta"].groupby("tier")["price_usd"].median().dropna()
        assert all(usd(end) in sentence for end in ([medians.min(), medians.max()] if len(medians) else []))
        assert ("beta prices" in sentence) == (not len(medians))


def test_beta_and_unknown_prices_are_in_no_median(cert_rows):
    rows = cert_rows(
        {"id": "a", "price_usd": 100.0, "price_kind": "list"},
        {"id": "b", "price_usd": 200.0, "price_kind": "list"},
        {"id": "c", "price_usd": 10.0, "price_kind": "beta"},
        {"id": "d", "price_kind": None},
    )
    tiers = prices_by_tier.by_tier(rows, pd.Series(["Associate Engineer", "Entry / Literacy"]))
    assert tiers.to_dict("records") == [
        {"tier": "Entry / Literacy", "certs": 4, "median_usd": 150, "known": 3, "unknown": 1}
    ]
    assert (
        prices_by_tier.finding(tiers) == "Entry / Literacy: a median of $150 an exam; 1 of 4 prices is not published."
    )
    assert prices_by_tier.by_tier(rows.iloc[:0], pd.Series(["Entry / Literacy"])).empty


def test_a_board_is_exported_with_lists_joined_and_unknown_values_empty(costs, paths, salaries):
    board = roles.board(costs, paths, salaries, source="new")
    csv, json_ = (export.rows_file(board, kind).decode() for kind in ("CSV", "JSON"))
    rows = [line.split(",") for line in csv.splitlines()]
    assert rows[0] == roles.COLUMNS
    lead = dict(zip(rows[0], rows[2], strict=True))
    assert (lead["low_usd"], lead["claim_bound"], lead["median_usd"], lead["n"]) == ("715.5", "floor", "", "")
    assert '"unknown": [\n   "X-1"\n  ]' in json_
