"""The cost of the article's paths: the range over their choices, at the prices of what can be booked on a day."""

from collections.abc import Iterable, Iterator
from itertools import product

import pandas as pd

from lib.catalogue.filtering import codes_by_id
from lib.catalogue.paths import bookings
from lib.tables.store import Tables

RANGE_COLUMNS = ("path", "low_usd", "high_usd", "preferred_usd", "low_ids", "high_ids", "preferred_ids")
"""The columns of the range, its ends and the preferred choices."""
LEFT_OUT_COLUMNS = ("unknown", "betas", "closed")
"""The columns of codes that the range leaves out, by reason."""

Ids = frozenset[str]


def path_costs(tables: Tables, certs: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """The cost of each path's exams, lowest to highest over its choices: one row for each row of `paths`.

    A choice that cannot be booked is replaced by its nearest successor that can. A beta counts only where a step has
    nothing else. Optional steps are left out. Required prerequisites are paid for too, and an exam that two steps share
    is paid for once.

    Args:
        tables: For `paths` and `requirements`.
        certs: Certifications on a day (`id`, `code`, `price_usd`, `status`, `bookable`, `successor`).
        steps: The steps with one row for each certification of a set (`lib.planner.plan_snapshot.steps`).

    Returns:
        `path`; `low_usd`, `high_usd` and `preferred_usd` (the first choice of each step), missing where a step has no
        choice with a known price; `low_ids`, `high_ids` and `preferred_ids`, the exams of each in order of steps; and
        the codes that the range leaves out: `unknown` (no known price, or a prerequisite without one), `betas`, and
        `closed` (not bookable and without a successor that is).
    """
    price_list = _PriceList(tables, certs)
    rows = [price_list.path_row(path, choices) for path, choices in _choices(tables["paths"]["path"], certs, steps)]
    return pd.DataFrame(rows, columns=[*RANGE_COLUMNS, *LEFT_OUT_COLUMNS])


def _choices(paths: Iterable[str], certs: pd.DataFrame, steps: pd.DataFrame) -> Iterator[tuple[str, list[list[str]]]]:
    """Each path with the choices of its required steps. Of a set only bookable ones, so that none counts as closed."""
    bookable = steps["cert_id"].isin(certs.loc[certs["bookable"], "id"])
    needed = steps[~steps["optional"] & steps["cert_id"].notna() & (steps["set_id"].isna() | bookable)]
    for path in paths:
        own = needed[needed["path"] == path]
        yield path, [list(dict.fromkeys(step["cert_id"])) for _, step in own.groupby("step")]


class _PriceList:
    """The exams that can be booked on a day, and their prices."""

    def __init__(self, tables: Tables, certs: pd.DataFrame) -> None:
        self.bookings = bookings(certs)
        self.code = codes_by_id(certs)
        priced = certs.dropna(subset="price_usd")
        self.price = dict(zip(priced["id"], priced["price_usd"].astype(float), strict=True))
        self.beta = set(certs.loc[certs["status"] == "beta", "id"])
        self.general = set(certs.loc[certs["bookable"], "id"]) - self.beta
        self.needs = tables["requirements"].groupby("cert_id")

    def path_row(self, path: str, steps: Iterable[list[str]]) -> dict[str, object]:
        """One row of `path_costs`; a path without a known cost has no `low_usd`, `high_usd` and `preferred_usd`."""
        left_out: dict[str, dict[str, None]] = {name: {} for name in LEFT_OUT_COLUMNS}
        options = [self._options(choices, left_out) for choices in steps]
        row: dict[str, object] = {"path": path} | {name: list(codes) for name, codes in left_out.items()}
        if not options or not all(options):
            return row | {"low_ids": [], "high_ids": [], "preferred_ids": []}
        combinations = [frozenset().union(*combination) for combination in product(*options)]
        for name, ids in (
            ("low", min(combinations, key=self._sum)),
            ("high", max(combinations, key=self._sum)),
            ("preferred", combinations[0]),
        ):
            in_order = dict.fromkeys(
                cert_id for step in options for option in step for cert_id in sorted(option) if cert_id in ids
            )
            row |= {f"{name}_usd": self._sum(ids), f"{name}_ids": list(in_order)}
        return row

    def _sum(self, ids: Iterable[str]) -> float:
        return float(sum(self.price[cert_id] for cert_id in ids))

    def _options(self, choices: Iterable[str], left_out: dict[str, dict[str, None]]) -> list[Ids]:
        """The choices of a step with a known price, each with its prerequisites. Adds the other codes to `left_out`."""
        booked = {choice: self.bookings.get(choice) for choice in choices}
        left_out["closed"] |= {self.code[choice]: None for choice, cert_id in booked.items() if cert_id is None}
        bookable = list(dict.fromkeys(cert_id for cert_id in booked.values() if cert_id))
        general = [cert_id for cert_id in bookable if cert_id not in self.beta]
        left_out["betas"] |= {self.code[cert_id]: None for cert_id in bookable if general and cert_id in self.beta}
        with_required = [(cert_id, self._with_required(cert_id)) for cert_id in general or bookable]
        left_out["unknown"] |= {self.code[cert_id]: None for cert_id, ids in with_required if ids is None}
        return [ids for _, ids in with_required if ids is not None]

    def _with_required(self, cert_id: str) -> Ids | None:
        """A certification with its cheapest required prerequisites; None where a price among them is not known."""
        if cert_id not in self.price:
            return None
        ids = frozenset({cert_id})
        if cert_id in self.needs.groups:
            for _, block in self.needs.get_group(cert_id).groupby("block"):
                options = [self._with_required(choice) for choice in block["id"].dropna() if choice in self.general]
                priced = [option for option in options if option is not None]
                cheapest = sorted(priced, key=self._sum)[: block["n"].iloc[0]]
                if len(cheapest) < block["n"].iloc[0]:
                    return None
                ids = ids.union(*cheapest)
        return ids
