"""Sources: what the product rests on, and where sources differ."""

from lib import certs, site
from lib.ui import data, frame

every = data.certs(frame.on())

frame.question(site.SOURCES.question, certs.finding(every))
