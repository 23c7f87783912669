"""Overview: where to start, by what the reader wants to be able to do."""

from functools import partial

from lib.ui import data, downloads, drawing, frame
from lib.views import overview

query, on = frame.page_query(), frame.on()
events = partial(overview.events(data.tables(), on).drop, columns="words")
download = partial(downloads.rows, events, "timeline", "Download the timeline")
drawing.draw(overview.view(data.tables(), query, on), {"timeline_download": download})
