"""Where the areas of a treemap lie before anybody draws it: d3's squarified layout, which is what Plotly uses."""

from collections.abc import Sequence
from itertools import pairwise

Box = tuple[float, float, float, float]
"""From left to right and from top to bottom, in px: left, top, right, bottom."""
Pad = tuple[float, float, float, float]


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """A box for each value, in order, as near to squares as rows of them come. Values are above zero."""
    found: list[Box] = []
    x0, y0, x1, y1 = box
    rest, left = list(values), float(sum(values))
    while rest:
        row = rest[: _row(rest, left, x1 - x0, y1 - y0)]
        rest, share = rest[len(row) :], sum(row) / left
        left -= sum(row)
        if x1 - x0 < y1 - y0:
            edge = y0 + (y1 - y0) * share
            found += [(start, y0, end, edge) for start, end in _shared(row, x0, x1)]
            y0 = edge
        else:
            edge = x0 + (x1 - x0) * share
            found += [(x0, start, edge, end) for start, end in _shared(row, y0, y1)]
            x0 = edge
    return found


def _row(values: Sequence[float], left: float, wide: float, high: float) -> int:
    """How many values make the next row: more only as long as the worst of them gets no further from a square."""
    alpha = max(high / wide, wide / high) / left if wide > 0 and high > 0 else 1.0
    worst = float("inf")
    for many in range(1, len(values) + 1):
        row = values[:many]
        beta = sum(row) ** 2 * alpha
        now = max(max(row) / beta, beta / min(row))
        if now > worst:
            return many - 1
        worst = now
    return len(values)


def _shared(row: Sequence[float], start: float, end: float) -> list[tuple[float, float]]:
    edges = [start]
    for value in row:
        edges.append(edges[-1] + (end - start) * value / sum(row))
    return list(pairwise(edges))


def nested(
    nodes: Sequence[tuple[str, str, float]], size: tuple[float, float], pad: Pad, between: float
) -> dict[str, Box]:
    """The box of each node of a tree: its id, its parent's (empty for none) and its value; parents before children.

    `pad` is what a node keeps free beside its children, the whole picture too; `between` what stands between two.
    """
    children: dict[str, list[tuple[str, float]]] = {}
    for one, parent, value in nodes:
        children.setdefault(parent, []).append((one, value))
    boxes: dict[str, Box] = {"": (0.0, 0.0, *size)}
    for parent in ["", *(one for one, _, _ in nodes)]:
        own = children.get(parent, [])
        room = _grown(_grown(boxes[parent], [-side for side in pad]), [between / 2] * 4)
        found = squarified([value for _, value in own], room)
        boxes |= {one: _grown(box, [-between / 2] * 4) for (one, _), box in zip(own, found, strict=True)}
    return boxes


def _grown(box: Box, by: Sequence[float]) -> Box:
    """A box that is larger by some px to the left, at the top, to the right and at the bottom."""
    x0, y0, x1, y1 = box
    left, top, right, bottom = by
    return x0 - left, y0 - top, x1 + right, y1 + bottom
