"""The boxes of a treemap in px, ahead of drawing: d3's squarified layout, which is the one that Plotly uses."""

from collections.abc import Sequence
from itertools import pairwise

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in px; y grows downwards."""
Pad = tuple[float, float, float, float]
"""Padding at the left, the top, the right and the bottom, in px."""


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """One box for each value, in the order of the values; together they fill `box`.

    Areas are in proportion to the values, which are above zero, and shapes are as near to squares as rows of them
    allow.
    """
    boxes: list[Box] = []
    x0, y0, x1, y1 = box
    remaining, total = list(values), float(sum(values))
    while remaining:
        row = remaining[: _row_length(remaining, total, x1 - x0, y1 - y0)]
        remaining, share = remaining[len(row) :], sum(row) / total
        total -= sum(row)
        if x1 - x0 < y1 - y0:
            edge = y0 + (y1 - y0) * share
            boxes += [(start, y0, end, edge) for start, end in _spans(row, x0, x1)]
            y0 = edge
        else:
            edge = x0 + (x1 - x0) * share
            boxes += [(x0, start, edge, end) for start, end in _spans(row, y0, y1)]
            x0 = edge
    return boxes


def _row_length(values: Sequence[float], total: float, width: float, height: float) -> int:
    """How many values the next row takes: it grows as long as its worst aspect ratio gets no worse."""
    alpha = max(height / width, width / height) / total if width > 0 and height > 0 else 1.0
    worst = float("inf")
    for length in range(1, len(values) + 1):
        row = values[:length]
        beta = sum(row) ** 2 * alpha
        ratio = max(max(row) / beta, beta / min(row))
        if ratio > worst:
            return length - 1
        worst = ratio
    return len(values)


def _spans(row: Sequence[float], start: float, end: float) -> list[tuple[float, float]]:
    """The stretch from `start` to `end`, divided in proportion to the values of a row."""
    edges = [start]
    for value in row:
        edges.append(edges[-1] + (end - start) * value / sum(row))
    return list(pairwise(edges))


def nested(nodes: Sequence[tuple[str, str, float]], size: tuple[float, float], pad: Pad, gap: float) -> dict[str, Box]:
    """The box of each node of a tree, by id; the whole chart has the empty id.

    Args:
        nodes: The id, the parent's id (empty for none) and the value of each node, parents before children.
        size: Width and height of the chart in px.
        pad: What a node, and the chart itself, keeps free around its children.
        gap: What is free between two siblings, in px.
    """
    children: dict[str, list[tuple[str, float]]] = {}
    for node, parent, value in nodes:
        children.setdefault(parent, []).append((node, value))
    boxes: dict[str, Box] = {"": (0.0, 0.0, *size)}
    for parent in ["", *(node for node, _, _ in nodes)]:
        siblings = children.get(parent, [])
        inner = _grown(_grown(boxes[parent], [-side for side in pad]), [gap / 2] * 4)
        areas = squarified([value for _, value in siblings], inner)
        boxes |= {node: _grown(box, [-gap / 2] * 4) for (node, _), box in zip(siblings, areas, strict=True)}
    return boxes


def _grown(box: Box, margins: Sequence[float]) -> Box:
    """A box that is larger by margins at its left, top, right and bottom; negative ones make it smaller."""
    x0, y0, x1, y1 = box
    at_left, at_top, at_right, at_bottom = margins
    return x0 - at_left, y0 - at_top, x1 + at_right, y1 + at_bottom
