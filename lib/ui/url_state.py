"""Controls whose state is the address: every view has a link, and a link gives the view.

An address gives a control its value where the reader goes to it: by a link, Back, Forward, a reload, in a fresh
browser. From then on the control's own value counts, and the address follows. A message on a slow line may carry an
old address and old values; `lib.ui.url_exchange` says what they are worth. Why: docs/adr/0002 and 0012.

One run of a page, in order:

1. A message brings the browser's address, the values of the controls on screen, and the receipt among them.
2. Streamlit calls the callbacks of the controls whose values changed. `_on_change` writes the new value to the page's
   part of the address, which the session keeps; where the value is only an echo, it sets the control right again.
3. `begin` decides whether the message's address counts, and gives the run the address that does.
4. The frame draws the controls that every page has (`shared`). Streamlit itself binds these to the address.
5. `settle` sends the browser the address, if it has another one.
6. The page reads the address (`lib.address.query`) and draws its own controls with it (`control`, `custom`). A control
   is set only where it is new in the browser or has another value than the address.
7. `finish` draws the receipt, a hidden control whose value is the number of this answer. Streamlit sends the values of
   all controls with each message, so the next one tells which answer the browser had.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.runtime.state.query_params import QueryParams

from lib.address import pages
from lib.address.domains import number_text
from lib.address.parameters import SHARED
from lib.ui.url_exchange import Address, Exchange, Pairs

EXCHANGE, RUN, SESSION, RECEIPT = "_exchange", "_run", "_session", "_receipt"
"""Keys of the session's state: its `Exchange`, its last `_Run`, its random name, and the control of the receipt."""

RECEIPT_DIGITS = 10
"""A receipt comes from the browser, so it may be anything: a number of this many digits or more is not ours."""


class _Run:
    """One run of the page.

    Attributes:
        query_string: The address as Streamlit has it when the run begins.
        browser: The pairs of the address that the browser's message brings.
        sent_keys: The keys of the controls whose values the message brings.
        is_first: Whether this is the first run of its session.
        is_news: Whether the address of the message was taken over; if not, it may lack what the controls have.
        is_behind: Whether the page is made of an address that lacks what the browser's controls have.
    """

    def __init__(self, query_string: str, browser: Pairs, sent_keys: frozenset[str], *, is_first: bool) -> None:
        self.query_string = query_string
        self.browser = browser
        self.sent_keys = sent_keys
        self.is_first = is_first
        self.is_news = False
        self.is_behind = False


def begin(page: pages.Page) -> None:
    """Begin a run: take the address of the message where the reader has gone to it, else the one that is kept."""
    context, exchange = _context(), _exchange()
    last: _Run | None = st.session_state.get(RUN)
    sent_keys = _sent_keys()
    if last is None or sent_keys:
        receipt = _receipt(sent_keys)
        exchange.confirm(receipt)
        if receipt < exchange.answer - 1:
            # An answer on its way may throw out what the browser had kept when it sent this: send everything whole.
            context.cached_message_hashes = frozenset()
    else:  # `finish` runs the page again without a message
        sent_keys = last.sent_keys
    st.session_state[RUN] = run = _Run(context.query_string, pairs(), sent_keys, is_first=last is None)
    navigated = last is None or context.is_history_navigation
    run.is_news = exchange.receive(page.path, _page_part(pairs()), navigated=navigated)
    with context.session_state.query_params() as address:
        for key in {key for key, _ in _page_part(pairs())} | exchange.page_values.keys():
            _write(address, key, exchange.page_values.get(key, []))


def settle() -> None:
    """Send the browser the address of this run, if it needs it. Comes after the controls that every page draws."""
    exchange, run = _exchange(), _run()
    if _context().query_string != run.query_string:  # Streamlit has sent one, for a control that it binds
        exchange.send(Address(_page_part(pairs()), pairs()))
    if exchange.is_due(pairs(), run.browser):
        st.query_params.update({})  # changes nothing, and sends the whole address
        exchange.send(Address(_page_part(pairs()), pairs()))


def finish() -> None:
    """End the run with the receipt. Run the page again if its first run was made of an address that lacks changes."""
    exchange = _exchange()
    st.session_state[RECEIPT] = f"{st.session_state[SESSION]}-{exchange.answer}"
    st.container(key="receipt").text_input("Receipt", key=RECEIPT)
    exchange.answer += 1
    if _run().is_behind:
        st.rerun()


def control(
    draw: Callable[..., Any],
    label: str,
    *args: Any,
    key: str,
    value: Any,
    default: Any,
    encode: Callable[[Any], str | list[str]] | None = None,
    **kwargs: Any,
) -> None:
    """Draw a control of one page, whose value is written to the address under its own key.

    Args:
        draw: Streamlit's function for it, called with `label`, `args` and `kwargs`.
        label: The name of the control.
        args: More positional arguments of `draw`, such as the options.
        key: The key of the control and of the address.
        value: Its value by the address. In the first run of a session the browser's value counts instead, if it has
            one: after a broken line it may be newer than the address.
        default: The value that is left out of the address.
        encode: Gives a new value as the address has it; `encoded` unless given.
        kwargs: Keyword arguments of `draw`.
    """

    def write(new_value: Any) -> None:
        put(key, None if new_value in (None, "", [], default) else (encode or encoded)(new_value))

    custom(draw, label, *args, key=key, value=value, write=write, **kwargs)


