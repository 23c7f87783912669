"""Claims about the shipped facts: what the article says, what stands beside it, and where each figure is from."""

import tomllib

import pandas as pd
import pytest

ENTRY, ASSOCIATE, PROFESSIONAL, GENAI = (
    "Entry / Literacy",
    "Associate Engineer",
    "Professional / Specialty",
    "Specialty / GenAI",
)

THE_TEN = {
    "AIF-C01": (ENTRY, "AWS", 100),
    "AI-900": (ENTRY, "Microsoft", 99),
    "GCP-GAIL": (ENTRY, "Google Cloud", 99),
    "MLA-C01": (ASSOCIATE, "AWS", 150),
    "AI-102": (ASSOCIATE, "Microsoft", 165),
    "DBX-ML-ASSOC": (ASSOCIATE, "Databricks", 200),
    "MLS-C01": (PROFESSIONAL, "AWS", 300),
    "GCP-PMLE": (PROFESSIONAL, "Google Cloud", 200),
    "DBX-ML-PRO": (PROFESSIONAL, "Databricks", 200),
    "NCA-GENL": (GENAI, "NVIDIA", 135),
}

# Each path as its steps: what one of them is enough for (OR), whether it may be left out, the months before it.
SEQUENCES = {
    "developer-adding-ai": [
        (["AIF-C01", "AI-900"], False, 0),
        (["AI-102", "MLA-C01"], False, 0),
        (["NCA-GENL"], False, 0),
    ],
    "analyst-to-ml": [
        (["DBX-ML-ASSOC"], False, 0),
        (["GCP-PMLE", "DBX-ML-PRO"], False, 0),
        (["MLA-C01"], True, 0),
    ],
    "researcher-to-production": [
        (["DBX-ML-PRO"], False, 0),
        (["GCP-PMLE"], False, 0),
        (["cloud-associate"], False, 0),
    ],
    "devops-to-mlops": [
        (["MLA-C01"], False, 0),
        (["DBX-ML-ASSOC"], False, 0),
        (["CKA"], False, 0),
    ],
}
VERDICT = [
    (["AI-900", "AIF-C01"], False, 0),
    (["MLA-C01", "AI-102"], False, 0),
    (["GCP-PMLE", "DBX-ML-PRO"], False, 12),
    (["NCA-GENL"], True, 0),
]
OUTCOMES = {
    "ai-literacy": [["AIF-C01", "AI-900", "GCP-GAIL"]],
    "integrate-ai": [["AI-102", "MLA-C01"]],
    "build-models": [["DBX-ML-ASSOC"], ["DBX-ML-PRO"], ["GCP-PMLE"]],
    "specialise-genai": [["NCA-GENL"], ["MLA-C01", "AI-102"]],
    "senior-ml": [["GCP-PMLE", "MLS-C01"], ["DBX-ML-PRO"]],
}
ROLES = {
    "junior-ai-ml-engineer": [["AIF-C01", "AI-900"], ["cloud-associate"]],
    "ml-engineer": [["MLA-C01", "AI-102"], ["DBX-ML-ASSOC"]],
    "senior-ml-engineer": [["GCP-PMLE"], ["DBX-ML-PRO"]],
    "genai-engineer": [["NCA-GENL"], ["cloud-ai"]],
    "mlops-lead": [["GCP-PMLE"], ["TA-004"], ["CKA"]],
}


@pytest.fixture(scope="module")
def certs(tables):
    return tables["certs"]


@pytest.fixture(scope="module")
def blocks(tables, certs):
    """Every path as its steps: choices by code or by set, whether optional, months before."""
    codes = dict(zip(certs["id"], certs["code"], strict=True))
    steps = tables["path_steps"].sort_values(["path", "step", "choice"])
    steps = steps.assign(named=steps["cert_id"].map(codes).fillna(steps["set_id"]))
    return {
        path: [
            (step["named"].tolist(), bool(step["optional"].iloc[0]), int(step["after_months"].iloc[0]))
            for _, step in of_path.groupby("step")
        ]
        for path, of_path in steps.groupby("path")
    }


# Certifications ──────────────────────────────────────────────────────────────


