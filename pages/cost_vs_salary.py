"""Cost vs salary: what a path costs next to what its role pays, the raise that pays it back, what exams cost."""

from functools import partial

from lib.ui import data, drawing, frame, results
from lib.ui.cost_vs_salary import controls, download
from lib.views.cost_vs_salary import view

query = frame.page_query()
with frame.controls():
    controls.controls(query)

blocks = {
    "download": partial(download.control, query),
    "assumptions": partial(controls.assumptions, query),
    "loosen": partial(results.loosen, query.filters),
}
drawing.draw(view.view(data.tables(), query, frame.on()), blocks)
