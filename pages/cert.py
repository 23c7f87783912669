"""Certification: all facts of one certification, each with its source and the day on which it was checked."""

from lib.ui import data, drawing, frame
from lib.views import certification

drawing.draw(certification.view(data.tables(), frame.page_query(), frame.on()), {})
