"""Controls and words around a list of certifications: filters, counts, the result line, the way out of no result."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib.address import domains, pages, parameters, query
from lib.catalogue import filtering
from lib.catalogue.filters import FACETS, MEANINGS, Filters
from lib.catalogue.record import records
from lib.text import count, escaped, listed
from lib.ui import data, downloads, frame, url_state
from lib.views import explore

STEPS_OF_RANGE = 200
"""Clicks that take a number from its smallest value to its largest."""


def controls(page_query: query.Query) -> None:
    """Draw Explore's own controls: search, order and view."""
    search("Search", "q", page_query.filters.q, "Code, name, topic")
    sort, default = page_query.sort, filtering.SORTS[0]
    url_state.control(st.selectbox, "Sort by", filtering.SORTS, key="sort", value=sort, default=default, width=190)
    one_of("View", parameters.VIEWS, "view", page_query.view)


def search(label: str, key: str, value: str, placeholder: str, *, width: int = 230) -> None:
    """Draw a search box, whose label only screen readers have."""
    url_state.control(
        st.text_input,
        label,
        key=key,
        value=value,
        default="",
        max_chars=domains.MAX_CHARACTERS,
        placeholder=placeholder,
        width=width,
        type="search",
        label_visibility="collapsed",
    )


def one_of(label: str, options: Sequence[str], key: str, value: str, *, labelled: bool = False) -> None:
    """Draw a choice among a few options, the first by default. Only screen readers have its label unless `labelled`."""
    url_state.control(
        st.segmented_control,
        label,
        options,
        key=key,
        value=value,
        default=options[0],
        label_visibility="visible" if labelled else "collapsed",
    )


def own_filters(filters: Filters) -> None:
    """Draw the filters that Explore alone has, but for the search: numbers, choices and switches by their domain."""
    for key, meaning in MEANINGS.items():
        if meaning.label:
            _own_filter(key, meaning.label, getattr(filters, key))


def _own_filter(key: str, label: str, value: Any) -> None:
    domain = parameters.of_page(pages.EXPLORE)[key].domain
    draw = partial(url_state.control, key=key, value=value)
    if isinstance(domain, domains.Number):
        lowest, highest = map(float, domain.limits)
        steps = (lowest, highest, None, (highest - lowest) / STEPS_OF_RANGE)
        draw(st.number_input, label, *steps, default=None, format="%g", placeholder="any", width=170)
    elif isinstance(domain, domains.Option):
        choices = domain.options(data.tables())
        draw(st.selectbox, label, choices, default=None, index=None, placeholder="any", width=210)
    else:
        draw(st.toggle, label, default=False)


def facet_counts(counts: Mapping[str, Mapping[str, int]]) -> None:
    """Draw behind each value of each shared filter how many rows it would show.

    A count inside an option would end up in the address (streamlit #14224), so a style sheet puts the counts behind
    the buttons, by their position.
    """
    rules = [
        f'.st-key-{facet} button:nth-of-type({position})::after{{content:"{counts[facet].get(value, 0)}"}}'
        for facet, values in parameters.vocabulary(data.tables()).items()
        for position, value in enumerate(values, 1)
    ]
    st.html(f"<style>{''.join(rules)}</style>")


def result_line(page_query: query.Query) -> None:
    """Draw how many rows there are, which are left out and why, buttons to change that, and the downloads."""
    filters, all_certs = page_query.filters, explore.all_certs(data.tables(), page_query, frame.on())
    result = explore.filter_result(data.tables(), page_query, frame.on())
    facet_counts(result.counts)
    words = [f"{len(result.rows)} of {count(len(all_certs), 'certification')}"]
    if result.unpriced:
        words.append(f"{result.unpriced} without a published price left out")
    with st.container(key="result", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(" · ".join(words), width="content")
        if hidden := _hidden(result):
            st.button(
                f"{hidden}: show",
                key="show_closed",
                type="tertiary",
                on_click=url_state.put,
                args=("closed", "1"),
            )
        if filters != Filters():
            st.button("Reset filters", key="reset", type="tertiary", on_click=frame.reset)
        if 1 < len(result.rows) <= parameters.MAX_COMPARED:
            st.html(_compare_link(result.rows["id"].tolist()), width="content")
        elif len(result.rows) > parameters.MAX_COMPARED:
            compare_some(result.rows)
        downloads.control(result.rows, all_certs)


def compare_some(certs: pd.DataFrame, preset: Sequence[str] = ()) -> None:
    """Draw a popover in which the reader picks two to four certifications, with the link to their comparison.

    `certs` has `record` (`lib.catalogue.snapshot.certs`). `preset` are the ids that are picked at first, if they are
    two to four.
    """
    panel = st.popover("Compare some", type="tertiary", key="pick", on_change="rerun")
    if not panel.open:
        return
    ids = {cert["label"]: cert["id"] for cert in records(certs)}
    preset_labels = [label for label, cert_id in ids.items() if cert_id in preset]
    limit = parameters.MAX_COMPARED
    default = preset_labels if 2 <= len(preset_labels) <= limit else None
    labels = panel.multiselect("Two to four of them", list(ids), default, max_selections=limit, key="picked")
    picked = [ids[label] for label in labels if label in ids]
    if 2 <= len(picked) <= limit:
        panel.html(f"<p class='cw-key'>{_compare_link(picked)}</p>")


def _compare_link(ids: Sequence[str]) -> str:
    """A link to the comparison of some certifications."""
    return f"<a class='cw-vs-link' href='{escaped(frame.links().compare(ids))}'>Compare these {len(ids)}</a>"


def _hidden(result: filtering.FilterResult) -> str:
    """How many matching rows are hidden by default, in words; empty for none."""
    words = [f"{result.closed} no longer bookable"] if result.closed else []
    return listed([*words, f"{result.ahead} not open yet"] if result.ahead else words)


def loosen(filters: Filters, sort: str = filtering.SORTS[0]) -> None:
    """Draw, for filters that no certification matches, a button for each whose loosening gives rows, and how many."""
    rows_without = filtering.counts_without(data.brief(frame.on(), filters.language, sort), filters)
    if not rows_without:
        st.markdown("No single filter is the reason. Reset them all and start again.")
        st.button("Reset filters", key="reset_empty", on_click=frame.reset)
        return
    st.markdown("One of these would show something:")
    for name, rows in rows_without.items():
        action = ("closed", "1") if name == "closed" else (name, None)
        label = f"Drop the {MEANINGS[name].noun}: {count(rows, 'certification')}"
        st.button(label, key=f"loosen_{name}", on_click=_set_filter, args=action)


def _set_filter(name: str, value: str | None) -> None:
    if name in FACETS:
        url_state.assign(name, [])
    else:
        url_state.put(name, value)
