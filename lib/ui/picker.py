"""What a certification page shows when its address names none that exists."""

from difflib import get_close_matches

import pandas as pd

from lib.ui import cards, data, frame


def instead(written: str, certs: pd.DataFrame) -> None:
    """Say that there is no such certification, and offer those with a similar code or slug, or all of them."""
    keys = {
        key: slug
        for slug, codes in zip(certs["id"], certs["codes"], strict=True)
        for key in [slug, *(c.casefold() for c in codes)]
    }
    near = {keys[key] for key in get_close_matches(written.casefold(), keys, n=5, cutoff=0.5)}
    offered = certs[certs["id"].isin(near)] if near else certs
    asked = f"There is no certification “{written[:60]}”." if written else "The address names no certification."
    frame.question("Which certification?", f"{asked} {'These come close.' if near else 'These are all of them.'}")
    cards.cards(offered, data.tables()["tiers"], frame.following(), grouped=not near, article=False)
