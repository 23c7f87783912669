"""Paths of the article (outcomes, sequences, the verdict, what roles ask for) and what stands in for them on a day."""

import pandas as pd

from lib.lifecycle import stands_in


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
