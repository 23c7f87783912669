"""Words that say what each mark of one role's pay is, beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from lib import theme
from lib.charts.cost_scale import PANEL, Scale
from lib.charts.cost_scale import RIGHT as MARGIN
from lib.letters import px
from lib.roles import claim_words
from lib.text import missing, thousands

Row = Mapping[Any, Any]
Told = tuple[float, str, str]
"""What is said of a mark: its height in dollars, the words, their colour."""

RIGHT, LEFT = 26, 16  # px between the middle of a role's pay and words on its right, where a claim may stand, or left
LINE = 17  # px


def explain(drawn: go.Figure, scale: Scale, row: Row, place: float, places: Sequence[float]) -> None:
    """Words that say what each mark of the chosen role is, in the nearest gap that has room, tied to it by lines."""
    told = _words(row)
    right, start, _ = _gap(scale, told, place, places)
    shift = RIGHT if right else -LEFT
    heights = _spread([scale.paper(value) for value, _, _ in told], LINE / (PANEL / (1 - scale.panel_bottom)))
    for (value, words, colour), height in zip(told, heights, strict=True):
        if start != place:
            line = {"color": theme.QUIET.slot, "width": 1}
            ends = {
                "x0": place + (9 if right else -9) / scale.px,
                "x1": start + (shift - (4 if right else -4)) / scale.px,
            }
            drawn.add_shape(type="line", yref="paper", y0=scale.paper(value), y1=height, line=line, **ends)
        drawn.add_annotation(
            x=start,
            y=height,
            yref="paper",
            text=words,
            showarrow=False,
            xshift=shift,
            xanchor="left" if right else "right",
            yanchor="middle",
            font={"color": colour},
        )


def has_room(scale: Scale, row: Row, place: float, places: Sequence[float]) -> bool:
    """Whether the words on a role have a gap that is wide enough."""
    told = _words(row)
    return not told or _gap(scale, told, place, places)[2]


def _gap(scale: Scale, told: Sequence[Told], place: float, places: Sequence[float]) -> tuple[bool, float, bool]:
    """Where words stand: to the right of which place (or to the left), and whether they have room there.

    The nearest gap that is wide enough wins, at a tie the right one; without one, the widest.
    """
    room = max(px(words.replace("<b>", "").replace("</b>", "")) for _, words, _ in told) + RIGHT + LEFT
    right = sorted(one for one in places if one >= place)
    left = sorted((one for one in places if one <= place), reverse=True)
    last = scale.dearest + (MARGIN + LEFT) / scale.px
    gaps = [(True, one, (after - one) * scale.px) for one, after in zip(right, [*right[1:], last], strict=True)]
    first = scale.unknown - RIGHT / scale.px
    gaps += [(False, one, (one - after) * scale.px) for one, after in zip(left, [*left[1:], first], strict=True)]
    enough = [gap for gap in gaps if gap[2] >= room]
    side, start, _ = min(
        enough or gaps, key=lambda gap: (abs(gap[1] - place), not gap[0]) if enough else (-gap[2], False)
    )
    return side, start, bool(enough)


def _words(row: Row) -> list[Told]:
    """What is said of each mark, lowest first."""
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
        found.append((row["claim_usd"], f"{claim_words(row)} in the article", theme.ACCENT.slot))
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
