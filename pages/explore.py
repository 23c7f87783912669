"""Explore: what is out there, and what of it can still be booked."""

from lib import certs, query, site
from lib.ui import cards, controls, data, frame

asked = frame.asked()
with frame.controls():
    controls.view(asked)
with frame.more_filters():
    controls.own_filters(asked.filters)

filters = frame.filters()
every = data.brief(frame.on(), filters.language, asked.sort)
answer = certs.answer(every, filters)

frame.question(site.EXPLORE.question, certs.finding(answer.found))
controls.facet_counts(answer.counts)
controls.result_line(answer, every, filters)
if answer.found.empty:
    controls.loosen(certs.loosened(every, filters))
    frame.done()

if asked.view == query.VIEWS[0]:
    by_tier = asked.sort == certs.SORTS[0]
    cards.cards(answer.found, data.tables()["tiers"], frame.following(), grouped=by_tier, article=filters.article)
else:
    cards.table(answer.found, frame.following(), article=filters.article)
