"""Sources: the evidence of the figures, the differences between sources, stale facts, and all data to download."""

from functools import partial

from lib.ui import data, drawing, frame, results, source_controls
from lib.views.sources import evidence

query = frame.page_query()
with frame.controls():
    source_controls.downloads(query)

controls = {
    "list": partial(source_controls.list_controls, query),
    "loosen": partial(results.loosen, query.filters.with_closed()),
}
drawing.draw(evidence.view(data.tables(), query, frame.on()), controls)
