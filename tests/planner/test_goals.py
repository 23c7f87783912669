"""What a background and a goal ask for, which choices are preferred, and what is left out with its reason."""

from dataclasses import replace
from datetime import date

import pytest

from lib import planner
from lib.planner.catalogue import Block, CertSet, Life, Path
from lib.planner.goals import members, path_of
from tests.planner.worlds import ON, catalogue, cert, request_of, step

OWN = Path("own", "sequence", "My background", (step(1, "x"), step(2, "y", "z")))
VERDICT = Path("verdict", "verdict", "The verdict", (step(1, "z"),))
WORLD = catalogue(cert("x"), cert("y"), cert("z"), steps=[step(1, "z", "y")], more_paths=(OWN, VERDICT))


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"goal": "p", "background": "own"}, "p"),
        ({"goal": None, "background": "own"}, "own"),
        ({"goal": None, "background": None}, "verdict"),
        ({"goal": "nonsense", "background": "nonsense"}, "verdict"),
    ],
)
def test_the_goal_counts_then_the_background_then_the_verdict(options, path):
    assert path_of(request_of(**options), WORLD).id == path


def test_of_equal_choices_the_backgrounds_own_is_taken_and_what_it_has_more_is_named():
    assert planner.plan(request_of(), WORLD).best.cert_ids == ("z",)
    own = planner.plan(request_of(background="own", goal="p"), WORLD)
    assert own.best.cert_ids == ("z",)
    assert {one.cert_id: one.why for one in own.left_out} == {
        "y": "with it the plan is the same price and the same time",
        "x": "your background's own sequence has it, “The path” does not ask for it",
    }


def test_a_set_is_what_its_rule_says_and_on_the_articles_day_what_the_article_names():
    rule = CertSet("s", "a cloud associate", tiers=("Associate Engineer",), clouds_only=True)
    certs = (
        cert("a", tier=2, in_article=True),
        cert("b", tier=2),
        cert("c", tier=2, vendor="NVIDIA"),
        cert("d", tier=1),
    )
    world = replace(catalogue(*certs, sets=(rule,)), article_day=date(2026, 3, 1))
    assert members("s", world, on=ON) == ("a", "b")
    assert members("s", world, on=date(2026, 3, 1)) == ("a",)


def test_a_successor_stands_in_and_a_chain_is_followed_to_what_is_open():
    gone = {"last_day": date(2026, 1, 1)}
    world = catalogue(
        cert("a", life=Life("retired", **gone, successor="b")),
        cert("b", life=Life("retired", **gone, successor="c")),
        cert("c"),
        steps=[step(1, "a")],
    )
    only = planner.plan(request_of(), world).best.steps[0]
    assert (only.cert_id, only.instead_of) == ("c", "a")


def test_what_a_step_names_and_cannot_be_planned_is_left_out_with_its_reason():
    world = catalogue(
        cert("a"),
        cert("b", requires=(Block((), 1, ("CISM", "CISSP")),)),
        cert("c", life=Life("unknown")),
        cert("d", life=Life("beta")),
        steps=[step(1, "a", "b", "c", "d")],
    )
    assert {one.code: one.why for one in planner.plan(request_of(), world).left_out} == {
        "B": "it requires CISM or CISSP, which cannot be planned",
        "C": "it is not confirmed to be open",
        "D": "with it the plan is the same price and the same time",
    }


def test_an_optional_step_is_in_the_broadest_plan_and_in_no_other_unless_it_is_asked_for():
    steps = [step(1, "a"), step(2, "b", optional=True)]
    world = catalogue(cert("a"), cert("b", vendor="NVIDIA"), steps=steps)
    named = {name: plan.cert_ids for plan in planner.plan(request_of(), world).plans for name in plan.names}
    assert named == {"cheapest": ("a",), "fastest": ("a",), "broadest": ("a", "b")}
    assert planner.plan(request_of(take=["b"]), world).best.cert_ids == ("a", "b")


def test_a_role_is_unlocked_when_all_that_it_asks_for_is_held_or_planned():
    role = Path("role", "role", "The role", (step(1, "a"), step(2, "b", "c")))
    world = catalogue(cert("a"), cert("b"), cert("c"), steps=[step(1, "b")], more_paths=(role,))
    assert planner.plan(request_of(), world).best.unlocks == ()
    assert planner.plan(request_of(have=["a"]), world).best.unlocks == ("role",)


def test_what_is_recommended_first_comes_first_where_it_costs_nothing():
    world = catalogue(
        cert("a", tier=2, recommends=("b",)), cert("b", tier=2), steps=[step(1, "a"), step(2, "b")], kind="role"
    )
    assert planner.plan(request_of(), world).best.cert_ids == ("b", "a")


def test_of_equal_plans_the_one_with_more_vendors_is_taken():
    either = CertSet("either", "b or c", named=("b", "c"))
    certs = (cert("a"), cert("b"), cert("c", vendor="NVIDIA"))
    world = catalogue(*certs, steps=[step(1, "a"), step(2, sets=["either"])], sets=(either,), vouchers={})
    assert planner.plan(request_of(), world).best.cert_ids == ("a", "c")
