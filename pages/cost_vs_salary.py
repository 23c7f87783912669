"""Cost vs salary: what a path costs next to what its role pays, the raise that pays it back, what exams cost."""

from lib import certs, site
from lib.ui import controls, cost_downloads, data, frame, landscape, payback, role_pay

asked = frame.asked()
now = role_pay.asked(asked)
with frame.controls():
    role_pay.controls(now)

on, following, filters = frame.on(), frame.following(), frame.shared_filters()
pay = role_pay.sheet(now, on, following, filtered=filters != certs.Filters())
back = payback.sheet(pay.role, asked.assumed, on)
prices = landscape.sheet(filters, on, following)

frame.question(site.COSTS.question, pay.finding)
role_pay.draw(pay, now, on)
cost_downloads.control(pay, now.source, back, prices)

payback.draw(back, asked.assumed)

landscape.draw(prices, filters, on)
if prices.found.empty:
    controls.loosen(certs.loosened(data.certs(on), filters))
