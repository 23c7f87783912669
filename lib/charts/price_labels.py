"""Where the words of a price landscape stand: beside their dots or above them, and never on others' words or dots."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from lib.letters import px

Row = Mapping[Any, Any]
Box = tuple[float, float, float, float]  # px from left to right, and from the foot of the band
Side = Literal["left", "right", "above"]

DOT, STEP = 11.0, 16.0  # px: a dot, and a dot on a dot
NEAR, APART = 5.0, 12.0  # px between words and their own dot, and between words and anything else


class Pile(NamedTuple):
    """Dots that touch each other: their rows, cheapest first, and for each how many dots it stands on."""

    rows: list[Row]
    levels: list[int]

    @property
    def height(self) -> float:
        """How high its dots reach, in px."""
        return STEP * (max(self.levels) + 1)

    def box(self, scale: float) -> Box:
        """The room that its dots take on a scale of so many px a dollar."""
        left, right = (scale * float(self.rows[end]["price_usd"]) for end in (0, -1))
        return left - DOT / 2, right + DOT / 2, 0.0, self.height


class Words(NamedTuple):
    """A line of words for each level of a pile, or one above it: code and vendor, the room they take, the side."""

    lines: tuple[tuple[str, str], ...]
    box: Box
    side: Side


def piles(rows: Sequence[Row], scale: float) -> list[Pile]:
    """Rows by price as dots, each as low as there is room on a scale of so many px a dollar. Takes them in order."""
    found: list[Pile] = []
    for row in rows:
        if not found or scale * (row["price_usd"] - found[-1].rows[-1]["price_usd"]) >= DOT:
            found.append(Pile([], []))
        found[-1].levels.append(_level(found[-1], row, scale))
        found[-1].rows.append(row)
    return found


def _level(pile: Pile, row: Row, scale: float) -> int:
    near = [
        level
        for other, level in zip(pile.rows, pile.levels, strict=True)
        if scale * (row["price_usd"] - other["price_usd"]) < DOT
    ]
    return next(level for level in range(len(near) + 1) if level not in near)


def placed(every: Sequence[Pile], scale: float, ends: tuple[float, float]) -> dict[int, Words]:
    """Words for as many piles as have room, by place: first their codes, then vendors where these have room too.

    The cheapest and the dearest pile come first, then the article's, then the dearer ones. `ends` is what the picture
    shows, in px.
    """
    found: dict[int, Words] = {}
    order = sorted(range(len(every)), key=lambda place: _rank(every[place], every))
    for vendors in (False, True):
        for place in order:
            taken = [one.box(scale) for other, one in enumerate(every) if other != place]
            taken += [words.box for other, words in found.items() if other != place]
            offers = _offers(every[place], scale, ends, vendors=vendors)
            free = (offer for offer in offers if not any(_near(offer.box, box) for box in taken))
            if offer := next(free, None):
                found[place] = offer
    return found


def _offers(pile: Pile, scale: float, ends: tuple[float, float], *, vendors: bool) -> list[Words]:
    """Where the words of a pile could stand, best first: beside each of its dots, or shortened above them."""
    left, right, _, height = pile.box(scale)
    lines = tuple((row["code"], row["vendor"] if vendors else "") for row in pile.rows)
    wide = max(_wide(*line) for line in lines)
    beside = [
        Words(lines, (right + NEAR, right + NEAR + wide, 0.0, height), "right"),
        Words(lines, (left - NEAR - wide, left - NEAR, 0.0, height), "left"),
    ]
    short = lines if len(lines) == 1 else ((_short(pile), _vendor(pile) if vendors else ""),)
    half = _wide(*short[0]) / 2
    middle = min(max((left + right) / 2, ends[0] + half), ends[1] - half)
    above = Words(short, (middle - half, middle + half, height, height + STEP), "above")
    stacked = pile.levels == list(range(len(pile.rows)))
    every = [*(beside if stacked else []), above]
    return [words for words in every if ends[0] <= words.box[0] and words.box[1] <= ends[1]]


def _wide(code: str, vendor: str) -> float:
    return px(f"{code} {vendor}".rstrip())


def _short(pile: Pile) -> str:
    """One or two codes, or the first of the article's and how many more."""
    codes = [row["code"] for row in sorted(pile.rows, key=lambda row: not row["in_article"])]
    return ", ".join(codes) if len(codes) < 3 else f"{codes[0]} and {len(codes) - 1} more"


def _vendor(pile: Pile) -> str:
    """The vendor of a pile, where all are of one."""
    vendors = {row["vendor"] for row in pile.rows}
    return vendors.pop() if len(vendors) == 1 else ""


def _rank(pile: Pile, every: Sequence[Pile]) -> tuple[int, float]:
    article = any(row["in_article"] for row in pile.rows)
    return (0 if pile in (every[0], every[-1]) else 1 if article else 2, -float(pile.rows[-1]["price_usd"]))


def _near(one: Box, other: Box) -> bool:
    return one[0] < other[1] + APART and other[0] < one[1] + APART and one[2] < other[3] and other[2] < one[3]
