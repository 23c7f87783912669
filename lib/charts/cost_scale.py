"""The geometry of the cost and pay chart: ranges of the axes, heights in px, positions in paper coordinates."""

import numpy as np
import pandas as pd

LANE, PANEL, GAP, TOP_MARGIN, BOTTOM_MARGIN = 37, 252, 10, 26, 46  # px
WIDTH, RIGHT_MARGIN = 766, 64  # px of the plot and of the margin beside it on a desktop; a narrower chart is tighter
CLAIM_SHIFT = 12  # px from a measured median to the claim beside it
PAY_COLUMNS = ["claim_usd", "median_usd", "p10_usd", "p90_usd"]


def pay_ends(rows: pd.DataFrame) -> tuple[float, float]:
    """The least and the most pay of any mark, in dollars a year; 100,000 and 200,000 where there is none."""
    pay = rows[PAY_COLUMNS].to_numpy(dtype="float64")
    return (100_000.0, 200_000.0) if np.isnan(pay).all() else (float(np.nanmin(pay)), float(np.nanmax(pay)))


class Scale:
    """The ranges of the axes, and where they lie in the figure.

    Paper coordinates run from 0 at the bottom of the figure to 1 at its top.

    Attributes:
        cost_end: The right end of the axis of costs, in dollars.
        unknown_x: Where a cost stands that is not known, left of $0; 0 where all are known.
        px_per_usd: How many px one dollar of cost takes.
        claim_shift: How far right of the pay a claim stands, in dollars of cost; 0 where nothing is measured.
        pay_range: The ends of the axis of pay, in dollars a year.
        lanes: How many lanes there are.
        lanes_top: Where the lanes end, on paper.
        panel_bottom: Where the panel of pay begins, on paper.
    """

    def __init__(self, board: pd.DataFrame, lanes: int, headroom: float) -> None:
        priced = board["high_usd"].dropna()
        self.cost_end = max(float(priced.max()) if len(priced) else 0.0, 100.0) * (1 + headroom)
        self.unknown_x = -0.14 * self.cost_end if len(priced) < len(board) else 0.0
        self.px_per_usd = WIDTH / (self.cost_end - 2 * self.unknown_x)
        self.claim_shift = CLAIM_SHIFT / self.px_per_usd if board["median_usd"].notna().any() else 0.0
        low, high = pay_ends(board)
        self.pay_range = (max(0.0, low - 0.06 * (high - low) - 5000), high + 0.08 * (high - low) + 5000)
        height = PANEL + GAP + LANE * lanes
        self.lanes_top, self.panel_bottom, self.lanes = LANE * lanes / height, 1 - PANEL / height, lanes

    def cost_x(self, cost: float) -> float:
        """Where a cost stands; a negative one is not known and stands left of $0."""
        return self.unknown_x if cost < 0 else cost

    def pay_y(self, pay_usd: float) -> float:
        """Where an amount of pay lies, on paper."""
        share = (pay_usd - self.pay_range[0]) / (self.pay_range[1] - self.pay_range[0])
        return self.panel_bottom + share * (1 - self.panel_bottom)

    def lane_y(self, lane: int) -> float:
        """Where the middle of a lane lies, on paper."""
        return (lane + 0.5) / self.lanes * self.lanes_top
