"""Compare: two to four certifications side by side."""

from functools import partial

from lib.compare.sheet import chosen
from lib.ui import comparison_picker, data, downloads, drawing, frame
from lib.views import compare

query, all_certs = frame.page_query(), data.certs(frame.on())
with frame.controls():
    comparison_picker.picker(query.ids)

download = partial(downloads.control, chosen(all_certs, query.ids), all_certs)
drawing.draw(compare.view(data.tables(), query, frame.on()), {"download": download})
