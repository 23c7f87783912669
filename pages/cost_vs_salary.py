"""Cost vs salary: what a path costs next to what its role pays, the raise that pays it back, what exams cost."""

from lib.address import pages
from lib.catalogue import filtering
from lib.catalogue.filters import Filters
from lib.ui import data, frame, results
from lib.ui.cost_vs_salary import download, payback, price_landscape, role_pay

query = frame.page_query()
choice = role_pay.choice_of(query)
with frame.controls():
    role_pay.controls(choice)

on, links, filters = frame.on(), frame.links(), frame.shared_filters()
pay = role_pay.content(choice, on, links, filtered=filters != Filters())
payback_content = payback.content(choice.role, query.assumptions, on)
prices = price_landscape.content(filters, on, links)

frame.question(pages.COSTS.question, pay.finding)
role_pay.draw(pay, choice, on)
download.control(pay, choice.source, payback_content, prices)

payback.draw(payback_content, query.assumptions)

price_landscape.draw(prices, filters, on)
if prices.certs.empty:
    results.loosen(filtering.counts_without(data.certs(on), filters))
