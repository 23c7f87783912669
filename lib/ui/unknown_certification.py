"""The Certification page for an address that names no certification of the catalogue."""

import pandas as pd

from lib.catalogue import suggestions
from lib.ui import cards, data, frame


def draw(id_text: str, certs: pd.DataFrame) -> None:
    """Say that there is no such certification, and offer those with a similar code or slug, or all of them.

    `id_text` is the id as the address has it; `certs` has `record` (see `lib.ui.data`).
    """
    close = suggestions.close_matches(id_text, certs)
    frame.question("Which certification?", suggestions.finding(id_text, close))
    offered = certs if close.empty else close
    cards.cards(offered, data.tables()["tiers"], frame.links(), grouped=close.empty, article=False)
