"""What stands beside the controls: counts, the result line, and the way out of an empty result."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from lib import certs as catalogue
from lib import links, query, site, values
from lib.certs import Filters
from lib.text import count, escaped, listed
from lib.ui import data, downloads, frame, state

NAMES = {
    "vendor": "vendor",
    "tier": "tier",
    "focus": "focus",
    "status": "status",
    "price_max": "price limit",
    "language": "exam language",
    "q": "search",
    "article": "limit to the article's ten",
    "closed": "hiding of closed ones",
}


def view(asked: query.Query) -> None:
    """Search, order and view."""
    search("Search", "q", asked.filters.q, "Code, name, topic")
    state.control(
        st.selectbox, "Sort by", catalogue.SORTS, key="sort", now=asked.sort, default=catalogue.SORTS[0], width=190
    )
    one_of("View", query.VIEWS, "view", asked.view)


def search(label: str, key: str, now: str, placeholder: str, *, width: int = 230) -> None:
    """A search, whose label only screen readers have."""
    state.control(
        st.text_input,
        label,
        key=key,
        now=now,
        default="",
        max_chars=values.LONGEST,
        placeholder=placeholder,
        width=width,
        type="search",
        label_visibility="collapsed",
    )


def one_of(label: str, options: Sequence[str], key: str, now: str, *, labelled: bool = False) -> None:
    """One of a few choices, the first of them by default; its label is for screen readers only unless `labelled`."""
    state.control(
        st.segmented_control,
        label,
        options,
        key=key,
        now=now,
        default=options[0],
        label_visibility="visible" if labelled else "collapsed",
    )


def own_filters(filters: Filters) -> None:
    """The filters that Explore alone has."""
    state.control(
        st.number_input,
        "Price up to ($)",
        0.0,
        float(query.DEAREST),
        None,
        25.0,
        key="price_max",
        now=filters.price_max,
        default=None,
        format="%g",
        placeholder="any",
        width=170,
    )
    state.control(
        st.selectbox,
        "Exam language",
        links.languages(data.tables()),
        key="language",
        now=filters.language,
        default=None,
        placeholder="any",
        index=None,
        width=210,
    )
    state.control(st.toggle, "Only the article's ten", key="article", now=filters.article, default=False)
    state.control(st.toggle, "Show closed and retired ones", key="closed", now=filters.closed, default=False)


def facet_counts(counts: Mapping[str, Mapping[str, int]]) -> None:
    """Show beside each value of each facet how many rows it would show.

    A count inside an option would end up in the address (streamlit #14224), so the counts are put behind the
    buttons by a style sheet, in the order in which the options are offered.
    """
    rules = [
        f'.st-key-{facet} button:nth-of-type({place})::after{{content:"{counts[facet].get(value, 0)}"}}'
        for facet, values in links.vocabulary(data.tables()).items()
        for place, value in enumerate(values, 1)
    ]
    st.html(f"<style>{''.join(rules)}</style>")


def result_line(answer: catalogue.Answer, every: pd.DataFrame, filters: Filters) -> None:
    """How many rows there are, what is not among them and why, one click to change that, and the downloads."""
    told = [f"{len(answer.found)} of {count(len(every), 'certification')}"]
    if answer.unpriced:
        told.append(f"{answer.unpriced} without a published price left out")
    with st.container(key="result", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(" · ".join(told), width="content")
        if hidden := _hidden(answer):
            st.button(
                f"{hidden}: show",
                key="show_closed",
                type="tertiary",
                on_click=state.put,
                args=("closed", "1"),
            )
        if any(filters.is_on(name) for name in NAMES):
            st.button("Reset filters", key="reset", type="tertiary", on_click=frame.reset)
        if 1 < len(answer.found) <= query.MOST_COMPARED:
            st.html(_compare_link(answer.found["id"].tolist()), width="content")
        elif len(answer.found) > query.MOST_COMPARED:
            compare_some(answer.found)
        downloads.control(answer.found, every)


def compare_some(certs: pd.DataFrame, first: Sequence[str] = ()) -> None:
    """Pick two to four of what is shown; a link says which. `first`: ids picked already, if two to four.

    Takes certifications with `record` (see `lib.ui.data`).
    """
    panel = st.popover("Compare some", type="tertiary", key="pick", on_change="rerun")
    if not panel.open:
        return
    ids = {record["label"]: record["id"] for record in certs["record"]}
    picked = [label for label, one in ids.items() if one in first]
    most = query.MOST_COMPARED
    start = picked if 2 <= len(picked) <= most else None
    chosen = panel.multiselect("Two to four of them", list(ids), start, max_selections=most, key="picked")
    known = [ids[label] for label in chosen if label in ids]
    if 2 <= len(known) <= most:
        panel.html(f"<p class='cw-key'>{_compare_link(known)}</p>")


def _compare_link(ids: Sequence[str]) -> str:
    """A link to the comparison of some certifications."""
    href = links.address(site.COMPARE, [*(("id", one) for one in ids), *frame.following()])
    return f"<a class='cw-vs-link' href='{escaped(href)}'>Compare these {len(ids)}</a>"


def _hidden(answer: catalogue.Answer) -> str:
    """What is hidden by default and how many there are of it."""
    told = [f"{answer.closed} no longer bookable"] if answer.closed else []
    return listed([*told, f"{answer.ahead} not open yet"] if answer.ahead else told)


def loosen(helps: Mapping[str, int]) -> None:
    """For an empty result: which filter to loosen, and how many rows that gives."""
    if not helps:
        st.markdown("No single filter is the reason. Reset them all and start again.")
        st.button("Reset filters", key="reset_empty", on_click=frame.reset)
        return
    st.markdown("One of these would show something:")
    for name, rows in helps.items():
        action = ("closed", "1") if name == "closed" else (name, None)
        label = f"Drop the {NAMES[name]}: {count(rows, 'certification')}"
        st.button(label, key=f"loosen_{name}", on_click=_set, args=action)


def _set(name: str, value: str | None) -> None:
    if name in catalogue.FACETS:
        st.session_state[name] = []
    else:
        state.put(name, value)
