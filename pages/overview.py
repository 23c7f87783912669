"""Overview: where to start, by what the reader wants to be able to do."""

from lib import certs, site
from lib.ui import data, frame, outcomes

tables = data.tables()
every = data.certs(frame.on())
paths = tables["paths"]

frame.question(site.OVERVIEW.question, certs.finding(every))
outcomes.chooser(paths[paths["kind"] == "outcome"], tables["path_steps"], every, frame.following())