def custom(
    draw: Callable[..., Any],
    label: str,
    *args: Any,
    key: str,
    value: Any,
    write: Callable[[Any], None],
    **kwargs: Any,
) -> None:
    """Draw a control whose value is not written under its own key: `write` takes the new value to the address.

    The other arguments are those of `control`.
    """
    run = _run()
    is_ahead = run.is_first and key in run.sent_keys
    if not is_ahead and (key not in run.sent_keys or st.session_state.get(key) != value):
        assign(key, value)
    shown_value = draw(label, *args, key=key, on_change=_on_change, args=(key, write), **kwargs)
    if is_ahead and shown_value != value:
        write(shown_value)
        run.is_behind = True


def shared(draw: Callable[..., Any], label: str, *args: Any, key: str, default: Any, **kwargs: Any) -> None:
    """Draw a control that every page has; Streamlit binds it to the key of the address that has its name.

    Streamlit writes the address when the control changes. An answer to an earlier change may have replaced that address
    in the browser meanwhile, so the value is written once more where the message's address lacks it.

    Args:
        draw: Streamlit's function for it, called with `label`, `args` and `kwargs`.
        label: The name of the control.
        args: More positional arguments of `draw`, such as the options.
        key: The key of the control and of the address.
        default: The value that it has where the address has none.
        kwargs: Keyword arguments of `draw`.
    """
    value = draw(label, *args, key=key, bind="query-params", on_change=_accept_change, args=(key,), **kwargs)
    texts = _texts(value)
    if not _run().is_news and texts != (st.query_params.get_all(key) or _texts(default)):
        with _context().session_state.query_params() as address:
            _write(address, key, texts)


def assign(key: str, value: object) -> None:
    """Set a control, whatever the browser has. What the reader changes in it afterwards counts again."""
    if key in st.session_state:
        _exchange().assign(key, st.session_state[key], value)
    st.session_state[key] = value


def _on_change(key: str, write: Callable[[Any], None]) -> None:
    if _accept_change(key):
        write(st.session_state[key])


def _accept_change(key: str) -> bool:
    """Whether the reader has changed a control whose value in the message is not the server's.

    Where the server has set the control and the browser had not seen that, its old value is an echo and is set right.
    """
    exchange = _exchange()
    exchange.confirm(_receipt(_sent_keys()))
    if (assignment := exchange.assignments.get(key)) is None:
        return True
    merged = exchange.merged(key, st.session_state[key])
    assign(key, merged)
    return merged != assignment.after


def put(key: str, values: str | list[str] | None) -> None:
    """Write one of the page's own keys to the address, a list as the key repeated in its order; None takes it out."""
    _exchange().put(key, [values] if isinstance(values, str) else values or [])


def _write(address: QueryParams, key: str, texts: list[str]) -> None:
    """Write a key of this run's address; without a value it leaves it. Sends nothing: `settle` does, once for all."""
    if texts:
        address.set_with_no_forward_msg(key, texts if len(texts) > 1 else texts[0])
    else:
        address.discard_param_no_forward_msg(key)


def _texts(value: Any) -> list[str]:
    """A control's value as a list of texts, as the address has them."""
    texts = encoded(value)
    return [texts] if isinstance(texts, str) else texts


def pairs() -> Pairs:
    """The query of this run's address, with the keys of all pages; several values of a key are several pairs."""
    return tuple((key, value) for key in st.query_params for value in st.query_params.get_all(key))


def page_pairs() -> Pairs:
    """The page's own part of the address that is kept. In a callback it has the changes that came since the last run.

    `pairs` lacks those: until `begin` it is the address of the message.
    """
    return tuple((key, value) for key, values in _exchange().page_values.items() for value in values)


def _page_part(query: Pairs) -> Pairs:
    """The pairs that no control of all pages is bound to."""
    return tuple(pair for pair in query if pair[0] not in SHARED)


def encoded(value: Any) -> str | list[str]:
    """A control's value as the address has it: True is `1`, and a list has a text for each of its values."""
    if isinstance(value, list):
        return [str(option) for option in value]
    if value is True:
        return "1"
    return number_text(value) if isinstance(value, float) else str(value)


def _exchange() -> Exchange:
    """The exchange of this session; the first run makes it, and the session's name."""
    if EXCHANGE not in st.session_state:
        st.session_state[EXCHANGE], st.session_state[SESSION] = Exchange(), token_hex(4)
    exchange: Exchange = st.session_state[EXCHANGE]
    return exchange


def _run() -> _Run:
    run: _Run = st.session_state[RUN]
    return run


def _receipt(sent_keys: frozenset[str]) -> int:
    """The number of the newest answer that the browser had when it sent its message; -1 if it had none of this session.

    A page that stays open while its session is lost has a receipt of that one, hence the session's name in it.
    """
    receipt = st.session_state.get(RECEIPT, "") if RECEIPT in sent_keys else ""  # without one before the first answer
    session, _, number = str(receipt).partition("-")
    is_ours = session == st.session_state[SESSION] and number.isdecimal() and len(number) < RECEIPT_DIGITS
    return int(number) if is_ours else -1


def _sent_keys() -> frozenset[str]:
    """The keys of the controls whose values the message brings: those that the browser shows."""
    states = _context().session_state.get_widget_states()
    return frozenset(key for state in states if (key := user_key_from_element_id(state.id)))


def _context() -> ScriptRunContext:
    context = get_script_run_ctx()
    if context is None:  # only outside of a page
        raise RuntimeError("no page is running")
    return context
