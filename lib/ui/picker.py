"""What a certification page shows when its address names none that exists."""

import pandas as pd

from lib import near
from lib.ui import cards, data, frame


def instead(written: str, certs: pd.DataFrame) -> None:
    """Say that there is no such certification, and offer those with a similar code or slug, or all of them."""
    close = near.near(written, certs)
    frame.question("Which certification?", near.finding(written, close))
    offered = certs if close.empty else close
    cards.cards(offered, data.tables()["tiers"], frame.following(), grouped=close.empty, article=False)
