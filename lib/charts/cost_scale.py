"""Where costs and pay lie in the picture of the two: ranges of the axes, heights in pixels, places on paper."""

import numpy as np
import pandas as pd

LANE, PANEL, GAP, TOP, BOTTOM = 37, 252, 10, 26, 46  # px
WIDE, RIGHT = 766, 64  # px that the plot and the margin beside it have on a desktop; with less it is only tighter
ASIDE = 12  # px between what was measured and what is claimed
PAY = ["claim_usd", "median_usd", "p10_usd", "p90_usd"]


def pay_ends(rows: pd.DataFrame) -> tuple[float, float]:
    """The least and the most pay of any mark; a range to draw an empty picture with where there is none."""
    pay = rows[PAY].to_numpy(dtype="float64")
    return (100_000.0, 200_000.0) if np.isnan(pay).all() else (float(np.nanmin(pay)), float(np.nanmax(pay)))


class Scale:
    """The ranges of the axes, and where they lie on paper."""

    def __init__(self, board: pd.DataFrame, lanes: int, room: float) -> None:
        known = board["high_usd"].dropna()
        self.dearest = max(float(known.max()) if len(known) else 0.0, 100.0) * (1 + room)
        self.unknown = -0.14 * self.dearest if len(known) < len(board) else 0.0
        self.px = WIDE / (self.dearest - 2 * self.unknown)
        self.aside = ASIDE / self.px if board["median_usd"].notna().any() else 0.0
        low, high = pay_ends(board)
        self.pay = (max(0.0, low - 0.06 * (high - low) - 5000), high + 0.08 * (high - low) + 5000)
        whole = PANEL + GAP + LANE * lanes
        self.lanes_top, self.panel_bottom, self.lanes = LANE * lanes / whole, 1 - PANEL / whole, lanes

    def at(self, cost: float) -> float:
        """Where a cost stands; one that is not known left of $0."""
        return self.unknown if cost < 0 else cost

    def paper(self, pay_usd: float) -> float:
        """Where an amount of pay lies on paper, 0 at the bottom of the figure."""
        share = (pay_usd - self.pay[0]) / (self.pay[1] - self.pay[0])
        return self.panel_bottom + share * (1 - self.panel_bottom)

    def lane(self, lane: int) -> float:
        """Where the middle of a lane lies on paper."""
        return (lane + 0.5) / self.lanes * self.lanes_top
