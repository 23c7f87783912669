"""Tables of the app: each column defined once, each table a key and a list of columns.

Parquet files carry every column's description and unit in the field metadata, and the
data dictionary (`docs/data-dictionary.md`) is written from the same definitions.
"""

from typing import NamedTuple

import pyarrow as pa

STRINGS = pa.list_(pa.string())


class Column(NamedTuple):
    """A column: its Arrow type, what it says, and the unit of its numbers."""

    type: pa.DataType
    text: str
    unit: str = ""


class Table(NamedTuple):
    """A table: what one row is, the columns that identify it, and its columns in order."""

    row: str
    key: tuple[str, ...]
    columns: tuple[str, ...]


def _text(text: str) -> Column:
    return Column(pa.string(), text)


def _usd(text: str) -> Column:
    return Column(pa.float64(), text, "US dollars")


def _date(text: str) -> Column:
    return Column(pa.date32(), text)


def _flag(text: str) -> Column:
    return Column(pa.bool_(), text)


def _count(text: str, unit: str = "") -> Column:
    return Column(pa.int32(), text, unit)


COLUMNS: dict[str, Column] = {
    # Certifications
    "id": _text("Stable slug of the certification, used in addresses"),
    "cert_id": _text("Slug of the certification, as in certs.id"),
    "code": _text("Newest exam code"),
    "codes": Column(STRINGS, "All exam codes, newest first"),
    "codes_are_ours": _flag("The vendor publishes no short code; ours is shown"),
    "name": _text("Full name"),
    "short_name": _text("Name that fits on a tile"),
    "label": _text("Code and short name in one string, as offered in controls"),
    "vendor": _text("Who issues it"),
    "vendor_level": _text("The vendor's own level, verbatim; missing = none seen"),
    "tier": _text("Our tier: one of the article's four"),
    "focus": _text("Our focus area"),
    "cloud_neutral": _flag("Not tied to one of the three clouds"),
    "url": _text("Address of the page; missing = none known"),
    "audience": _text("Who it is for, in our words"),
    "best_for": _text("Who the article says it is best for, in our words"),
    "topics": Column(STRINGS, "What the article says it covers, in our words"),
    "in_article": _flag("One of the article's ten"),
    "article_tier": _text("The article's tier"),
    "article_price_usd": _usd("The article's price of one exam"),
    "price_usd": _usd("Preferred price of one exam before tax; missing = not known, never zero"),
    "price_kind": _text("list or beta"),
    "price_standard_usd": _usd("For a beta price: the standard price, where stated"),
    "price_note": _text("What to know about the price"),
    "exam_minutes": _count("Length of the exam", "minutes"),
    "questions_low": _count("Fewest questions", "questions"),
    "questions_high": _count("Most questions", "questions"),
    "questions_note": _text("What to know about the number of questions"),
    "passing_score": _text("Passing score, as published"),
    "format": _text("Kind of exam and where it is sat"),
    "languages": Column(STRINGS, "Exam languages that were seen named; empty = none named, taken as English"),
    "language_count": _count("How many exam languages, where more than are named", "languages"),
    "validity_months": _count("How long a pass is valid; missing = not known", "months"),
    "never_expires": _flag("A pass does not expire"),
    "renewal": _text("How it is renewed or maintained"),
    "renewal_way": _text("What a renewal takes by the vendor's rule: exam or online assessment; missing = not known"),
    "renewal_share": Column(pa.float64(), "Share of the list price that a renewal costs; missing = not known", "share"),
    "renewal_window_months": _count("How long before its end it can be renewed", "months"),
    "renewal_source": _text("Source of the vendor's rule of renewal"),
    "renewed_by": Column(STRINGS, "Slugs of certifications whose pass renews this one too"),
    "requirements_known": _flag("A source says what is, or is not, required"),
    "recommended_months": _count("Recommended experience", "months"),
    "recommended_experience": _text("Recommended experience, in our words"),
    "recommended_certs": Column(STRINGS, "Slugs of certifications recommended first"),
    "observed_status": _text("Status as last observed; status on a day is computed from the dates"),
    "observed_on": _date("Day of that observation"),
    "available_from": _date("First day it can be booked; missing = before the catalogue began"),
    "general_from": _date("For a beta: announced day of general availability"),
    "last_exam_day": _date("Last day an exam can be sat in English; missing = none announced"),
    "last_exam_day_other": _date("The same in other languages, from the successor's announced day"),
    "other_languages_run": _flag("Other languages run on until the successor is general"),
    "successor": _text("Slug of the certification that takes its place"),
    "successor_is_likely": _flag("The vendor did not name the successor itself"),
    "successor_outside": _text("A successor that is not in the catalogue"),
    "predecessors": Column(STRINGS, "Slugs of certifications that this one replaces"),
    "replaces_outside": _text("A predecessor that is not in the catalogue"),
    "lifecycle_note": _text("What to know about its status"),
    "study_hours_low": _count("Least study time; our estimate by tier", "hours"),
    "study_hours_high": _count("Most study time; our estimate by tier", "hours"),
    "proof_project": _text("Project to pair it with; missing = not classified"),
    "proof_project_source": _text("article, or certwise where the project is ours"),
    "confidence": _text("high, medium or low"),
    "evidence_kind": _text("Kind of the evidence that the row rests on"),
    "evidence_note": _text("What to know about the evidence"),
    "checked_on": _date("Newest day on which the source was seen to say so"),
    "sources": Column(STRINGS, "Addresses or ids of the sources"),
    # Facts
    "field": _text("Which fact, as the column of certs is called"),
    "value": _text("The fact as text"),
    "number": Column(pa.float64(), "The fact as a number, in the unit of its column; missing = not a number"),
    "kind": _text("Kind: of a source, a path, a piece of advice"),
    "source": _text("Address of the source, or its id in the sources table"),
    "preferred": _flag("The figure that the product uses where sources differ"),
    "row_level": _flag("The source stands for the whole record, not for this figure alone"),
    "note": _text("What to know about it"),
    # Exam domains and requirements
    "position": _count("Order within its parent, from 1"),
    "weight_low": Column(pa.float64(), "Share of the exam, lower end", "percent"),
    "weight_high": Column(pa.float64(), "Share of the exam, upper end", "percent"),
    "block": _count("Block of prerequisites, from 1; every block must be met"),
    "n": _count("How many: choices to meet, or rows behind a figure of pay"),
    "outside": _text("A choice that is not in the catalogue"),
    # Paths, roles, sets, advice
    "path": _text("Id of the path or of the role"),
    "title": _text("Title"),
    "why": _text("Why, in our words"),
    "today": _text("What has changed since the article, in our words"),
    "step": _count("Step within the path, from 1; all steps are taken, in order"),
    "optional": _flag("The step may be left out"),
    "after_months": _count("Months of hands-on work to come first", "months"),
    "choice": _count("Choice within the step, from 1; one of them is taken"),
    "set_id": _text("Id of a set of certifications that the article names in words"),
    "when": _text("When this choice is the one to take"),
    "tiers": Column(STRINGS, "Tiers that belong to the set; empty = all"),
    "focuses": Column(STRINGS, "Focus areas that belong to the set; empty = all"),
    "clouds_only": _flag("Only certifications of AWS, Microsoft and Google Cloud"),
    "cert_ids": Column(STRINGS, "Slugs of the certifications concerned"),
    "text": _text("Text, in our words"),
    # Salaries
    "role": _text("Id of the role or occupation"),
    "role_name": _text("Name of the role or occupation"),
    "level": _text("Experience level, as the source gives it; empty = all"),
    "place": _text("Country"),
    "year": _count("Year that the pay is of"),
    "measure": _text("What the figure is: a claim, ends of advertised pay ranges, or an employer survey"),
    "bound": _text("point, or floor where the source says 'or more'"),
    "median_usd": _usd("Median annual pay, or the claim"),
    "p10_usd": _usd("10th percentile of annual pay"),
    "p25_usd": _usd("25th percentile of annual pay"),
    "p75_usd": _usd("75th percentile of annual pay"),
    "p90_usd": _usd("90th percentile of annual pay"),
    "counted": _text("Rows of microdata that were counted: distinct or all; empty = not computed from rows"),
    "capped": _text("Percentiles above the survey's top code, which are left out; empty = none"),
    "titles": _text("Job titles that were counted, with their rows"),
    "missed_share": Column(pa.float64(), "Share of the year's US full-time rows that no role's titles took", "share"),
    "low95_usd": _usd("Lower end of the 95 % interval of the median"),
    "high95_usd": _usd("Upper end of the 95 % interval of the median"),
    # Sources, differences, changes, vocabulary
    "publisher": _text("Who published it"),
    "dated": _date("Day of publication; missing = undated"),
    "describes": _date("Day that an undated source describes"),
    "cert_count": _count("How many certifications cite it", "certifications"),
    "difference": _count("Number of the difference, from 1"),
    "topic": _text("What it is about"),
    "article_says": _text("What the article says, in our words"),
    "found": _text("What was found, in our words"),
    "verdict": _text("How the two compare"),
    "on": _text("Day, or month where the day is not known, of the change"),
    "rule": _text("What a vendor's rule is on: renewal, retake or voucher"),
    "way": _text("What a renewal takes: exam or online assessment"),
    "share": Column(pa.float64(), "Share of the list price that is paid; missing = not known", "share"),
    "window_months": _count("How long before the end a renewal is open", "months"),
    "wait_days": Column(pa.list_(pa.int32()), "Wait before the second attempt, the third, …; the last repeats", "days"),
    "attempts": _count("Most attempts; missing = no limit", "attempts"),
    "per_months": _count("Months in which attempts are counted", "months"),
    "full_name": _text("Full name of the vendor"),
    "cloud": _flag("One of the article's three clouds"),
    "meaning": _text("What the tier means"),
}


