"""Source records: the files that people edit under `data/source/`, as one Pydantic model per kind of record.

These models check a record on its own (types, ranges, the order of dates). `lib.source` checks what needs other
records: references, cycles, declared vendors.
"""

from lib.records.article import AdviceRecord, Article, CertSetRecord, ChoiceRecord, PathRecord, Role, StepRecord
from lib.records.base import KINDS, Evidence, Kind, Provenance, Record, Slug, Text, Usd
from lib.records.catalogue import Change, Difference, Focus, Rules, Source, Tier, Vendor, VendorProject
from lib.records.cert import (
    CertRecord,
    Differing,
    Domain,
    Domains,
    InArticle,
    Lifecycle,
    Price,
    Questions,
    Recommended,
    Requirement,
)
from lib.records.pay import Jobs, Salary, Surveys, Wages
from lib.records.policy import Policy
from lib.records.study import Study
from lib.records.titles import LEVELS, TitleRule, TitleTable

__all__ = [
    "KINDS",
    "LEVELS",
    "AdviceRecord",
    "Article",
    "CertRecord",
    "CertSetRecord",
    "Change",
    "ChoiceRecord",
    "Difference",
    "Differing",
    "Domain",
    "Domains",
    "Evidence",
    "Focus",
    "InArticle",
    "Jobs",
    "Kind",
    "Lifecycle",
    "PathRecord",
    "Policy",
    "Price",
    "Provenance",
    "Questions",
    "Recommended",
    "Record",
    "Requirement",
    "Role",
    "Rules",
    "Salary",
    "Slug",
    "Source",
    "StepRecord",
    "Study",
    "Surveys",
    "Text",
    "Tier",
    "TitleRule",
    "TitleTable",
    "Usd",
    "Vendor",
    "VendorProject",
    "Wages",
]
