"""Labels beside the marks of one role's pay that say what each mark is."""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from lib.charts.cost_scale import PANEL, RIGHT_MARGIN, Scale
from lib.design import theme
from lib.design.text_width import width_px
from lib.pay.roles import claim_words
from lib.tables.row import Row
from lib.text import missing, thousands

RIGHT_SHIFT, LEFT_SHIFT = 26, 16  # px from the middle of a role's pay to a label; a claim may stand on the right
LINE = 17  # px


class MarkLabel(NamedTuple):
    """The label of one mark: the mark's height in dollars a year, the text, its colour."""

    usd: float
    text: str
    colour: str


class Gap(NamedTuple):
    """Free space beside a role's pay: on which side of it, the x of that pay (dollars of cost), the width in px."""

    on_right: bool
    x: float
    width: float


def explain(fig: go.Figure, scale: Scale, row: Row, pay_x: float, all_pay_x: Sequence[float]) -> None:
    """Add a label for each mark of a role, in the nearest gap that is wide enough; lines tie them to distant marks.

    Args:
        fig: The figure that gets them.
        scale: Its geometry.
        row: The role's row of `lib.pay.roles.board`.
        pay_x: Where the role's pay stands, in dollars of cost.
        all_pay_x: Where the pay of each role stands.
    """
    labels = _mark_labels(row)
    gap, _ = _best_gap(scale, labels, pay_x, all_pay_x)
    shift = RIGHT_SHIFT if gap.on_right else -LEFT_SHIFT
    heights = _spread([scale.pay_y(label.usd) for label in labels], LINE / (PANEL / (1 - scale.panel_bottom)))
    for label, height in zip(labels, heights, strict=True):
        if gap.x != pay_x:
            line = {"color": theme.QUIET.slot, "width": 1}
            ends = {
                "x0": pay_x + (9 if gap.on_right else -9) / scale.px_per_usd,
                "x1": gap.x + (shift - (4 if gap.on_right else -4)) / scale.px_per_usd,
            }
            fig.add_shape(type="line", yref="paper", y0=scale.pay_y(label.usd), y1=height, line=line, **ends)
        fig.add_annotation(
            x=gap.x,
            y=height,
            yref="paper",
            text=label.text,
            showarrow=False,
            xshift=shift,
            xanchor="left" if gap.on_right else "right",
            yanchor="middle",
            font={"color": label.colour},
        )


def has_room(scale: Scale, row: Row, pay_x: float, all_pay_x: Sequence[float]) -> bool:
    """Whether a gap is wide enough for the labels of a role; see `explain`."""
    labels = _mark_labels(row)
    return not labels or _best_gap(scale, labels, pay_x, all_pay_x)[1]


def _best_gap(scale: Scale, labels: Sequence[MarkLabel], pay_x: float, all_pay_x: Sequence[float]) -> tuple[Gap, bool]:
    """The gap for the labels of a role, and whether it is wide enough.

    The nearest gap that is wide enough, the right one of two that are equally near; without any, the widest.
    """
    widest = max(width_px(label.text.replace("<b>", "").replace("</b>", "")) for label in labels)
    needed = widest + RIGHT_SHIFT + LEFT_SHIFT
    rightwards = sorted(x for x in all_pay_x if x >= pay_x)
    leftwards = sorted((x for x in all_pay_x if x <= pay_x), reverse=True)
    end = scale.cost_end + (RIGHT_MARGIN + LEFT_SHIFT) / scale.px_per_usd
    start = scale.unknown_x - RIGHT_SHIFT / scale.px_per_usd
    gaps = [
        Gap(True, x, (following - x) * scale.px_per_usd)
        for x, following in zip(rightwards, [*rightwards[1:], end], strict=True)
    ]
    gaps += [
        Gap(False, x, (x - following) * scale.px_per_usd)
        for x, following in zip(leftwards, [*leftwards[1:], start], strict=True)
    ]
    if enough := [gap for gap in gaps if gap.width >= needed]:
        return min(enough, key=lambda gap: (abs(gap.x - pay_x), not gap.on_right)), True
    return max(gaps, key=lambda gap: gap.width), False


def _mark_labels(row: Row) -> list[MarkLabel]:
    """The labels of the marks that a role has, lowest first."""
    percentiles = [
        ("p10_usd", "a tenth below", theme.QUIET.slot),
        ("p25_usd", "a quarter below", theme.INK.slot),
        ("median_usd", "the <b>median</b>", theme.INK.slot),
        ("p75_usd", "a quarter above", theme.INK.slot),
        ("p90_usd", "a tenth above", theme.QUIET.slot),
    ]
    labels = [
        MarkLabel(row[name], f"{thousands(row[name])}, {words}", theme.QUIET.slot if row["thin"] else ink)
        for name, words, ink in percentiles
        if not missing(row[name])
    ]
    if not missing(row["claim_usd"]):
        labels.append(MarkLabel(row["claim_usd"], f"{claim_words(row)} in the article", theme.ACCENT.slot))
    return sorted(labels)


def _spread(heights: Sequence[float], least: float) -> list[float]:
    """Heights, lowest first, moved apart until neighbours are `least` apart.

    Eight sweeps share each missing distance between the two neighbours, so that labels stay close to their marks; a
    last one upwards closes the rest.
    """
    moved = list(heights)
    for _ in range(8):
        for upper in range(1, len(moved)):
            lacking = least - (moved[upper] - moved[upper - 1])
            if lacking > 0:
                moved[upper] += lacking / 2
                moved[upper - 1] -= lacking / 2
    for upper in range(1, len(moved)):
        moved[upper] = max(moved[upper], moved[upper - 1] + least)
    return moved
