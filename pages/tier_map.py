"""Tier map: how the tiers line up across vendors."""

from lib import certs, site
from lib.ui import data, frame

every = data.certs(frame.on())

frame.question(site.TIER_MAP.question, certs.finding(every))
