"""Words that say what each mark of one role's pay is, beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from lib import theme
from lib.charts.cost_scale import PANEL, Scale
from lib.roles import claim_words
from lib.text import missing, thousands

Row = Mapping[Any, Any]

ROOM = 215  # px that the words need


def explain(drawn: go.Figure, scale: Scale, row: Row, place: float, places: Sequence[float]) -> None:
    """Words that say what each mark of the chosen role is, in the nearest gap that has room, tied to it by lines."""
    side, start = _gap(scale, place, places)
    told = _words(row)
    heights = _spread([scale.paper(value) for value, _, _ in told], 17 / (PANEL / (1 - scale.panel_bottom)))
    for (value, words, colour), height in zip(told, heights, strict=True):
        if start != place:
            line = {"color": theme.QUIET.slot, "width": 1}
            ends = {"x0": place + 9 * side / scale.px, "x1": start + 12 * side / scale.px}
            drawn.add_shape(type="line", yref="paper", y0=scale.paper(value), y1=height, line=line, **ends)
        drawn.add_annotation(
            x=start,
            y=height,
            yref="paper",
            text=words,
            showarrow=False,
            xshift=16 * side,
            xanchor="left" if side > 0 else "right",
            yanchor="middle",
            font={"color": colour},
        )


def _gap(scale: Scale, place: float, places: Sequence[float]) -> tuple[int, float]:
    """Where words have room: to the right (1) or left (-1) of which place. The nearest gap wins, at a tie the right."""
    right = sorted(one for one in places if one >= place)
    left = sorted((one for one in places if one <= place), reverse=True)
    gaps = [(1, one, after - one) for one, after in zip(right, [*right[1:], scale.dearest], strict=True)]
    gaps += [(-1, one, one - after) for one, after in zip(left, [*left[1:], scale.unknown], strict=True)]
    enough = [gap for gap in gaps if gap[2] * scale.px >= ROOM] or [max(gaps, key=lambda gap: gap[2])]
    side, start, _ = min(enough, key=lambda gap: (abs(gap[1] - place), -gap[0]))
    return side, start


def _words(row: Row) -> list[tuple[float, str, str]]:
    """What is said of each mark, lowest first: its height in dollars, the words, their colour."""
    told = [
        ("p10_usd", "a tenth below", theme.QUIET.slot),
        ("p25_usd", "a quarter below", theme.INK.slot),
        ("median_usd", "the <b>median</b>", theme.INK.slot),
        ("p75_usd", "a quarter above", theme.INK.slot),
        ("p90_usd", "a tenth above", theme.QUIET.slot),
    ]
    found = [
        (row[name], f"{thousands(row[name])}, {words}", theme.QUIET.slot if row["thin"] else ink)
        for name, words, ink in told
        if not missing(row[name])
    ]
    if not missing(row["claim_usd"]):
        found.append((row["claim_usd"], f"{claim_words(row)}, the article's claim", theme.ACCENT.slot))
    return sorted(found)


def _spread(heights: Sequence[float], least: float) -> list[float]:
    """Heights, lowest first, moved apart to a least distance, each as little as a sweep down and one up need."""
    moved = list(heights)
    for _ in range(8):
        for now in range(1, len(moved)):
            lacking = least - (moved[now] - moved[now - 1])
            if lacking > 0:
                moved[now] += lacking / 2
                moved[now - 1] -= lacking / 2
    for now in range(1, len(moved)):
        moved[now] = max(moved[now], moved[now - 1] + least)
    return moved
