"""Explore: all certifications that match the filters, as cards or as a table."""

from lib.address import pages, parameters
from lib.catalogue import filtering
from lib.ui import cards, data, frame, results

page_query = frame.page_query()
with frame.controls():
    results.controls(page_query)
with frame.more_filters():
    results.own_filters(page_query.filters)

filters = frame.filters()
all_certs = data.brief(frame.on(), filters.language, page_query.sort)
result = filtering.filter_result(all_certs, filters)

frame.question(pages.EXPLORE.question, filtering.finding(result.rows))
results.facet_counts(result.counts)
results.result_line(result, all_certs, filters)
if result.rows.empty:
    results.loosen(filtering.counts_without(all_certs, filters))
    frame.end_page()

if page_query.view == parameters.VIEWS[0]:
    by_tier = page_query.sort == filtering.SORTS[0]
    cards.cards(result.rows, data.tables()["tiers"], frame.links(), grouped=by_tier, article=filters.article)
else:
    cards.table(result.rows, frame.links(), article=filters.article)
