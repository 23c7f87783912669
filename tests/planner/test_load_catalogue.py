"""From the tables to the typed catalogue; a graph that cannot be planned on is refused."""

from datetime import date

import pytest

from lib.catalogue.status import with_status
from lib.cost.ledger import exams
from lib.planner.catalogue import Block, CatalogueProblem, Life
from lib.planner.windows import windows
from tests.planner.worlds import catalogue, cert, step

AFTER = Life(successor="b")


@pytest.mark.parametrize(
    ("certs", "steps", "words"),
    [
        ([cert("a", requires=(Block(("b",)),)), cert("b", requires=(Block(("a",)),))], [], "The requirements go in"),
        ([cert("a", requires=(Block(("a",)),))], [], "The requirements go in a circle: a."),
        ([cert("a", life=AFTER), cert("b", life=Life(successor="a"))], [], "The successors go in a circle: a -> b."),
        ([cert("a", life=AFTER)], [], "a names b, which is not in the catalogue."),
        ([cert("a", requires=(Block(("b",)),))], [], "a names b, which is not in the catalogue."),
        ([cert("a", recommends=("b",))], [], "a names b, which is not in the catalogue."),
        ([cert("a", requires=(Block((), 2, ("CISSP",)),))], [], "a requires 2 of 0 choices"),
        ([cert("a")], [step(1, "b")], "p names b, which is not in the catalogue."),
        ([cert("a")], [step(1, sets=("all",))], "p names all, which is not a set."),
    ],
)
def test_a_circle_or_a_reference_that_leads_nowhere_is_refused_in_one_sentence(certs, steps, words):
    with pytest.raises(CatalogueProblem, match=words.replace(".", r"\.")):
        catalogue(*certs, steps=steps)


def test_the_shipped_catalogue_is_complete(shipped_catalogue, tables):
    assert set(shipped_catalogue.certs) == set(tables["certs"]["id"])
    assert set(shipped_catalogue.paths) == set(tables["paths"]["path"])
    assert shipped_catalogue.article_day == date(2026, 3, 1)
    assert shipped_catalogue.vouchers == {"AWS": 0.5}
    assert shipped_catalogue.retakes["Google Cloud"].days == (14, 60, 365)


def test_alternatives_and_what_is_outside_the_catalogue_are_kept_apart(shipped_catalogue):
    assert shipped_catalogue.certs["ms-agentic-business-architect"].requires == (
        Block(
            ("ms-ai-agent-builder", "azure-ai-apps-agents-developer", "azure-mlops-engineer"),
            1,
            ("another Associate certification that Microsoft lists",),
        ),
    )


def test_an_exam_is_the_ledgers_own(shipped_catalogue, tables):
    assert {one.id: one.exam for one in shipped_catalogue.certs.values()} == exams(tables["certs"])


DAYS = ["2026-03-01", "2026-06-30", "2026-07-01", "2026-09-28", "2026-09-29", "2026-11-22", "2027-01-13", "2027-01-14"]


@pytest.mark.parametrize("language", [None, "Japanese"])
@pytest.mark.parametrize("day", DAYS)
def test_an_exam_has_a_window_on_a_day_exactly_where_its_status_says_that_anybody_can_book(
    shipped_catalogue, tables, day, language
):
    on = date.fromisoformat(day)
    rows = with_status(tables["certs"], on=on, language=language).set_index("id")
    open_windows = {
        cert_id: [one for one in windows(record, on=on, language=language) if one.opens <= on <= one.closes]
        for cert_id, record in shipped_catalogue.certs.items()
        if language is None or language in record.languages
    }
    assert len(open_windows) > 5
    assert {cert_id: bool(today) for cert_id, today in open_windows.items()} == rows["bookable"][
        [*open_windows]
    ].to_dict()
    betas = {cert_id for cert_id, today in open_windows.items() if any(one.beta for one in today)}
    assert betas == {cert_id for cert_id in open_windows if rows["status"][cert_id] == "beta"}
