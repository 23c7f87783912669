"""What the exams of several certifications ask, against each other: titles and words that their sections share."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from lib.detail import weight_words
from lib.text import listed

EMPTY_WORDS = frozenset(
    """a across an and as at by end for from in into of on or set the their to up use used using with within working
    ai apply basic concepts core describe features fundamentals foundations identify implement introduction manage ml
    plan related service services solution solutions understand""".split()  # noqa: SIM905, as a list it is forty lines
)
"""Words that stand in many titles and name no subject: they are not counted as shared."""


def sections_of(sections: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The `exam_domains` rows of some certifications, in the order of `ids` and within each as published."""
    rows = sections[sections["cert_id"].isin(ids)]
    place = {one: number for number, one in enumerate(ids)}
    order = rows["cert_id"].map(place)
    return rows.assign(_place=order).sort_values(["_place", "position"]).drop(columns="_place").reset_index(drop=True)


def words(title: str) -> list[str]:
    """The words of a title that name a subject, in lower case and in the singular where that is one letter less."""
    found = re.findall(r"[a-z][a-z0-9/]+", title.casefold())
    return [_singular(word) for word in found if word not in EMPTY_WORDS]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ops")) else word


def shared_words(sections: pd.DataFrame) -> dict[str, list[str]]:
    """The words that titles of two or more exams have: word to ids, those of most exams first, then alphabetically."""
    holders: dict[str, list[str]] = {}
    for cert_id, title in zip(sections["cert_id"], sections["name"], strict=True):
        for word in words(title):
            if cert_id not in holders.setdefault(word, []):
                holders[word].append(cert_id)
    shared = {word: ids for word, ids in holders.items() if len(ids) > 1}
    return dict(sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])))


def shared_titles(sections: pd.DataFrame) -> dict[str, list[str]]:
    """The sections that two or more exams have under the same title, in any case: title to ids, as published."""
    rows = sections.assign(_key=sections["name"].str.casefold())
    groups = [group for _, group in rows.groupby("_key", sort=False) if group["cert_id"].nunique() > 1]
    return {group["name"].iloc[0]: list(dict.fromkeys(group["cert_id"])) for group in groups}


MOST_NAMED = 5


def finding(sections: pd.DataFrame, codes: Mapping[str, str]) -> str:
    """What the exams' sections have in common by their titles. `codes`: of all that are compared, by id."""
    published = [one for one in codes if (sections["cert_id"] == one).any()]
    lacking = [codes[one] for one in codes if one not in published]
    if len(published) < 2:
        return _too_few([codes[one] for one in published], len(codes))
    rest = f" The sections of {listed(lacking)} are not published." if lacking else ""
    titles, named = shared_titles(sections), shared_words(sections)
    if titles:
        held = _weighed(sections, titles, codes) if len(titles) < 3 else _held(titles, published, codes)
        return f"Sections of the same name: {held}.{rest}"
    if named:
        return f"Words that section titles share: {_held(named, published, codes)}.{rest}"
    return f"{_heaviest(sections, published, codes)}.{rest}"


def _weighed(sections: pd.DataFrame, titles: Mapping[str, Sequence[str]], codes: Mapping[str, str]) -> str:
    """Each shared title with its share of each exam that has it."""
    keyed = sections.assign(_key=sections["name"].str.casefold()).drop_duplicates(["cert_id", "_key"])
    shares = {
        (cert_id, key): weight_words(low, high)
        for cert_id, key, low, high in keyed[["cert_id", "_key", "weight_low", "weight_high"]].itertuples(index=False)
    }
    told = [
        f"{title} ({listed([f'{codes[one]} {shares[one, title.casefold()]}' for one in ids])})"
        for title, ids in titles.items()
    ]
    return listed(told)


def _heaviest(sections: pd.DataFrame, published: Sequence[str], codes: Mapping[str, str]) -> str:
    """For exams with nothing in common by title: what weighs most in each of two, else only that."""
    if len(published) > 2:
        return "No two of these exams share a word that names a subject in their section titles"
    told = [f"{codes[one]} weighs {words} most" for one in published if (words := _most(sections, one))]
    said = "; ".join([*told, "no word that names a subject stands in section titles of both"])
    return f"{said[0].upper()}{said[1:]}"


def _most(sections: pd.DataFrame, cert_id: str) -> str:
    """The section of an exam that weighs most, quoted; empty where none or more than one does."""
    rows = sections[(sections["cert_id"] == cert_id) & sections["weight_high"].notna()]
    first = rows.sort_values(["weight_high", "weight_low"], ascending=False)[["weight_high", "weight_low"]].head(1)
    top = rows.merge(first, on=["weight_high", "weight_low"])
    return f"“{top['name'].iloc[0]}”" if len(top) == 1 else ""


def _too_few(published: Sequence[str], compared: int) -> str:
    if published:
        return f"Only the sections of {published[0]} are published."
    return "Neither exam's sections are published." if compared == 2 else "No sections of these exams are published."


def _held(shared: Mapping[str, Sequence[str]], published: Sequence[str], codes: Mapping[str, str]) -> str:
    """Each shared title or word; with its exams where these are not all of them."""
    told = [
        one if len(ids) == len(published) else f"{one} ({listed([codes[cert] for cert in ids])})"
        for one, ids in shared.items()
    ]
    more = len(told) - MOST_NAMED
    return listed([*told[:MOST_NAMED], f"{more} more"]) if more > 0 else listed(told)