def test_every_record_is_a_certification_and_each_of_its_sections_a_row(root, tables, certs):
    records = [tomllib.loads(path.read_text("utf-8")) for path in (root / "data/source/certs").glob("*.toml")]
    assert {record["id"] for record in records} == set(certs["id"])
    assert len(records) == len(certs) > len(THE_TEN)
    sections = sum(len(record.get("exam_domains", {}).get("sections", [])) for record in records)
    assert len(tables["exam_domains"]) == sections > len(certs)


def test_the_articles_ten_have_its_tiers_its_vendors_and_its_prices(certs):
    ten = certs[certs["in_article"]]
    told = zip(ten["code"], ten["article_tier"], ten["vendor"], ten["article_price_usd"], strict=True)
    assert {code: rest for code, *rest in told} == {code: list(rest) for code, rest in THE_TEN.items()}
    assert (ten["tier"] == ten["article_tier"]).all()


def test_only_the_articles_ten_have_an_article_price(certs):
    assert certs["article_price_usd"].notna().tolist() == certs["in_article"].tolist()


def test_nine_of_the_articles_prices_are_still_the_vendors(certs):
    ten = certs[certs["in_article"]]
    assert ten.loc[ten["price_usd"] != ten["article_price_usd"], "code"].tolist() == ["NCA-GENL"]


def test_nca_genl_has_the_vendors_price_and_the_articles_side_by_side(tables):
    facts = tables["facts"].query("cert_id == 'nvidia-nca-genl' and field == 'price_usd'")
    told = facts[["number", "preferred", "kind"]].to_numpy().tolist()
    assert told[:2] == [[125.0, True, "dated quotation of the vendor page"], [135.0, False, "article"]]


def test_no_unknown_price_is_zero(root, certs):
    assert certs.loc[certs["price_usd"] == 0, ["vendor", "code"]].to_numpy().tolist() == [
        ["Oracle", "1Z0-1157-26"],
        ["Oracle", "1Z0-1122-26"],
    ]
    records = [tomllib.loads(path.read_text("utf-8")) for path in (root / "data/source/certs").glob("*.toml")]
    unpriced = {record["id"] for record in records if "price" not in record}
    assert set(certs.loc[certs["price_usd"].isna(), "id"]) == unpriced != set()


def test_codes_and_ids_name_one_certification_each_in_any_case(certs):
    names = [name.casefold() for row in zip(certs["id"], certs["codes"], strict=True) for name in [row[0], *row[1]]]
    assert len(set(names)) == len(names)


def test_every_word_of_a_certification_is_declared_and_every_declared_word_is_used(tables, certs):
    for column, table in (("vendor", "vendors"), ("tier", "tiers"), ("focus", "focuses")):
        assert set(certs[column]) == set(tables[table][column])


def test_every_reference_to_a_certification_resolves(tables, certs):
    ids = set(certs["id"])
    named = {
        "successor": certs["successor"].dropna(),
        **{column: certs[column].explode().dropna() for column in ("predecessors", "renewed_by", "recommended_certs")},
        **{name: tables[name]["cert_ids"].explode().dropna() for name in ("differences", "changes", "sets")},
        **{name: tables[name]["cert_id"].dropna() for name in ("facts", "exam_domains", "requirements", "path_steps")},
        "required": tables["requirements"]["id"].dropna(),
    }
    assert {where for where, found in named.items() if found.empty} == {"sets"}
    assert {where: sorted(set(found) - ids) for where, found in named.items() if set(found) - ids} == {}


def test_a_predecessor_is_one_whose_successor_it_is(certs):
    follows = {(row.successor, row.id) for row in certs.itertuples() if isinstance(row.successor, str)}
    assert {(row.id, one) for row in certs.itertuples() for one in row.predecessors} == follows


def test_study_hours_and_proof_projects_are_those_of_our_rules(tables, certs):
    hours = tables["tiers"].set_index("tier")[["study_hours_low", "study_hours_high"]].T.to_dict("list")
    assert hours == {ENTRY: [15, 40], ASSOCIATE: [60, 120], PROFESSIONAL: [100, 200], GENAI: [40, 120]}
    told = zip(certs["tier"], certs["study_hours_low"], certs["study_hours_high"], strict=True)
    assert all(hours[tier] == [low, high] for tier, low, high in told)
    assert certs["proof_project"].notna().all()
    articles = certs[certs["proof_project_source"] == "article"]
    assert set(articles.loc[articles["focus"] != "GenAI engineering", "vendor"]) == {"AWS", "Databricks"}
    assert (certs.loc[certs["focus"] == "GenAI engineering", "proof_project_source"] == "article").all()


