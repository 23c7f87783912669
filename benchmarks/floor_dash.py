"""A page in Dash for `benchmarks.against_dash`: a filter, a scatter chart, a table of ten rows. Takes the port."""

import sys

import dash
import plotly.graph_objects as go
from dash import Input, Output, dash_table, dcc, html

ALL, VENDORS = "all", ("AWS", "Microsoft")
ROWS = [{"code": f"C-{place}", "vendor": VENDORS[place % 2], "usd": 50 + 25 * place} for place in range(10)]

app = dash.Dash(__name__)
app.layout = html.Div(
    [
        html.H1("What is out there?"),
        dcc.RadioItems([ALL, *VENDORS], ALL, id="vendor"),
        dcc.Graph(id="chart"),
        dash_table.DataTable(id="table"),
    ]
)


@app.callback(Output("chart", "figure"), Output("table", "data"), Input("vendor", "value"))
def shown(vendor: str) -> tuple[go.Figure, list[dict[str, object]]]:
    """The chart and the rows of a vendor, or of all."""
    rows = [row for row in ROWS if vendor in (ALL, row["vendor"])]
    points = go.Scatter(x=[row["usd"] for row in rows], y=[row["code"] for row in rows], mode="markers")
    return go.Figure(points, {"title": f"{len(rows)} exams"}), rows


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
