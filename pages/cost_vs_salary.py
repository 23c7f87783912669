"""Cost vs salary: what a path costs next to what its role pays."""

from lib import certs, site
from lib.ui import data, frame

every = data.certs(frame.on())

frame.question(site.COSTS.question, certs.finding(every))
