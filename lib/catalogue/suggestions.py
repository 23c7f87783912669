"""Certifications whose code or slug is close to one that does not exist."""

from difflib import get_close_matches

import pandas as pd

MAX_LENGTH = 60
"""How many letters of the text are compared and repeated: the cost of comparing grows with their square."""
MAX_SUGGESTIONS = 5


def close_matches(text: str, certs: pd.DataFrame) -> pd.DataFrame:
    """The rows of `certs` whose id or a code is close to the text, at most five, in their order; none for no text."""
    keys = {
        key: slug
        for slug, codes in zip(certs["id"], certs["codes"], strict=True)
        for key in [slug, *(code.casefold() for code in codes)]
    }
    close = {keys[key] for key in get_close_matches(text[:MAX_LENGTH].casefold(), keys, n=MAX_SUGGESTIONS, cutoff=0.5)}
    return certs[certs["id"].isin(close)]


def finding(text: str, close: pd.DataFrame) -> str:
    """Two sentences for the page of a certification that does not exist. Takes the text and its `close_matches`."""
    problem = f"There is no certification “{text[:MAX_LENGTH]}”." if text else "The address names no certification."
    return f"{problem} {'These are all of them.' if close.empty else 'These come close.'}"
