"""Side by side: which facts differ, one sentence that holds for any choice on any day, what ties, rivals, addresses."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.address import pages, parameters, query
from lib.address.query import Query
from lib.catalogue import shared_topics
from lib.catalogue.filtering import priced_on
from lib.catalogue.status import with_status
from lib.charts import compared_domains
from lib.compare import alternatives, difference, relations, sheet, three_year_cost
from lib.compare.sheet import FactCell
from lib.cost import ledger
from lib.text import day as day_words
from lib.text import usd

DAY = date(2026, 11, 22)
DAYS = (date(2024, 1, 1), date(2026, 3, 1), date(2026, 6, 15), DAY, date(2027, 1, 14), date(2035, 12, 31))
AIF, AI901, AI900 = "aws-ai-practitioner", "azure-ai-fundamentals", "azure-ai-fundamentals-900"
GAIL, GENL, GENM = "gcp-generative-ai-leader", "nvidia-nca-genl", "nvidia-nca-genm"
AIP, C01, C02 = "aws-genai-developer-professional", "aws-ml-engineer-associate-c01", "aws-ml-engineer-associate"
ASSOC, PRO = "databricks-ml-associate", "databricks-ml-professional"


@pytest.fixture(scope="module")
def on(tables):
    """The shipped certifications as they stand on a day, with the prices of that day."""
    known = {}

    def certs(day):
        if day not in known:
            known[day] = with_status(priced_on(tables["certs"], on=day, article_day=date(2026, 3, 1)), on=day)
        return known[day]

    return certs


@pytest.fixture(scope="module")
def ids(tables):
    return tables["certs"]["id"].tolist()


def side_by_side(certs, tables, ids, day=DAY):
    """The chosen certifications, their sheet and what three years cost."""
    chosen = sheet.chosen(certs, ids)
    known = ledger.exams(certs)
    ledgers = three_year_cost.ledgers(chosen, known, day)
    sums = {one: three_year_cost.cost_cell(ledgers[one], known) for one in ids}
    return chosen, sheet.sheet(chosen, certs, tables["requirements"], sums), sums


def choices(known):
    """Two to four certifications, and a day."""
    return st.tuples(st.lists(st.sampled_from(known), min_size=2, max_size=4, unique=True), st.sampled_from(DAYS))


# The sheet ───────────────────────────────────────────────────────────────────


def of(rows, fact):
    """What the sheet says of one fact: words in order, and how they compare."""
    own = rows[rows["fact"] == fact]
    return own["words"].tolist(), own["compares"].iloc[0]


def test_differing_facts_come_first_then_unknown_ones_then_those_that_are_alike(dated_cert_rows, tables):
    certs = dated_cert_rows(
        {"id": "a", "price_usd": 100.0, "exam_minutes": 90, "validity_months": 24},
        {"id": "b", "price_usd": 150.0, "validity_months": 24},
    )
    rows = sheet.sheet(certs, certs, tables["requirements"], {"a": FactCell("$100"), "b": FactCell("$150")})
    assert of(rows, "price_usd") == (["$100", "$150"], "differs")
    assert of(rows, "exam_minutes") == (["90 minutes", "not published"], "open")
    assert of(rows, "validity_months") == (["24 months", "24 months"], "same")
    order = rows["compares"].drop_duplicates().tolist()
    assert order == ["differs", "open", "same"]


@pytest.mark.parametrize(
    ("one", "other", "third", "compares"),
    [
        (100.0, 100.0, 100.0, "same"),
        (100.0, 150.0, None, "differs"),
        (100.0, 100.0, None, "open"),
        (100.0, None, None, "open"),
        (None, None, None, "open"),
        (0.0, None, 0.0, "open"),
        (0.0, 50.0, 0.0, "differs"),
    ],
)
def test_an_unknown_price_is_neither_the_same_nor_another(dated_cert_rows, tables, one, other, third, compares):
    certs = dated_cert_rows(
        *({"id": name, "price_usd": price} for name, price in zip("abc", (one, other, third), strict=True))
    )
    rows = sheet.sheet(certs, certs, tables["requirements"], dict.fromkeys("abc", FactCell("$1")))
    assert of(rows, "price_usd")[1] == compares


def test_an_unknown_price_is_said_and_is_never_zero(dated_cert_rows, tables):
    certs = dated_cert_rows({"id": "a"}, {"id": "b"})
    rows = sheet.sheet(certs, certs, tables["requirements"], dict.fromkeys("ab", FactCell("$1")))
    price = rows[rows["fact"] == "price_usd"]
    assert price["words"].tolist() == ["price not published"] * 2
    assert not price["known"].any()
    assert price[["low", "high", "start", "end"]].isna().all(axis=None)


def test_a_bar_starts_at_zero_and_a_range_where_it_starts(dated_cert_rows, tables):
    certs = dated_cert_rows(
        {"id": "a", "price_usd": 75.0, "study_hours_low": 15.0, "study_hours_high": 40.0},
        {"id": "b", "price_usd": 300.0, "study_hours_low": 100.0, "study_hours_high": 200.0},
    )
    rows = sheet.sheet(certs, certs, tables["requirements"], dict.fromkeys("ab", FactCell("at least $75", False, 75.0)))
    bars = {fact: own[["start", "end"]].to_numpy().tolist() for fact, own in rows.dropna(subset="end").groupby("fact")}
    assert bars == {
        "price_usd": [[0, 25], [0, 100]],
        "study": [[7.5, 20], [50, 100]],
        "three_years": [[0, 100], [0, 100]],
    }


def test_the_price_of_one_that_is_gone_is_named_as_its_last(on, tables):
    _, rows, _ = side_by_side(on(DAY), tables, [AI900, AI901])
    price = rows[rows["fact"] == "price_usd"]
    assert price["note"].tolist() == ["last price, while it could be booked", ""]


def test_what_other_sources_say_stands_beside_a_figure(on, tables):
    _, rows, _ = side_by_side(on(DAY), tables, [GENL, AIF])
    seen = sheet.with_sources(rows, tables["facts"]).set_index(["fact", "id"])
    assert seen.at[("price_usd", GENL), "also"] == "$135 and $200"
    assert seen.at[("exam_minutes", AIF), "also"] == "120 minutes and 100 minutes"
    assert len(seen) == len(rows)
    assert seen.at[("focus", AIF), "also"] == ""


def test_on_the_article_s_day_its_price_is_the_figure_and_the_vendor_s_the_other(on, tables):
    _, rows, _ = side_by_side(on(date(2026, 3, 1)), tables, [GENL, AIF])
    seen = sheet.with_sources(rows, tables["facts"], on_article_day=True).set_index(["fact", "id"])
    assert of(rows, "price_usd")[0] == ["$135", "$100"]
    assert "$125" in seen.at[("price_usd", GENL), "also"]
    assert seen.at[("price_usd", GENL), "source"] == "article"


@given(data=st.data())
@settings(max_examples=60)
def test_every_fact_of_every_choice_is_told_once_and_compared_rightly(tables, on, ids, data):
    chosen, day = data.draw(choices(ids))
    _, rows, _ = side_by_side(on(day), tables, chosen, day)
    assert sorted(zip(rows["fact"], rows["id"], strict=True)) == sorted((f, i) for f in sheet.FACTS for i in chosen)
    assert rows["words"].str.strip().ne("").all()
    for _, own in rows.groupby("fact"):
        known = {words.casefold() for words in own.loc[own["known"], "words"]}
        expected = "differs" if len(known) > 1 else "same" if own["known"].all() else "open"
        assert set(own["compares"]) == {expected}
    assert rows["end"].dropna().between(0, 100).all()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 1), "by online assessment, free"),
        (DAY, "None: the certification and its renewal assessment are both retired."),
    ],
)
def test_what_was_said_of_a_renewal_once_it_had_retired_does_not_hold_before(on, tables, day, said):
    _, rows, _ = side_by_side(on(day), tables, ["azure-ai-engineer-associate", AIF], day)
    assert rows.query("fact == 'renewal'")["words"].iloc[0] == said


def test_frames_are_not_changed(on, tables):
    certs = on(DAY)
    before = certs.copy(deep=True)
    side_by_side(certs, tables, [AIF, AI901])
    pd.testing.assert_frame_equal(certs, before)


# The finding ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ids", "finding"),
    [
        ([AIF, AI901], "AIF-C01 costs $100 and lasts 36 months; AI-901 costs $99 and does not expire."),
        ([AI900, AI901], "AI-900 had its last exam on 30 Jun 2026; AI-901 costs $99 and does not expire."),
        (
            [C01, C02],
            "MLA-C01 had its last exam in English on 28 Sep 2026; "
            "MLA-C02 is in beta, costs $75 (beta price) and lasts 36 months.",
        ),
        (
            [AI900, C01],
            "AI-900 had its last exam on 30 Jun 2026; MLA-C01 had its last exam in English on 28 Sep 2026. "
            "Neither of them can be booked.",
        ),
        ([GENL, GENM], "Each costs $125 and lasts 24 months; they differ in audience and recommended experience."),
        (
            [ASSOC, PRO],
            "DBX-ML-ASSOC is in tier Associate Engineer and takes 90 minutes; "
            "DBX-ML-PRO is in tier Professional / Specialty and takes 120 minutes.",
        ),
        (
            ["ms-copilot-agent-administration", "ms-ai-business-professional"],
            "AB-900 costs $99 and does not expire; AB-730 has no published price and has no published validity.",
        ),
    ],
)
def test_the_finding_says_what_sets_them_apart(on, tables, ids, finding):
    chosen, rows, _ = side_by_side(on(DAY), tables, ids)
    assert difference.finding(chosen, rows) == finding


def holds(claim, cert):
    """Whether one claim of a finding is true of a row, read from the row anew."""
    price, months, minutes = cert["price_usd"], cert["validity_months"], cert["exam_minutes"]
    beta = " (beta price)" if cert["price_kind"] == "beta" else ""
    facts = {
        "is free": price == 0,
        "has no published price": pd.isna(price),
        "does not expire": cert["never_expires"],
        "has no published validity": pd.isna(months) and not cert["never_expires"],
        "has no published length": pd.isna(minutes),
        f"costs {usd(price)}{beta}": price > 0,
        f"lasts {months:g} months": not cert["never_expires"],
        f"takes {minutes:g} minutes": True,
        f"is in tier {cert['tier']}": True,
        f"is about {cert['focus']}": True,
        "is in beta": cert["status"] == "beta",
        "is for the vendor's partners only": cert["status"] == "partner-only",
        "is not confirmed to be open": cert["status"] == "unknown",
        "ends with its successor": cert["status"] == "ending" and pd.isna(cert["last_day"]),
        f"can be booked until {day_words(cert['last_day'])}": cert["status"] == "ending",
        f"had its last exam on {day_words(cert['last_day'])}": cert["status"] == "retired",
        f"had its last exam in English on {day_words(cert['last_day'])}": cert["status"] == "closed",
        f"opens on {day_words(cert['opens_on'])}": cert["status"] == "not yet",
        f"had its last beta exam on {day_words(cert['beta_until'])}": cert["gone"] and pd.isna(cert["opens_on"]),
    }
    return bool(facts[claim])


def claims(words):
    """The claims of a clause: each starts with a verb."""
    return re.split(r"(?:, | and )(?=(?:is|has|costs|lasts|takes|does|can|had|ends|opens) )", words)


@given(data=st.data())
@settings(max_examples=200)
def test_the_finding_is_true_of_the_frame(tables, on, ids, data):
    picked, day = data.draw(choices(ids))
    certs, rows, _ = side_by_side(on(day), tables, picked, day)
    records = {cert["code"]: cert for cert in certs.to_dict("records")}
    running = [cert for cert in records.values() if not cert["gone"]]
    text = difference.finding(certs, rows)
    body, _, closing = text.rstrip(".").partition(". ")
    assert bool(closing) == (not running)
    alike = [clause for clause in body.split("; ") if clause.lower().startswith("each ")]
    for clause in body.split("; "):
        code = next((code for code in records if clause.startswith(f"{code} ")), None)
        if code:
            assert all(holds(claim, records[code]) for claim in claims(clause.removeprefix(f"{code} ")))
        elif clause in alike:
            said = claims(re.sub(r"^[Ee]ach( of [^a-z]+( and [^a-z ]+)?)? ", "", clause))
            assert all(holds(claim, cert) for claim in said for cert in running)
    prices = {usd(cert["price_usd"]) for cert in running}
    assert bool(alike) <= (len(prices) == 1)
    assert len(prices) == 1 or all(price in text or "not published" in price or price == "free" for price in prices)


@given(data=st.data())
@settings(max_examples=200)
def test_the_finding_names_every_certification_or_says_each(tables, on, ids, data):
    picked, day = data.draw(choices(ids))
    certs, rows, _ = side_by_side(on(day), tables, picked, day)
    text = difference.finding(certs, rows)
    assert re.search(r"\beach\b", text, re.IGNORECASE) or all(code in text for code in certs["code"])
    assert text.endswith(".")
    assert "nan" not in text.lower().replace("finan", "")


# Three years ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cert_id", "words", "note"),
    [
        (AIF, "$100", "no renewal falls due"),
        (AI901, "$99", "no renewal falls due"),
        ("azure-ai-apps-agents-developer", "$165", "with 2 free renewals"),
        (GENL, "$250", "with 1 renewal for $125"),
        ("gcp-professional-ml-engineer", "$300", "with 1 renewal for $100"),
        ("cncf-cka", "at least $445", "what it takes to keep is not published"),
        ("oracle-ai-foundations", "free to sit", "what it takes to keep is not published"),
        ("ms-ai-business-professional", "price not published", "what it takes to keep is not published"),
        (AI900, "cannot be booked", ""),
    ],
)
def test_three_years_cost_the_exam_and_the_renewals_due_inside(on, tables, cert_id, words, note):
    _, _, sums = side_by_side(on(DAY), tables, [cert_id, GAIL])
    assert (sums[cert_id].words, sums[cert_id].note) == (words, note)


def test_an_unknown_part_never_lowers_or_completes_a_sum(on, tables, ids):
    known = ledger.exams(on(DAY))
    ledgers = three_year_cost.ledgers(on(DAY), known, DAY)
    assert set(ledgers) == set(ids)
    for cert_id, entries in ledgers.items():
        said = three_year_cost.cost_cell(entries, known)
        unknown = any(one.net_usd is None for one in entries)
        assert said.is_known is not unknown
        assert not unknown or said.high is None
        assert said.low is None or said.low >= known[cert_id].price_usd


def test_an_exam_that_opens_later_is_sat_on_its_first_day(on, tables):
    known = ledger.exams(on(date(2026, 3, 1)))
    ledgers = three_year_cost.ledgers(sheet.chosen(on(date(2026, 3, 1)), [AI901]), known, date(2026, 3, 1))
    assert [one.day for one in ledgers[AI901]] == [date(2026, 6, 18)]


def test_an_exam_whose_beta_is_over_costs_nothing_yet_and_says_why(on, tables):
    paa = "gcp-professional-agentic-architect"
    _, rows, sums = side_by_side(on(DAY), tables, [paa, GENL])
    said = rows[rows["id"] == paa].set_index("fact")["words"]
    assert sums[paa].words == "cannot be booked"
    assert said["status"] == "no: its beta ended on 30 Sep 2026"


def test_the_finding_of_three_years_names_each(on, tables):
    chosen, _, sums = side_by_side(on(DAY), tables, [GENL, AI900, "ms-ai-business-professional"])
    codes = dict(zip(chosen["id"], chosen["code"], strict=True))
    assert three_year_cost.finding(sums, codes) == (
        "Over three years NCA-GENL comes to $250, AI-900 cannot be booked and AB-730 cannot be priced."
    )


# What ties them ──────────────────────────────────────────────────────────────


def tie_finding(certs, tables, ids):
    rows = sheet.chosen(certs, ids)
    codes = dict(zip(rows["id"], rows["code"], strict=True))
    inside = relations.ties_among(relations.ties(certs, tables["requirements"]), ids)
    return relations.finding(inside, codes, rows.loc[rows["gone"], "id"].tolist())


@pytest.mark.parametrize(
    ("ids", "finding"),
    [
        ([AIF, AIP], "A pass of AIP-C01 renews AIF-C01 too."),
        ([AIF, C01], "A pass of MLA-C01, which nobody can book, renews AIF-C01 too."),
        ([AI900, AI901], "AI-901 takes the place of AI-900."),
        ([AIF, AI901], "Neither renews, requires or replaces the other."),
        ([AIF, AI901, GAIL], "None of them renews, requires or replaces another."),
        (
            ["azure-multi-agent-expert", "azure-ai-apps-agents-developer", "ms-agentic-business-architect"],
            "AI-103 is required for AI-500. AI-103 is one of the choices required for AB-100.",
        ),
        (["snowflake-core", "snowflake-specialty-genai"], "COF-C03 is recommended before GES-C02."),
    ],
)
def test_ties_among_them_are_said(on, tables, ids, finding):
    assert tie_finding(on(DAY), tables, ids) == finding


def test_a_tie_to_another_certification_is_no_tie_among_them(on, tables):
    every = relations.ties(on(DAY), tables["requirements"])
    assert relations.ties_among(every, [AIF, GAIL]).empty
    assert set(every["kind"]) <= set(relations.KINDS) == set(relations.REVERSE_KINDS)


# What the exams ask ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ids", "finding"),
    [
        (
            [ASSOC, PRO],
            "Sections of the same name: Model Development (DBX-ML-ASSOC 31% and DBX-ML-PRO 44%) "
            "and Model Deployment (DBX-ML-ASSOC 12% and DBX-ML-PRO 12%).",
        ),
        (
            [AIF, AI901],
            "AIF-C01 weighs “Applications of Foundation Models” most; AI-901 weighs “Implement AI solutions by using "
            "Microsoft Foundry” most; no word that names a subject stands in section titles of both.",
        ),
        ([C01, C02], "Words that section titles share: data, deployment, development, model, monitoring and 3 more."),
        ([AIF, AI901, GAIL], "Words that section titles share: model (AIF-C01 and GCP-GAIL)."),
        ([AIF, "linux-foundation-pytorch-associate"], "Only the sections of AIF-C01 are published."),
        (
            ["linux-foundation-pytorch-associate", "oracle-genai-professional-2025"],
            "Neither exam's sections are published.",
        ),
    ],
)
def test_what_section_titles_share_is_counted_and_not_guessed(on, tables, ids, finding):
    codes = {one: on(DAY).set_index("id").at[one, "code"] for one in ids}
    assert shared_topics.finding(shared_topics.sections_of(tables["exam_domains"], ids), codes) == finding


@given(data=st.data())
@settings(max_examples=100)
def test_a_shared_word_stands_in_titles_of_each_exam_it_is_said_of(tables, ids, data):
    chosen, _ = data.draw(choices(ids))
    sections = shared_topics.sections_of(tables["exam_domains"], chosen)
    titles = sections.groupby("cert_id")["name"].agg(lambda names: " ".join(names).casefold()).to_dict()
    holders_of_word = shared_topics.shared_words(sections)
    assume(holders_of_word)
    for word, holders in holders_of_word.items():
        assert len(holders) > 1
        assert all(word in titles[one] for one in holders)
    for title, holders in shared_topics.shared_titles(sections).items():
        assert all(title.casefold() in titles[one] for one in holders)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Implement AI solutions by using Microsoft Foundry", ["microsoft", "foundry"]),
        ("Security, Compliance, and Governance for AI Solutions", ["security", "compliance", "governance"]),
        ("Business value of models", ["business", "value", "model"]),
        ("ML Ops", ["ops"]),
        ("<b>x</b> Google's", ["google"]),
    ],
)
def test_words_of_a_title_are_those_that_name_a_subject(title, words):
    assert shared_topics.subject_words(title) == words


def test_the_charts_of_one_comparison_have_one_scale_and_one_height(tables):
    sections = shared_topics.sections_of(tables["exam_domains"], [AIF, AI901])
    figures = [compared_domains(sections, one, "Entry / Literacy", ("model",)) for one in (AIF, AI901)]
    assert len({figure.layout.height for figure in figures}) == 1
    assert len({tuple(figure.layout.xaxis.range) for figure in figures}) == 1
    assert len({tuple(figure.layout.yaxis.range) for figure in figures}) == 1
    assert figures[0].data[0].x.tolist() == [28, 24, 20, 14, 14]
    texts = [note.text for note in figures[0].layout.annotations]
    assert "Applications of Foundation <b>Models</b>" in texts


def test_a_title_in_a_chart_is_shown_as_typed(frame):
    row = {"cert_id": "a", "position": 1, "name": "<b>x</b> $x$", "weight_low": 50.0, "weight_high": 60.0}
    sections = frame("exam_domains", {**row, "kind": "report", "source": "article"})
    drawn = compared_domains(sections, "a", "none", ())
    assert [note.text for note in drawn.layout.annotations] == ["&lt;b&gt;x&lt;/b&gt; $x$", "50 to 60%"]


# Rivals and what to start from ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cert_id", "rival", "why"),
    [
        (AIF, AI901, "same tier and focus, Microsoft"),
        (AI901, AIF, "same tier and focus, AWS"),
        (AI900, AI901, "takes its place"),
        (C01, C02, "takes its place"),
        (PRO, "gcp-professional-ml-engineer", "same tier and focus, Google Cloud"),
        ("iapp-aigp", "isaca-aaia", "same tier and focus, ISACA"),
    ],
)
def test_the_most_natural_rival_comes_first(on, tables, cert_id, rival, why):
    vendors = tables["vendors"]["vendor"].tolist()
    assert next(iter(alternatives.rivals(on(DAY), cert_id, vendors).items())) == (rival, why)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_certification_has_rivals_and_is_never_its_own(on, tables, ids, day):
    vendors = tables["vendors"]["vendor"].tolist()
    rivals = {cert_id: set(alternatives.rivals(on(day), cert_id, vendors)) for cert_id in ids}
    assert len(rivals) == len(tables["certs"])
    assert rivals == {cert_id: set(ids) - {cert_id} for cert_id in ids}


def test_presets_are_the_literacy_picks_a_succession_and_generative_ai(on, tables):
    codes = dict(zip(tables["certs"]["id"], tables["certs"]["code"], strict=True))
    made = [[codes[one] for one in preset.ids] for preset in alternatives.presets(tables, on(DAY))]
    assert made == [
        ["AIF-C01", "AI-901", "GCP-GAIL"],
        ["MLA-C01", "MLA-C02"],
        ["NCA-GENL", "AIP-C01", "AI-500"],
    ]
    then = [[codes[one] for one in preset.ids] for preset in alternatives.presets(tables, on(date(2026, 3, 1)))]
    assert then[0] == ["AIF-C01", "AI-900", "GCP-GAIL"]


def test_a_preset_counts_the_vendors_that_it_has(on, tables):
    certs = on(DAY)
    few = certs[certs["tier"].ne("Specialty / GenAI") | certs["vendor"].isin(["NVIDIA", "Databricks"])]
    found = {preset.ids: preset.title for preset in alternatives.presets(tables, few)}
    assert found[GENL, "databricks-genai-engineer-associate"] == "Generative AI for engineers, from two vendors"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_presets_can_be_compared_on_any_day(on, tables, day):
    presets = alternatives.presets(tables, on(day))
    assert presets
    for preset in presets:
        assert 2 <= len(set(preset.ids)) == len(preset.ids) <= parameters.MAX_COMPARED


# Addresses ───────────────────────────────────────────────────────────────────


def asked(tables, *values):
    return query.read([("id", value) for value in values], pages.COMPARE, tables)


@pytest.mark.parametrize(
    ("values", "understood"),
    [
        ((), Query()),
        (("aif-c01",), Query(ids=(AIF,))),
        (("AI-901", AIF), Query(ids=(AI901, AIF))),
        (("aif-c01", AIF, " AIF-C01 "), Query(ids=(AIF,))),
        (("me1-c02", C02, "mla-c01"), Query(ids=(C02, C01))),
        ((AIF, "nope"), Query(ids=(AIF,), notes=("id=nope was left out: there is no such certification.",))),
        (("", AIF), Query(ids=(AIF,), notes=("id= was left out: there is no such certification.",))),
    ],
)
def test_certifications_to_compare_are_read_in_order_each_once(tables, values, understood):
    assert asked(tables, *values) == understood


def test_of_four_hundred_the_first_four_are_compared_and_one_sentence_says_so(tables, ids):
    found = asked(tables, *(ids * 6)[:400])
    assert found.ids == tuple(ids[:4])
    assert found.notes == ("The first 4 certifications are compared; the others were left out.",)


def test_four_hundred_unknown_ones_are_a_few_sentences(tables):
    found = asked(tables, *(f"nope{number}" for number in range(400)))
    assert found.ids == ()
    assert len(found.notes) == query.MAX_NOTES + 1
    assert found.notes[-1] == f"{400 - query.MAX_NOTES} more parts of the address were left out."


def test_a_fifth_that_is_one_of_the_four_is_not_too_many(tables, ids):
    assert asked(tables, *ids[:4], ids[0]) == Query(ids=tuple(ids[:4]))


def test_what_is_written_by_code_is_sent_on_by_slug(tables):
    assert parameters.canonical([("id", "AIF-C01"), ("id", "ai-901")], tables) == [("id", AIF), ("id", AI901)]


@given(values=st.lists(st.text(max_size=40), max_size=12))
def test_any_text_is_read(tables, values):
    found = asked(tables, *values)
    assert len(found.ids) == len(set(found.ids)) <= parameters.MAX_COMPARED
