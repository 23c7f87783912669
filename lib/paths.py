"""Paths of the article (outcomes, sequences, the verdict, what roles ask for) and what stands in for them on a day."""

import pandas as pd

from lib.lifecycle import stands_in
from lib.store import Tables


def members(tables: Tables, certs: pd.DataFrame) -> dict[str, list[str]]:
    """The certifications of each set that the article names in words, by the set's rule and by name, in given order."""
    vendors = tables["vendors"]
    clouds = certs["vendor"].isin(vendors.loc[vendors["cloud"], "vendor"])
    found = {}
    for one in tables["sets"].to_dict("records"):
        fits = clouds | (not one["clouds_only"])
        for column, words in (("tier", one["tiers"]), ("focus", one["focuses"])):
            fits &= certs[column].isin(words) | (not len(words))
        ruled = len(one["tiers"]) or len(one["focuses"]) or one["clouds_only"]
        found[one["set_id"]] = certs.loc[(fits & bool(ruled)) | certs["id"].isin(one["cert_ids"]), "id"].tolist()
    return found


def widened(tables: Tables, certs: pd.DataFrame) -> pd.DataFrame:
    """The `path_steps` table with every set written out: one row for each certification of it, `set_id` kept."""
    steps = tables["path_steps"]
    sets = members(tables, certs)
    written = [sets.get(one, [cert]) for one, cert in zip(steps["set_id"], steps["cert_id"], strict=True)]
    return steps.assign(cert_id=pd.Series(written, index=steps.index)).explode("cert_id", ignore_index=True)


def picks(steps: pd.DataFrame, certs: pd.DataFrame, path: str) -> pd.DataFrame:
    """The choices of one path with the certification to take today in the place of each.

    Takes `path_steps` and certifications with their status on the day. Returns the choices that name a
    certification, in order, with `pick` added: the certification itself if anybody can book it, else its nearest
    successor that anybody can book, else missing; and `changed`, true where the pick is another one.
    """
    chosen = steps[(steps["path"] == path) & steps["cert_id"].notna()]
    open_now = set(certs.loc[certs["bookable"], "id"])
    found = [
        next((one for one in [cert, *stands_in(certs, cert)] if one in open_now), None) for cert in chosen["cert_id"]
    ]
    pick = pd.Series(found, index=chosen.index, dtype="str")
    return chosen.assign(pick=pick, changed=pick.ne(chosen["cert_id"]).to_numpy())
