"""Certifications whose code or slug comes close to one that does not exist."""

from difflib import get_close_matches

import pandas as pd

LONGEST = 60
"""Letters of what was written that are looked at and repeated: comparing grows with their square."""
MOST = 5


def near(written: str, certs: pd.DataFrame) -> pd.DataFrame:
    """The rows of `certs` that what was written may have meant, at most five, in their order; none for no text."""
    keys = {
        key: slug
        for slug, codes in zip(certs["id"], certs["codes"], strict=True)
        for key in [slug, *(code.casefold() for code in codes)]
    }
    close = {keys[key] for key in get_close_matches(written[:LONGEST].casefold(), keys, n=MOST, cutoff=0.5)}
    return certs[certs["id"].isin(close)]


def finding(written: str, close: pd.DataFrame) -> str:
    """What a page says that was asked for a certification that does not exist."""
    asked = f"There is no certification “{written[:LONGEST]}”." if written else "The address names no certification."
    return f"{asked} {'These are all of them.' if close.empty else 'These come close.'}"
