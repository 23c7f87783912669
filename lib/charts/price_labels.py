"""Labels of a price landscape: beside their dots or above them, and never on the labels or dots of others."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from lib.catalogue.record import Certification
from lib.design.text_width import width_px

Extent = tuple[float, float, float, float]
"""Left, right, bottom and top in px, from $0 and from the foot of the band."""
Side = Literal["left", "right", "above"]

DOT, STEP = 11.0, 16.0  # px: a dot, and from one dot to the one that stands on it
LABEL_GAP, CLEARANCE = 5.0, 12.0  # px between a label and its own dot, and between a label and anything else


class Pile(NamedTuple):
    """Dots that touch each other: their rows, cheapest first, and on how many dots each of them stands."""

    rows: list[Certification]
    levels: list[int]

    @property
    def height(self) -> float:
        """The height of its dots in px."""
        return STEP * (max(self.levels) + 1)

    def extent(self, px_per_usd: float) -> Extent:
        """The room that its dots take."""
        left_end, right_end = (px_per_usd * float(self.rows[end]["price_usd"]) for end in (0, -1))
        return left_end - DOT / 2, right_end + DOT / 2, 0.0, self.height


class PileLabel(NamedTuple):
    """Code and vendor for each level of a pile, or for all of it above; the room that they take; their side."""

    lines: tuple[tuple[str, str], ...]
    extent: Extent
    side: Side


def dot_piles(rows: Sequence[Certification], px_per_usd: float) -> list[Pile]:
    """The dots of some rows as piles, each dot as low as there is room. Takes rows in order of `price_usd`."""
    piles: list[Pile] = []
    for row in rows:
        if not piles or px_per_usd * (row["price_usd"] - piles[-1].rows[-1]["price_usd"]) >= DOT:
            piles.append(Pile([], []))
        piles[-1].levels.append(_level(piles[-1], row, px_per_usd))
        piles[-1].rows.append(row)
    return piles


def _level(pile: Pile, row: Certification, px_per_usd: float) -> int:
    """The lowest level of a pile at which a further dot touches no other."""
    occupied = [
        level
        for neighbour, level in zip(pile.rows, pile.levels, strict=True)
        if px_per_usd * (row["price_usd"] - neighbour["price_usd"]) < DOT
    ]
    return next(level for level in range(len(occupied) + 1) if level not in occupied)


def pile_labels(piles: Sequence[Pile], px_per_usd: float, visible: tuple[float, float]) -> dict[int, PileLabel]:
    """Labels for as many piles as have room, by the number of the pile.

    Codes come first, vendors are added where these have room too. The cheapest and the dearest pile choose first, then
    piles with a certification of the article, then the dearer ones.

    Args:
        piles: `dot_piles` on the same scale.
        px_per_usd: The scale.
        visible: The left and right end of the chart, in px from $0.
    """
    labels: dict[int, PileLabel] = {}
    order = sorted(range(len(piles)), key=lambda number: _priority(piles[number], piles))
    for vendors in (False, True):
        for number in order:
            occupied = [pile.extent(px_per_usd) for other_number, pile in enumerate(piles) if other_number != number]
            occupied += [label.extent for other_number, label in labels.items() if other_number != number]
            candidates = _candidates(piles[number], px_per_usd, visible, vendors=vendors)
            free = (label for label in candidates if not any(_collide(label.extent, extent) for extent in occupied))
            if label := next(free, None):
                labels[number] = label
    return labels


def _candidates(pile: Pile, px_per_usd: float, visible: tuple[float, float], *, vendors: bool) -> list[PileLabel]:
    """The labels that a pile could have, best first: a line beside each of its dots, or one short line above them."""
    start, end, _, height = pile.extent(px_per_usd)
    lines = tuple((row["code"], row["vendor"] if vendors else "") for row in pile.rows)
    width = max(_width(*line) for line in lines)
    beside = [
        PileLabel(lines, (end + LABEL_GAP, end + LABEL_GAP + width, 0.0, height), "right"),
        PileLabel(lines, (start - LABEL_GAP - width, start - LABEL_GAP, 0.0, height), "left"),
    ]
    short = lines if len(lines) == 1 else ((_codes(pile), _common_vendor(pile) if vendors else ""),)
    half = _width(*short[0]) / 2
    middle = min(max((start + end) / 2, visible[0] + half), visible[1] - half)
    above = PileLabel(short, (middle - half, middle + half, height, height + STEP), "above")
    is_column = pile.levels == list(range(len(pile.rows)))
    candidates = [*(beside if is_column else []), above]
    return [label for label in candidates if visible[0] <= label.extent[0] and label.extent[1] <= visible[1]]


def _width(code: str, vendor: str) -> float:
    return width_px(f"{code} {vendor}".rstrip())


def _codes(pile: Pile) -> str:
    """One or two codes, or one code (of the article's, if there is any) and how many more there are."""
    codes = [row["code"] for row in sorted(pile.rows, key=lambda row: not row["in_article"])]
    return ", ".join(codes) if len(codes) < 3 else f"{codes[0]} and {len(codes) - 1} more"


def _common_vendor(pile: Pile) -> str:
    """The vendor of all rows of a pile; empty for several."""
    vendors = {row["vendor"] for row in pile.rows}
    return vendors.pop() if len(vendors) == 1 else ""


def _priority(pile: Pile, piles: Sequence[Pile]) -> tuple[int, float]:
    in_article = any(row["in_article"] for row in pile.rows)
    return (0 if pile in (piles[0], piles[-1]) else 1 if in_article else 2, -float(pile.rows[-1]["price_usd"]))


def _collide(a: Extent, b: Extent) -> bool:
    """Whether two extents overlap or are closer than CLEARANCE side by side."""
    return a[0] < b[1] + CLEARANCE and b[0] < a[1] + CLEARANCE and a[2] < b[3] and b[2] < a[3]
