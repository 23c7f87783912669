"""Tier map: how the tiers line up across vendors."""

from functools import partial

from lib.ui import data, drawing, frame, map_controls, results
from lib.views.tier_map import board

query = frame.page_query()
with frame.controls():
    map_controls.controls(query)

controls = {
    "below": partial(map_controls.below, query),
    "measure": partial(map_controls.measure, query),
    "loosen": partial(results.loosen, query.filters.with_closed()),
}
drawing.draw(board.view(data.tables(), query, frame.on()), controls)
