"""Pictures: one function each, a frame in, a figure out. Colours come from `lib.theme`."""

from lib.charts.base import CONFIG
from lib.charts.domains import exam_domains
from lib.charts.prices import price_strip

__all__ = ["CONFIG", "exam_domains", "price_strip"]
