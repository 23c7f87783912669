"""Explore: all certifications that match the filters, as cards or as a table."""

from functools import partial

from lib.ui import data, drawing, frame, results
from lib.views import explore

query = frame.page_query()
with frame.controls():
    results.controls(query)
with frame.more_filters():
    results.own_filters(query.filters)

controls = {
    "result": partial(results.result_line, query),
    "loosen": partial(results.loosen, query.filters, query.sort),
}
drawing.draw(explore.view(data.tables(), query, frame.on()), controls)
