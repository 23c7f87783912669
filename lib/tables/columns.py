"""Columns of the tables: each defined once, with its Arrow type, its description and its unit."""

from typing import NamedTuple

import pyarrow as pa

STRINGS = pa.list_(pa.string())


class Column(NamedTuple):
    """A column: its Arrow type, its description, and the unit of its numbers ("" for none)."""

    type: pa.DataType
    text: str
    unit: str = ""


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


CERT_COLUMNS: dict[str, Column] = {
    "id": _text("Stable slug of the certification, used in addresses"),
    "code": _text("Newest exam code"),
    "codes": Column(STRINGS, "All exam codes, newest first"),
    "codes_are_ours": _flag("The vendor's short code is missing or another vendor's too; ours is shown"),
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
    "in_article": _flag("One of those that the article gives a price for"),
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
    "beta_until": _date("For a beta: its last day; missing = not announced, or as general_from has it"),
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
}
"""The columns of the table `certs`, in its order. The build copies those that a source record has as fields."""

COLUMNS: dict[str, Column] = CERT_COLUMNS | {
    # Facts
    "cert_id": _text("Slug of the certification, as in certs.id"),
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
    "low95_usd": _usd("Lower bound of the 95% confidence interval of the median"),
    "high95_usd": _usd("Upper bound of the 95% confidence interval of the median"),
    # Sources, differences, changes, vocabulary
    "publisher": _text("Who published it"),
    "dated": _date("Day of publication; missing = undated"),
    "describes": _date("Day that an undated source describes"),
    "series": _text("What it is one of several editions of; missing = it stands alone"),
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
    "first_year": _count("Year of publication; of several editions the first"),
    "last_year": _count("Year of the last edition; missing = one edition"),
    "method": _text("How it was found: randomised, instrument, comparison, reports of employers or holders, job ads"),
    "design": _text("Who was asked or observed, and how many"),
    "subject": _text("What the evidence is about"),
    "measures": _text("What it measures: pay, pay premiums, advertised pay, reported jobs or reported raises"),
    "soundness": _text("strong, medium or weak, as evidence of what a certification adds"),
    "in_summary": _flag("Told wherever the evidence is told in short"),
    "full_name": _text("Full name of the vendor"),
    "cloud": _flag("One of the article's three clouds"),
    "meaning": _text("What the tier means"),
}
"""The columns of all tables by name; a name means the same in each of them."""
