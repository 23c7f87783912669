"""What is made ready to be sent is sent as it is: our HTML, and figures."""

import numpy as np
import pandas as pd
import plotly.io
from plotly import graph_objects as go

from lib.design.render import render
from lib.views.cache import _serialised


def test_our_html_is_sent_as_it_was_made_and_its_values_are_text():
    html = render("embedded.html", address="/?a=<b>", site="<b>")
    assert html._repr_html_() == html == html.strip()
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_a_figure_that_is_finished_is_sent_as_it_would_have_been():
    days = pd.to_datetime(["2026-01-31 00:00", None, "2026-12-31 12:30"])
    figure = go.Figure(
        [go.Scatter(x=days, y=np.array([1.5, np.nan, np.inf])), go.Bar(x=["a", None], y=[2**53 + 1, 0.1])],
        {"title": "Größe <b>"},
    )
    before = plotly.io.to_json(figure, validate=False)
    assert plotly.io.to_json(_serialised(figure).to_dict(), validate=False) == before
