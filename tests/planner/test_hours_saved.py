"""How much of one exam another one covers, by the titles of their sections."""

import pytest

from lib.planner.hours_saved import coverage
from tests.planner.worlds import catalogue, cert


@pytest.mark.parametrize(
    ("passed", "ahead", "share"),
    [
        (["Model deployment"], ["Deployment of a model", "Governance"], 0.5),
        (["Model deployment"], ["Model development"], 0.0),
        (["Governance"], ["Governance"], 1.0),
        (["Governance and security"], ["Governance"], 0.0),
        (["Data and AI concepts"], ["AI concepts"], 0.0),
        ([], ["Governance"], 0.0),
        (["Governance"], [], 0.0),
    ],
)
def test_a_section_is_covered_where_two_subject_words_or_all_of_its_title_are_the_same(passed, ahead, share):
    certs = [
        cert(name, sections=tuple((title, 1.0) for title in titles)) for name, titles in (("a", passed), ("b", ahead))
    ]
    assert coverage(catalogue(*certs))("a", "b") == share


def test_a_sections_weight_counts():
    wanted = cert("b", sections=(("Model deployment", 30.0), ("Governance", 10.0)))
    assert coverage(catalogue(cert("a", sections=(("Model deployment", 99.0),)), wanted))("a", "b") == 0.75


def test_a_successor_covers_much_of_the_exam_whose_place_it_takes(shipped_catalogue):
    share = coverage(shipped_catalogue)
    assert share("aws-ml-engineer-associate-c01", "aws-ml-engineer-associate") == pytest.approx(0.76)
    assert share("azure-ai-engineer-associate", "azure-ai-apps-agents-developer") > 0.5
    assert share("cncf-cka", "nvidia-nca-genl") == 0.0