def _table(row: str, key: str, columns: str) -> Table:
    return Table(row, tuple(key.split()), tuple(columns.split()))


TABLES: dict[str, Table] = {
    "certs": _table(
        "One certification",
        "id",
        """id code codes codes_are_ours name short_name label vendor vendor_level tier focus cloud_neutral url
        audience best_for topics in_article article_tier article_price_usd
        price_usd price_kind price_standard_usd price_note
        exam_minutes questions_low questions_high questions_note passing_score format languages language_count
        validity_months never_expires renewal renewal_way renewal_share renewal_window_months renewal_source renewed_by
        requirements_known recommended_months recommended_experience recommended_certs
        observed_status observed_on available_from general_from last_exam_day last_exam_day_other other_languages_run
        successor successor_is_likely successor_outside predecessors replaces_outside lifecycle_note
        study_hours_low study_hours_high proof_project proof_project_source
        confidence evidence_kind evidence_note checked_on sources""",
    ),
    "facts": _table(
        "One figure of a certification from one source; differing figures are rows side by side",
        "cert_id field position",
        "cert_id field position value number preferred row_level kind source checked_on note",
    ),
    "exam_domains": _table(
        "One section of an exam with its share",
        "cert_id position",
        "cert_id position name weight_low weight_high kind source checked_on note",
    ),
    "requirements": _table(
        "One choice of a block of required prerequisites",
        "cert_id block choice",
        "cert_id block n choice id outside",
    ),
    "paths": _table(
        "One path: an outcome, a background's sequence, the verdict, or what a role asks for",
        "path",
        "path kind title why today",
    ),
    "path_steps": _table(
        "One choice of one step of a path: AND over steps, OR over choices",
        "path step choice",
        "path step optional after_months why choice cert_id set_id when",
    ),
    "sets": _table(
        "One set of certifications that the article names in words",
        "set_id",
        "set_id title tiers focuses clouds_only cert_ids",
    ),
    "advice": _table("One piece of the article's advice", "id", "id kind title text"),
    "salaries": _table(
        "Pay for one role, level, year and source; sources are never pooled",
        "role level place year measure counted source",
        """role role_name level place year measure bound median_usd p10_usd p25_usd p75_usd p90_usd counted n
        low95_usd high95_usd capped titles missed_share source checked_on""",
    ),
    "sources": _table(
        "One source that the data cites",
        "source",
        "source title publisher kind url dated describes checked_on cert_count note",
    ),
    "differences": _table(
        "One point where the article and what was found differ",
        "difference",
        "difference topic article_says found verdict cert_ids sources checked_on",
    ),
    "changes": _table("One dated change of the field", "position", "position on text cert_ids source"),
    "policies": _table(
        "One rule of a vendor on renewals, retakes or vouchers",
        "position",
        """position vendor rule text validity_months way share window_months wait_days attempts per_months
        source kind checked_on""",
    ),
    "vendors": _table("One vendor", "vendor", "vendor full_name cloud"),
    "tiers": _table("One tier, in order", "tier", "tier position meaning study_hours_low study_hours_high"),
    "focuses": _table("One focus area, in order", "focus", "focus position proof_project"),
}


NEEDED = frozenset(
    """code name short_name label vendor tier focus observed_status observed_on confidence evidence_kind checked_on
    value preferred title kind publisher text role_name place measure bound median_usd article_says found verdict topic
    full_name meaning""".split()  # noqa: SIM905, as a list it is thirty lines
)
"""Columns that always have a value, beside keys, flags and lists."""

MAY_LACK = frozenset({("sources", "checked_on"), ("exam_domains", "checked_on")})
"""Where a column of NEEDED may be missing after all."""


def is_needed(column: str, table: str) -> bool:
    """Whether every row of a table has a value in a column."""
    kind = COLUMNS[column].type
    certain = column in TABLES[table].key or pa.types.is_boolean(kind) or pa.types.is_list(kind)
    return certain or (column in NEEDED and (table, column) not in MAY_LACK)


def schema(table: str) -> pa.Schema:
    """Arrow schema of a table; descriptions and units are in the field metadata."""
    spec = TABLES[table]
    fields = [
        pa.field(name, COLUMNS[name].type, metadata={"description": COLUMNS[name].text, "unit": COLUMNS[name].unit})
        for name in spec.columns
    ]
    return pa.schema(fields, metadata={"row": spec.row, "key": " ".join(spec.key)})
