"""Each step says why it is there, and why then; the advice is checked against the plan."""

from datetime import date, timedelta

from lib import planner
from lib.planner.catalogue import Block, Life
from tests.planner.worlds import ON, catalogue, cert, request_of, step


def reasons_of(plan, code):
    """The reasons of an exam, each as its rule and its words."""
    return [(reason.rule, reason.words) for one in plan.steps if one.code == code for reason in one.reasons]


def warnings_of(answer):
    """The words of the checks that the cheapest plan does not pass, by advice."""
    return {check.advice: check.words for check in answer.best.checks if not check.fine}


def test_a_prerequisite_is_added_and_says_who_requires_it():
    world = catalogue(cert("a"), cert("b"), cert("pro", requires=(Block(("a", "b")),)), steps=[step(1, "pro")])
    plan = planner.plan(request_of(), world).best
    assert plan.cert_ids == ("a", "pro")
    assert reasons_of(plan, "A") == [("prerequisite", "PRO requires A or B.")]
    assert ("order", "After A, which it requires.") in reasons_of(plan, "PRO")


def test_a_role_says_what_it_asks_for(answer_on):
    plan = answer_on("2026-11-22", goal="junior-ai-ml-engineer").best
    assert [one.reasons[0].words for one in plan.steps] == [
        "“AI/ML Engineer (junior)” asks for AIF-C01 or AI-900.",
        "“AI/ML Engineer (junior)” asks for a cloud associate certification.",
    ]


def test_a_choice_says_what_it_was_chosen_over_and_why():
    world = catalogue(cert("a", price=150), cert("b", vendor="Microsoft", price=99), steps=[step(1, "a", "b")])
    over = {
        "cheapest": planner.plan(request_of(), world).best,
        "cloud": planner.plan(request_of(cloud="AWS"), world).best,
        "take": planner.plan(request_of(take=["a"]), world).best,
    }
    choices = {
        name: next(words for rule, words in reasons_of(plan, plan.steps[0].code) if rule == "choice")
        for name, plan in over.items()
    }
    assert choices == {
        "cheapest": "Chosen over A: no plan with another one costs less.",
        "cloud": "Chosen over B: it is on AWS, the cloud you prefer.",
        "take": "Chosen over B: you asked for it.",
    }


def test_what_rests_on_an_announcement_or_on_a_beta_says_so():
    opens = date(2026, 9, 1)
    beta = cert("a", price=75, beta=True, standard=150, life=Life("beta", general_from=opens))
    world = catalogue(beta, steps=[step(1, "a")])
    waits = planner.plan(request_of(), world)
    assert ("calendar", "It opens to everybody on 1 Sep 2026: announced, not yet so.") in reasons_of(waits.best, "A")
    assert waits.best.steps[0].net_usd == 150
    assert "A opens on 1 Sep 2026, as announced; that can change." in [one.words for one in waits.assumptions]
    sat = planner.plan(request_of(beta=True), world).best
    assert sat.steps[0].price_words == "$75 (beta price)"
    assert any(words.startswith("In beta until 31 Aug 2026") for _, words in reasons_of(sat, "A"))


def test_what_is_recommended_and_not_known_is_said_and_nothing_is_required():
    advised = cert("a", recommends=("b",), recommended_months=12, requires_known=False)
    plan = planner.plan(request_of(), catalogue(advised, cert("b"), steps=[step(1, "a")])).best
    assert reasons_of(plan, "A")[1:] == [
        ("recommended", "B is recommended first, not required."),
        ("recommended", "12 months of experience are recommended."),
        ("note", "No source says whether anything is required first."),
    ]


def test_every_reason_that_rests_on_a_source_names_it(answer_on):
    backgrounds = ("developer-adding-ai", "analyst-to-ml", "researcher-to-production", "devops-to-mlops", None)
    plans = [plan for background in backgrounds for plan in answer_on("2026-11-22", background=background).plans]
    reasons = [reason for plan in plans for step in plan.steps for reason in step.reasons]
    assert {"choice"} <= {reason.rule for reason in reasons if not reason.source} <= {"choice", "order", "note"}


def test_three_exams_in_a_row_leave_no_time_for_a_project():
    three = [step(number, one) for number, one in enumerate("abc", 1)]
    world = catalogue(cert("a"), cert("b", vendor="NVIDIA"), cert("c"), steps=three)
    assert "A, B and C follow each other" in warnings_of(planner.plan(request_of(), world))["collecting"]
    pause = [*three[:2], step(3, "c", after=6)]
    assert "collecting" not in warnings_of(planner.plan(request_of(), catalogue(*world.certs.values(), steps=pause)))


def test_one_vendor_for_everything_is_said_and_another_one_that_is_held_counts():
    world = catalogue(cert("a"), cert("b"), cert("c", vendor="NVIDIA"), steps=[step(1, "a"), step(2, "b")])
    assert "Everything is from AWS" in warnings_of(planner.plan(request_of(), world))["early-lock-in"]
    assert "early-lock-in" not in warnings_of(planner.plan(request_of(have=["c"]), world))


def test_an_exam_that_is_superseded_soon_is_said():
    old = cert("a", life=Life(last_day=ON + timedelta(days=90), successor="b"))
    world = catalogue(old, cert("b", price=300), steps=[step(1, "a")])
    assert warnings_of(planner.plan(request_of(), world))["outdated-material"] == (
        "Superseded soon: A (B takes its place, last exam day 13 Sep 2026); check that what you study is current."
    )


def test_a_specialisation_before_any_fundamentals_is_said():
    world = catalogue(cert("a", tier=4), cert("b", tier=1), steps=[step(1, "a"), step(2, "b")])
    warnings = warnings_of(planner.plan(request_of(), world))
    assert warnings["no-fundamentals"] == "A comes before any certification in the fundamentals."
    assert "no-fundamentals" not in warnings_of(planner.plan(request_of(have=["b"]), world))


def test_assumptions_say_whether_they_are_ours_and_which_input_changes_them(answer_on):
    assumptions = {claim.id: claim for claim in answer_on("2026-11-22", background="developer-adding-ai").assumptions}
    assert {name: claim.input for name, claim in assumptions.items() if claim.input} == {
        "hours": "hours",
        "overlap": "overlap",
        "voucher-AWS": "vouchers",
        "chance": "chance",
    }
    assert assumptions["voucher-AWS"].source == "https://aws.amazon.com/certification/policies/recertification/"
    off = answer_on("2026-11-22", background="developer-adding-ai", vouchers=False, overlap=0, chance=0.5).assumptions
    assert [one.words for one in off if one.id in ("overlap", "voucher-AWS")] == [
        "Nothing is saved where sections of an earlier exam name the same subjects.",
        "No AWS voucher is used.",
    ]
