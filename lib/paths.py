"""Paths of the article (outcomes, sequences, the verdict, what roles ask for) and what stands in for them on a day."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.lifecycle import successors


def widened(steps: pd.DataFrame, sets: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The `path_steps` table with every set written out: one row for each certification of it, `set_id` kept.

    Takes the ids of each set; a set that is not among them keeps its row, without a certification.
    """
    written = [sets.get(one, [cert]) for one, cert in zip(steps["set_id"], steps["cert_id"], strict=True)]
    return steps.assign(cert_id=pd.Series(written, index=steps.index)).explode("cert_id", ignore_index=True)


def bookings(certs: pd.DataFrame) -> dict[str, str]:
    """What to book in the place of each certification: itself, else its nearest successor that anybody can book.

    Takes certifications with their status on a day. One of which nothing can be booked is left out.
    """
    bookable = set(certs.loc[certs["bookable"], "id"])
    chains = ((one, chain) for one, chain in successors(certs).items() if one not in bookable)
    nearest = ((one, next((other for other in chain if other in bookable), None)) for one, chain in chains)
    return {one: one for one in bookable} | {one: other for one, other in nearest if other}


def picks(steps: pd.DataFrame, certs: pd.DataFrame, path: str) -> pd.DataFrame:
    """The choices of one path with the certification to take today in the place of each.

    Takes `path_steps` and certifications with their status on the day. Returns the choices that name a
    certification, in order, with `pick` added: what to book in its place (see `bookings`), missing where nothing can
    be; and `changed`, true where the pick is another one.
    """
    chosen = steps[(steps["path"] == path) & steps["cert_id"].notna()]
    booked = bookings(certs)
    pick = pd.Series([booked.get(cert) for cert in chosen["cert_id"]], index=chosen.index, dtype="str")
    return chosen.assign(pick=pick, changed=pick.ne(chosen["cert_id"]).to_numpy())
