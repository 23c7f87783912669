"""The style sheets: for all pages, for the HTML before the app, and for each page that changes the frame."""

from pathlib import Path

from lib.design import theme

FOLDER = Path(__file__).parent / "style"
PATH = "/app.css"
_SHARED = sorted(FOLDER.glob("*.css"), key=lambda sheet: (sheet.stem != "frame", sheet.stem))

SHARED = f":root{{{theme.custom_properties()}}}" + "".join(sheet.read_text(encoding="utf-8") for sheet in _SHARED)
"""For all pages. Their HTML links to it (`lib.web.middleware.page_html`); as a Streamlit element it would be sent again
in every run."""

OF_ANSWER = f":root{{{theme.custom_properties()}}}" + (FOLDER / "html" / "answer.css").read_text(encoding="utf-8")
"""For the answer in the HTML before the app has started; inlined there."""

OF_PAGE = {sheet.stem: sheet.read_text(encoding="utf-8") for sheet in (FOLDER / "pages").glob("*.css")}
"""Changes of the frame for a single page, by the name of the page's file. A rule for all pages would have to find out
with `:has()` which page it is on, and then every change of the page, as when Plotly draws, would restyle all of it."""
