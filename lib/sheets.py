"""The app's style sheets: one for all pages, sent once by the server, and what one page alone does to the frame."""

from pathlib import Path

from lib import theme

FOLDER = Path(__file__).parent / "style"
PATH = "/app.css"
_SHARED = sorted(FOLDER.glob("*.css"), key=lambda sheet: (sheet.stem != "frame", sheet.stem))

SHARED = f":root{{{theme.custom_properties()}}}" + "".join(sheet.read_text(encoding="utf-8") for sheet in _SHARED)
"""For all pages. Their HTML asks for it (`lib.web.previews`): as an element of Streamlit every run would send it."""

OF_PAGE = {sheet.stem: sheet.read_text(encoding="utf-8") for sheet in (FOLDER / "pages").glob("*.css")}
"""What one page alone does to the frame, by the name of its file. A rule for all pages would have to ask with `:has()`
which page it is on: then every change in the page, as when Plotly draws, restyles all of it."""
