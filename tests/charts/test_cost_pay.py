"""The chart of what paths cost and what roles pay: where pay and claims stand, and bars with the zero of their axis."""

from datetime import date

import pandas as pd
import pytest

from lib import charts
from lib.catalogue import shared_topics
from lib.cost import payback
from lib.design import theme
from lib.pay import roles
from lib.planner import plan_snapshot
from lib.text import missing

DAYS = [date(2024, 1, 1), date(2026, 3, 1), date(2026, 11, 22), date(2027, 3, 1)]
ADS = "aijobs-2025-08"


def board_on(tables, day, source=ADS):
    return roles.board(plan_snapshot.costs(tables, day), tables["paths"], tables["salaries"], source=source)


def marks(fig, symbol):
    """The x and y of each mark with a symbol."""
    traces = [trace for trace in fig.data if trace.type == "scatter" and trace.mode == "markers"]
    return [(trace.x[0], trace.y[0]) for trace in traces if trace.marker.symbol == symbol]


@pytest.mark.parametrize("day", DAYS)
def test_the_line_of_a_role_starts_at_what_its_first_choices_cost(tables, day):
    board = board_on(tables, day)
    stems = {round(line.x0, 2) for line in charts.cost_pay(board, "senior-ml-engineer").layout.shapes if line.opacity}
    assert {usd for usd in board["preferred_usd"] if not missing(usd)} <= stems
    assert len(stems) == len(board)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("role", ["junior-ai-ml-engineer", "mlops-lead"])
def test_each_claim_stands_as_far_beside_its_median(tables, day, role):
    fig = charts.cost_pay(board_on(tables, day), role)
    medians, claims = marks(fig, "circle"), marks(fig, "diamond")
    shifts = {round(claim[0] - median[0], 6) for median, claim in zip(medians, claims, strict=True)}
    assert len(shifts) == 1
    assert shifts.pop() > 0


def test_claims_without_anything_measured_stand_on_their_lines(tables):
    board = board_on(tables, DAYS[2], source="article")
    fig = charts.cost_pay(board, "mlops-lead")
    assert {x for x, _ in marks(fig, "diamond")} == {line.x1 for line in fig.layout.shapes if line.opacity}


def test_on_a_phone_claims_stand_above_their_medians(tables):
    fig = charts.cost_pay_list(board_on(tables, DAYS[2]), "mlops-lead")
    medians, claims = marks(fig, "circle"), marks(fig, "diamond")
    assert {claim[1] - median[1] for median, claim in zip(medians, claims, strict=True)} == {11}


@pytest.fixture
def bars(tables):
    """Figures whose bars start at zero."""
    nothing = dict.fromkeys(("copy", "quoted", "elsewhere", "disputed", "open"), 0)
    grounds = pd.DataFrame([{"field": "price", "label": "Price", "page": 1, "known": 1, "unknown": 1, **nothing}])
    answer = payback.BreakEven((payback.Part("exam fees", 400.0, "list prices"),), 400.0, (), 36, 133.0, 0.0, None)
    two = ["aws-ai-practitioner", "azure-ai-fundamentals"]
    sections = shared_topics.sections_of(tables["exam_domains"], two)
    own = sections[sections["cert_id"] == two[0]]
    return [
        charts.cost_waterfall(answer),
        charts.compared_domains(sections, two[0], "Entry / Literacy", ()),
        charts.exam_domains(own, "Entry / Literacy"),
        charts.evidence_bars(grounds, 2),
        charts.cost_pay_list(board_on(tables, DAYS[2]), "mlops-lead"),
    ]


def test_bars_leave_room_for_the_zero_of_their_axis(bars):
    assert [fig.layout.margin.l >= 5 for fig in bars] == [True] * 5
    assert list(bars[-1].layout.xaxis.ticktext) == ["$0", "$500"]


def test_axes_are_quieter_than_marks(bars):
    layouts = [fig.layout for fig in bars]
    axes = {(layout.xaxis.tickfont.color, layout.xaxis.title.font.color) for layout in layouts}
    assert axes == {(theme.QUIET.slot, theme.QUIET.slot)}
    assert {layout.font.color for layout in layouts} == {theme.INK.slot}
