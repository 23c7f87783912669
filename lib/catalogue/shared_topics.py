"""Topics that the exams of several certifications share, by the titles of their sections and the words in these."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from lib.catalogue.certification import weight_words
from lib.text import listed

EMPTY_WORDS = frozenset(
    """a across an and as at by end for from in into of on or set the their to up use used using with within working
    ai apply basic concepts core describe features fundamentals foundations identify implement introduction manage ml
    plan related service services solution solutions understand""".split()  # noqa: SIM905, as a list it is forty lines
)
"""Words that occur in many titles and name no subject, so that they do not count as shared."""


def sections_of(sections: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The `exam_domains` rows of some certifications, in the order of `ids`; sections of one exam as published."""
    rows = sections[sections["cert_id"].isin(ids)]
    order = rows["cert_id"].map({cert_id: number for number, cert_id in enumerate(ids)})
    return rows.assign(_order=order).sort_values(["_order", "position"]).drop(columns="_order").reset_index(drop=True)


def subject_words(title: str) -> list[str]:
    """The words of a title that name a subject, in lower case and, where only an `s` has to go, in the singular."""
    words = re.findall(r"[a-z][a-z0-9/]+", title.casefold())
    return [_singular(word) for word in words if word not in EMPTY_WORDS]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ops")) else word


def shared_words(sections: pd.DataFrame) -> dict[str, list[str]]:
    """Words in section titles of two or more exams: word to ids, those of most exams first, then alphabetically."""
    holders: dict[str, list[str]] = {}
    for cert_id, title in zip(sections["cert_id"], sections["name"], strict=True):
        for word in subject_words(title):
            if cert_id not in holders.setdefault(word, []):
                holders[word].append(cert_id)
    shared = {word: ids for word, ids in holders.items() if len(ids) > 1}
    return dict(sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])))


def shared_titles(sections: pd.DataFrame) -> dict[str, list[str]]:
    """The titles that sections of two or more exams have, whatever the case: title to ids, in the order of the rows."""
    rows = sections.assign(_key=sections["name"].str.casefold())
    groups = [group for _, group in rows.groupby("_key", sort=False) if group["cert_id"].nunique() > 1]
    return {group["name"].iloc[0]: list(dict.fromkeys(group["cert_id"])) for group in groups}


MAX_NAMED = 5
"""How many shared titles or words a finding names."""


def finding(sections: pd.DataFrame, codes: Mapping[str, str]) -> str:
    """The titles that the exams' sections share, else the words, else the section that weighs most in each of two.

    Takes the `exam_domains` rows of the exams and the codes of all that are compared, by id.
    """
    published = [cert_id for cert_id in codes if (sections["cert_id"] == cert_id).any()]
    unpublished = [codes[cert_id] for cert_id in codes if cert_id not in published]
    if len(published) < 2:
        return _too_few([codes[cert_id] for cert_id in published], len(codes))
    note = f" The sections of {listed(unpublished)} are not published." if unpublished else ""
    titles, words = shared_titles(sections), shared_words(sections)
    if titles:
        shared = _with_weights(sections, titles, codes) if len(titles) < 3 else _with_exams(titles, published, codes)
        return f"Sections of the same name: {shared}.{note}"
    if words:
        return f"Words that section titles share: {_with_exams(words, published, codes)}.{note}"
    return f"{_heaviest(sections, published, codes)}.{note}"


def _with_weights(sections: pd.DataFrame, titles: Mapping[str, Sequence[str]], codes: Mapping[str, str]) -> str:
    """Each shared title with its weight in each exam that has it."""
    keyed = sections.assign(_key=sections["name"].str.casefold()).drop_duplicates(["cert_id", "_key"])
    shares = {
        (cert_id, key): weight_words(low, high)
        for cert_id, key, low, high in keyed[["cert_id", "_key", "weight_low", "weight_high"]].itertuples(index=False)
    }
    clauses = [
        f"{title} ({listed([f'{codes[cert_id]} {shares[cert_id, title.casefold()]}' for cert_id in ids])})"
        for title, ids in titles.items()
    ]
    return listed(clauses)


def _heaviest(sections: pd.DataFrame, published: Sequence[str], codes: Mapping[str, str]) -> str:
    """The words for exams that share no title and no word: of two exams, with the section that weighs most in each."""
    if len(published) > 2:
        return "No two of these exams share a word that names a subject in their section titles"
    clauses = [
        f"{codes[cert_id]} weighs {title} most" for cert_id in published if (title := _top_section(sections, cert_id))
    ]
    sentence = "; ".join([*clauses, "no word that names a subject stands in section titles of both"])
    return f"{sentence[0].upper()}{sentence[1:]}"


def _top_section(sections: pd.DataFrame, cert_id: str) -> str:
    """The title of the one section that weighs most in an exam, quoted; empty where none or several do."""
    rows = sections[(sections["cert_id"] == cert_id) & sections["weight_high"].notna()]
    first = rows.sort_values(["weight_high", "weight_low"], ascending=False)[["weight_high", "weight_low"]].head(1)
    top = rows.merge(first, on=["weight_high", "weight_low"])
    return f"“{top['name'].iloc[0]}”" if len(top) == 1 else ""


def _too_few(published: Sequence[str], compared: int) -> str:
    if published:
        return f"Only the sections of {published[0]} are published."
    return "Neither exam's sections are published." if compared == 2 else "No sections of these exams are published."


def _with_exams(shared: Mapping[str, Sequence[str]], published: Sequence[str], codes: Mapping[str, str]) -> str:
    """The shared titles or words, with the codes of their exams where not all exams share them."""
    clauses = [
        words if len(ids) == len(published) else f"{words} ({listed([codes[cert_id] for cert_id in ids])})"
        for words, ids in shared.items()
    ]
    surplus = len(clauses) - MAX_NAMED
    return listed([*clauses[:MAX_NAMED], f"{surplus} more"]) if surplus > 0 else listed(clauses)
