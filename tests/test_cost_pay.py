"""The picture of what paths cost and what roles pay: where pay stands, what stands beside it, axes with their zero."""

from datetime import date

import pandas as pd
import pytest

from lib import charts, overlap, payback, roles, standing, theme
from lib.text import missing

DAYS = [date(2024, 1, 1), date(2026, 3, 1), date(2026, 11, 22), date(2027, 3, 1)]
ADS = "aijobs-2025-08"


def board_on(tables, day, source=ADS):
    return roles.board(standing.costs(tables, day), tables["paths"], tables["salaries"], source=source)


def marks(drawn, symbol):
    """Where marks of one kind stand: x and y of each."""
    points = [one for one in drawn.data if one.type == "scatter" and one.mode == "markers"]
    return [(one.x[0], one.y[0]) for one in points if one.marker.symbol == symbol]


@pytest.mark.parametrize("day", DAYS)
def test_the_line_of_a_role_starts_at_what_its_first_choices_cost(tables, day):
    board = board_on(tables, day)
    stems = {round(line.x0, 2) for line in charts.cost_pay(board, "senior-ml-engineer").layout.shapes if line.opacity}
    assert {one for one in board["preferred_usd"] if not missing(one)} <= stems
    assert len(stems) == len(board)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("role", ["junior-ai-ml-engineer", "mlops-lead"])
def test_each_claim_stands_as_far_beside_its_median(tables, day, role):
    drawn = charts.cost_pay(board_on(tables, day), role)
    medians, claims = marks(drawn, "circle"), marks(drawn, "diamond")
    asides = {round(claim[0] - median[0], 6) for median, claim in zip(medians, claims, strict=True)}
    assert len(asides) == 1
    assert asides.pop() > 0


def test_claims_without_anything_measured_stand_on_their_lines(tables):
    board = board_on(tables, DAYS[2], source="article")
    drawn = charts.cost_pay(board, "mlops-lead")
    assert {x for x, _ in marks(drawn, "diamond")} == {line.x1 for line in drawn.layout.shapes if line.opacity}


def test_on_a_phone_claims_stand_above_their_medians(tables):
    drawn = charts.cost_pay_list(board_on(tables, DAYS[2]), "mlops-lead")
    medians, claims = marks(drawn, "circle"), marks(drawn, "diamond")
    assert {claim[1] - median[1] for median, claim in zip(medians, claims, strict=True)} == {11}


@pytest.fixture
def bars(tables):
    """Pictures whose bars start at zero."""
    nothing = dict.fromkeys(("copy", "quoted", "elsewhere", "disputed", "open"), 0)
    grounds = pd.DataFrame([{"field": "price", "label": "Price", "page": 1, "known": 1, "unknown": 1, **nothing}])
    told = payback.Answer((payback.Part("exam fees", 400.0, "list prices"),), 400.0, (), 36, 133.0, 0.0, None)
    two = ["aws-ai-practitioner", "azure-ai-fundamentals"]
    sections = overlap.sections_of(tables["exam_domains"], two)
    own = sections[sections["cert_id"] == two[0]]
    return [
        charts.cost_waterfall(told),
        charts.compared_domains(sections, two[0], "Entry / Literacy", ()),
        charts.exam_domains(own, "Entry / Literacy"),
        charts.evidence_bars(grounds, 2),
        charts.cost_pay_list(board_on(tables, DAYS[2]), "mlops-lead"),
    ]


def test_bars_leave_room_for_the_zero_of_their_axis(bars):
    assert [drawn.layout.margin.l >= 5 for drawn in bars] == [True] * 5
    assert list(bars[-1].layout.xaxis.ticktext) == ["$0", "$500"]


def test_axes_are_quieter_than_what_is_drawn(bars):
    quiet = theme.QUIET.slot
    for drawn in bars:
        assert (drawn.layout.xaxis.tickfont.color, drawn.layout.xaxis.title.font.color) == (quiet, quiet)
        assert drawn.layout.font.color == theme.INK.slot
