"""Compare: two to four certifications side by side."""

from lib import certs, site
from lib.ui import data, frame

every = data.certs(frame.on())

frame.question(site.COMPARE.question, certs.finding(every))