# Figures and their sources ───────────────────────────────────────────────────


def test_every_figure_has_a_source_a_kind_and_a_day(tables):
    for name in ("facts", "exam_domains", "salaries"):
        columns = [column for column in ("source", "kind", "checked_on") if column in tables[name]]
        assert not tables[name].empty
        assert tables[name][columns].notna().all(axis=None)
        assert not (tables[name]["source"] == "").any()


def test_each_figure_has_one_preferred_value_at_most(tables):
    preferred = tables["facts"].query("preferred")
    assert not preferred.duplicated(["cert_id", "field"]).any()
    assert set(preferred["position"]) == {1}


@pytest.mark.parametrize("field", ["price_usd", "exam_minutes", "validity_months", "recommended_months"])
def test_a_preferred_figure_is_the_one_of_the_catalogue(tables, certs, field):
    facts = tables["facts"].query("preferred and field == @field").set_index("cert_id")["number"].dropna()
    known = certs.set_index("id")[field].dropna()
    pd.testing.assert_series_equal(facts.sort_index(), known.sort_index(), check_names=False, check_dtype=False)


@pytest.mark.parametrize("table", ["certs", "facts", "exam_domains", "salaries", "differences", "changes", "evidence"])
def test_every_source_that_is_used_stands_in_the_sources_table(tables, table):
    column = "sources" if table in ("certs", "differences", "evidence") else "source"
    used = set(tables[table][column].explode().dropna())
    assert used - set(tables["sources"]["source"]) == set()


def test_a_source_without_an_address_is_marked(tables):
    nameless = tables["sources"][tables["sources"]["url"].isna()].set_index("source")
    assert set(nameless.index) == {"article", "certwise", "unpublished-report"}
    assert nameless["title"]["unpublished-report"] == "A dated report without a public address"
    assert nameless["title"]["article"] == "The article (undated)"


def test_a_source_counts_the_certifications_that_cite_it(tables, certs):
    cited = {(one, row.id) for row in certs.itertuples() for one in row.sources}
    for name in ("facts", "exam_domains"):
        cited |= set(tables[name][["source", "cert_id"]].itertuples(index=False, name=None))
    counts = pd.Series([source for source, _ in cited]).value_counts()
    told = tables["sources"].set_index("source")["cert_count"]
    assert told.to_dict() == counts.reindex(told.index, fill_value=0).to_dict()


def test_only_a_declared_host_of_a_vendor_is_called_a_vendor_page(tables):
    pages = tables["sources"].query("kind == 'vendor page'")
    assert {"AWS"} < set(pages["publisher"]) <= set(tables["vendors"]["vendor"])


def test_weights_sum_to_100_or_a_note_says_why_not(tables):
    weighted = tables["exam_domains"].dropna(subset="weight_low").groupby("cert_id")
    sums = weighted.agg(low=("weight_low", "sum"), high=("weight_high", "sum"), note=("note", "first"))
    off = sums[(sums["low"] > 100) | (sums["high"] < 100)]
    assert off["note"].notna().all()
    assert {"gcp-professional-ml-engineer", "nvidia-ncp-aai"} <= set(off.index)


def test_there_are_19_differences_each_said_on_both_sides(tables):
    differences = tables["differences"]
    assert differences["difference"].tolist() == list(range(1, 20))
    assert (differences[["topic", "article_says", "found", "verdict"]].map(len) > 0).all(axis=None)


def test_the_changes_of_the_field_are_dated_in_order(tables):
    on = tables["changes"]["on"].tolist()
    assert on == sorted(on)
    assert {"2026-03-31", "2026-06-30", "2026-09-28", "2027-01-14"} <= set(on)


# Paths, roles, pay ───────────────────────────────────────────────────────────


def test_there_are_five_outcomes_four_sequences_one_verdict_and_five_roles(tables):
    assert tables["paths"]["kind"].value_counts().to_dict() == {
        "outcome": 5,
        "sequence": 4,
        "role": 5,
        "verdict": 1,
    }


@pytest.mark.parametrize("path", SEQUENCES)
def test_each_sequence_is_the_articles_steps_in_order(blocks, path):
    assert blocks[path] == SEQUENCES[path]


