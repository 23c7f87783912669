"""What a path costs: the range over its choices, at the list prices of what can be booked on a day."""

from collections.abc import Iterable, Iterator
from itertools import product

import pandas as pd

from lib.certs import codes
from lib.paths import bookings
from lib.store import Tables

COLUMNS = ("path", "low_usd", "high_usd", "preferred_usd", "low_ids", "high_ids", "preferred_ids")
NAMED = ("unknown", "betas", "closed")


Ids = frozenset[str]


def path_costs(tables: Tables, certs: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """The cost of each path's exams, lowest to highest over its choices, one row for each row of `paths`.

    Takes certifications on a day (`id`, `code`, `price_usd`, `status`, `bookable`, `successor`) and the steps with the
    sets of the day written out (`lib.standing.steps`). In the place of a choice that nobody can book stands its
    nearest successor that can be; a beta counts only where a step has nothing else; optional steps are left out;
    required prerequisites are paid for too, and an exam that two steps share once.
    Returns `path`, `low_usd`, `high_usd` and `preferred_usd` (the first choice of each step), the ids behind each in
    order of steps, and codes that the range leaves out: `unknown` (no price, or a prerequisite that has none),
    `betas`, `closed` (nothing stands in). Costs are missing where a step has no choice with a known price.
    """
    shop = _Shop(tables, certs)
    rows = [shop.path(path, choices) for path, choices in _choices(tables["paths"]["path"], certs, steps)]
    return pd.DataFrame(rows, columns=[*COLUMNS, *NAMED])


def _choices(paths: Iterable[str], certs: pd.DataFrame, steps: pd.DataFrame) -> Iterator[tuple[str, list[list[str]]]]:
    """Each path with the choices of its steps; of a set those that can be booked, so none of it counts as closed."""
    bookable = steps["cert_id"].isin(certs.loc[certs["bookable"], "id"])
    needed = steps[~steps["optional"] & steps["cert_id"].notna() & (steps["set_id"].isna() | bookable)]
    for path in paths:
        own = needed[needed["path"] == path]
        yield path, [list(dict.fromkeys(step["cert_id"])) for _, step in own.groupby("step")]


class _Shop:
    """What can be booked on a day, and for how much."""

    def __init__(self, tables: Tables, certs: pd.DataFrame) -> None:
        self.booked = bookings(certs)
        self.code = codes(certs)
        priced = certs.dropna(subset="price_usd")
        self.price = dict(zip(priced["id"], priced["price_usd"].astype(float), strict=True))
        self.beta = set(certs.loc[certs["status"] == "beta", "id"])
        self.general = set(certs.loc[certs["bookable"], "id"]) - self.beta
        self.needs = tables["requirements"].groupby("cert_id")

    def path(self, path: str, steps: Iterable[list[str]]) -> dict[str, object]:
        told: dict[str, dict[str, None]] = {name: {} for name in NAMED}
        ways = [self._ways(choices, told) for choices in steps]
        row: dict[str, object] = {"path": path} | {name: list(codes) for name, codes in told.items()}
        if not ways or not all(ways):
            return row | {"low_ids": [], "high_ids": [], "preferred_ids": []}
        every = [frozenset().union(*taken) for taken in product(*ways)]
        for name, ids in (
            ("low", min(every, key=self._sum)),
            ("high", max(every, key=self._sum)),
            ("preferred", every[0]),
        ):
            in_order = dict.fromkeys(one for step in ways for way in step for one in sorted(way) if one in ids)
            row |= {f"{name}_usd": self._sum(ids), f"{name}_ids": list(in_order)}
        return row

    def _sum(self, ids: Iterable[str]) -> float:
        return float(sum(self.price[one] for one in ids))

    def _ways(self, choices: Iterable[str], told: dict[str, dict[str, None]]) -> list[Ids]:
        """The choices of a step that have a price, each with what it requires first; what is left out is told."""
        stands = {choice: self.booked.get(choice) for choice in choices}
        told["closed"] |= {self.code[choice]: None for choice, one in stands.items() if one is None}
        bookable = list(dict.fromkeys(one for one in stands.values() if one))
        general = [one for one in bookable if one not in self.beta]
        told["betas"] |= {self.code[one]: None for one in bookable if general and one in self.beta}
        found = [(one, self._with_required(one)) for one in general or bookable]
        told["unknown"] |= {self.code[one]: None for one, ids in found if ids is None}
        return [ids for _, ids in found if ids is not None]

    def _with_required(self, cert_id: str) -> Ids | None:
        """A certification and the cheapest of what it requires; None where a price in it is not known."""
        if cert_id not in self.price:
            return None
        ids = frozenset({cert_id})
        if cert_id in self.needs.groups:
            for _, block in self.needs.get_group(cert_id).groupby("block"):
                options = [self._with_required(one) for one in block["id"].dropna() if one in self.general]
                cheapest = sorted((one for one in options if one is not None), key=self._sum)[: block["n"].iloc[0]]
                if len(cheapest) < block["n"].iloc[0]:
                    return None
                ids = ids.union(*cheapest)
        return ids
