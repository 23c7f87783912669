"""Compare: two to four certifications side by side."""

from functools import partial

from lib.ui import comparison_controls, data, drawing, frame
from lib.views import compare

query = frame.page_query()
with frame.controls():
    comparison_controls.picker(query.ids)

download = partial(comparison_controls.download, query.ids)
drawing.draw(compare.view(data.tables(), query, frame.on()), {"download": download})
