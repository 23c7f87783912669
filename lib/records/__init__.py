"""Source records: what people edit under `data/source/`, one model a kind of record.

A record is checked by itself here (types, ranges, dates that can be); what needs other records (references, cycles,
declared vendors) is checked in `lib.build`.
"""

from lib.records.article import Advice, Article, CertSet, Choice, Path, Role, Step
from lib.records.base import KINDS, Evidence, Kind, Provenance, Record, Slug, Text, Usd
from lib.records.catalogue import Change, Difference, Focus, Rules, Source, Tier, Vendor, VendorProject
from lib.records.cert import (
    Cert,
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
    "Advice",
    "Article",
    "Cert",
    "CertSet",
    "Change",
    "Choice",
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
    "Path",
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
    "Step",
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
