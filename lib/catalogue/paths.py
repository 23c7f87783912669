"""The article's paths (outcomes, sequences, the verdict, what roles ask for) and what to book for them on a day."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.catalogue.status import successors

VERDICT = "verdict"
"""The id of the short path in the article's verdict."""


def expanded_steps(steps: pd.DataFrame, sets: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The `path_steps` table with one row for each certification of a set, under its `set_id`.

    Takes certification ids by `set_id`. The row of a set that is not among them stays, without a certification.
    """
    ids = [sets.get(set_id, [cert_id]) for set_id, cert_id in zip(steps["set_id"], steps["cert_id"], strict=True)]
    return steps.assign(cert_id=pd.Series(ids, index=steps.index)).explode("cert_id", ignore_index=True)


def bookings(certs: pd.DataFrame) -> dict[str, str]:
    """The id to book in the place of each certification, by id: its own, else that of its nearest bookable successor.

    Takes certifications with their status on a day. Leaves out those without either.
    """
    bookable = set(certs.loc[certs["bookable"], "id"])
    chains = ((cert_id, chain) for cert_id, chain in successors(certs).items() if cert_id not in bookable)
    nearest = ((cert_id, next((later for later in chain if later in bookable), None)) for cert_id, chain in chains)
    return {cert_id: cert_id for cert_id in bookable} | {cert_id: later for cert_id, later in nearest if later}


def picks(steps: pd.DataFrame, certs: pd.DataFrame, path: str) -> pd.DataFrame:
    """The choices of one path with the certification to book today in the place of each.

    Takes `path_steps` and certifications with their status on a day. Returns the choices that name a certification, in
    order, with two more columns: `pick`, the id to book in its place (see `bookings`; missing = nothing can be booked),
    and `changed`, true where the pick is not the certification named.
    """
    chosen = steps[(steps["path"] == path) & steps["cert_id"].notna()]
    booked = bookings(certs)
    pick = pd.Series([booked.get(cert) for cert in chosen["cert_id"]], index=chosen.index, dtype="str")
    return chosen.assign(pick=pick, changed=pick.ne(chosen["cert_id"]).to_numpy())