def test_the_verdict_asks_for_a_year_of_work_before_its_third_step(blocks):
    assert blocks["verdict"] == VERDICT


@pytest.mark.parametrize("path", OUTCOMES)
def test_each_outcome_has_the_articles_picks(blocks, path):
    assert blocks[path] == [(choices, False, 0) for choices in OUTCOMES[path]]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_asks_for_and_of_ors(blocks, role):
    assert blocks[role] == [(choices, False, 0) for choices in ROLES[role]]


@pytest.mark.parametrize(
    ("name", "day", "codes"),
    [
        ("cloud-associate", "2026-03-01", {"MLA-C01", "AI-102"}),
        ("cloud-associate", "2026-11-22", {"AI-103", "AI-200", "AI-300", "AB-620", "DEA-C01", "GCP-ADP", "MLA-C02"}),
    ],
)
def test_a_set_that_the_article_names_in_words_holds_what_can_be_booked(tables, shipped_certs, name, day, codes):
    rule = tables["sets"].set_index("set_id").loc[name]
    clouds = set(tables["vendors"].query("cloud")["vendor"])
    rows = shipped_certs(day).query("bookable")
    found = rows[rows["tier"].isin(rule["tiers"]) & rows["vendor"].isin(clouds)]
    assert rule["clouds_only"]
    assert codes <= set(found["code"])


def test_the_three_clouds_are_those_of_the_article(tables):
    assert set(tables["vendors"].query("cloud")["vendor"]) == {"AWS", "Microsoft", "Google Cloud"}


def test_the_article_claims_five_medians_and_the_leads_is_a_floor(tables):
    claims = tables["salaries"].query("measure == 'article claim'")
    assert claims[["role", "role_name", "median_usd", "bound", "source"]].to_numpy().tolist() == [
        ["junior-ai-ml-engineer", "AI/ML Engineer (junior)", 110_000, "point", "article"],
        ["ml-engineer", "ML Engineer (mid)", 155_000, "point", "article"],
        ["senior-ml-engineer", "Senior ML Engineer", 195_000, "point", "article"],
        ["genai-engineer", "Applied AI / GenAI Engineer", 185_000, "point", "article"],
        ["mlops-lead", "ML Platform / MLOps Lead", 215_000, "floor", "article"],
    ]
    assert set(claims["place"]) == {"US"}


def test_bls_gives_five_neighbouring_occupations_for_may_2025(tables):
    rows = tables["salaries"].query("measure == 'employer survey'")
    quantiles = ["p10_usd", "p25_usd", "median_usd", "p75_usd", "p90_usd"]
    assert {row[0][-8:-1]: list(row[1:]) for row in rows[["role_name", *quantiles]].itertuples(index=False)} == {
        "15-2051": [67_240, 85_660, 120_230, 158_880, 199_130],
        "15-1252": [82_460, 105_210, 135_980, 171_980, 214_670],
        "15-1221": [82_200, 103_570, 140_300, 188_700, 230_630],
        "15-1243": [86_240, 109_370, 139_500, 169_290, 204_000],
        "11-3021": [107_550, 138_060, 175_140, 220_730, 297_510],
    }
    assert set(zip(rows["year"], rows["source"], strict=True)) == {(2025, "bls-oews-2025")}


def test_the_article_warns_of_four_things_and_pairs_certifications_with_projects(tables):
    assert tables["advice"]["kind"].value_counts().to_dict() == {"avoid": 4, "portfolio": 1}


def test_the_readme_counts_what_is_shipped(root, tables):
    certs = tables["certs"]
    said = f"{len(certs)} certifications of {certs['vendor'].nunique()} vendors."
    assert said in (root / "README.md").read_text(encoding="utf-8")


def test_a_code_of_two_vendors_finds_the_certification_that_had_it_first(certs):
    holders = certs[[("MLA-C01" in codes) for codes in certs["codes"]]]
    assert holders["id"].tolist() == ["aws-ml-engineer-associate-c01"]
    other = certs.set_index("id").loc["snowflake-advanced-mlops-engineer"]
    assert other["codes_are_ours"]
    assert "MLA-C01" in other["name"]
    assert "the code alone finds the AWS exam" in other["evidence_note"]
