"""A browser without a screen: what Streamlit's frontend does with controls, the address and its history.

It talks to a real server over a real WebSocket. A test says when a message leaves and when an answer comes in, so that
any delay of a line can be played without waiting. `tests/browser/test_line.py` holds it against Chromium.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

Pairs = list[tuple[str, str]]
Value = object
FIELDS = {
    "text_input": "string_value",
    "selectbox": "string_value",
    "number_input": "double_value",
    "checkbox": "bool_value",
    "button": "trigger_value",
    "button_group": "string_array_value",
    "multiselect": "string_array_value",
    "date_input": "string_array_value",
}
"""How the value of each kind of control is written in a message."""


@dataclass
class Control:
    """A control that the browser shows."""

    id: str
    field: str
    value: Value
    bound: str = ""
    default: Value = None
    is_of_frame: bool = False


@dataclass
class Entry:
    """One entry of the browser's history."""

    path: str
    query: Pairs = field(default_factory=list)


class Browser:
    """One tab. Messages wait in `leaving` until `send`, what the server answers waits in `coming` until `receive`."""

    def __init__(self, host: str, path: str, query: str = "") -> None:
        self.history = [Entry(path, parse_qsl(query, keep_blank_values=True))]
        self.place = 0
        self.controls: dict[str, Control] = {}
        self.html: list[str] = []
        self.leaving: deque[BackMsg] = deque()
        self.coming: deque[list[ForwardMsg]] = deque()
        self._host, self._origin = host, f"http://{host}"
        self._line = ExitStack()
        self._hash = self._main = ""
        self._cached: dict[str, tuple[ForwardMsg, int]] = {}
        self._runs = 0
        self._pages: dict[str, str] = {}
        self._goes_back = False
        self.join()

    @property
    def entry(self) -> Entry:
        """The entry of the history that the tab shows."""
        return self.history[self.place]

    @property
    def query(self) -> str:
        """The query of the address, without the question mark."""
        return urlencode(self.entry.query)

    def join(self, *, is_known: bool = False) -> None:
        """Connect, for the first time or again, and ask for the page. `is_known`: the server still has the session."""
        session_protocols = ["PLACEHOLDER_AUTH_TOKEN", self._session] if is_known else []
        address = f"ws://{self._host}/_stcore/stream"
        self._socket: ClientConnection = self._line.enter_context(
            connect(address, subprotocols=["streamlit", *session_protocols], max_size=None, origin=self._origin)
        )
        self.leaving.append(self._message())
        self.settle()

    def leave(self) -> None:
        """Close the connection; what is on its way is lost, the controls stay as they are."""
        self._line.close()
        self.leaving.clear()
        self.coming.clear()

    def change(self, key: str, value: Value) -> None:
        """Set a control as a reader does: it shows the value at once, a bound one is in the address at once."""
        control = self.controls[key]
        control.value = value
        if control.bound:
            other_pairs = [pair for pair in self.entry.query if pair[0] != control.bound]
            several = value if isinstance(value, list) else [value]
            self.entry.query = other_pairs + [(control.bound, str(v)) for v in several if value != control.default]
        self.leaving.append(self._message())
        if control.field == "trigger_value":
            control.value = False

    def back(self, steps: int = -1) -> None:
        """Go through the history; nothing happens at its ends."""
        if 0 <= self.place + steps < len(self.history):
            self.place += steps
            self._arrive()

    def visit(self, path: str, query: str = "") -> None:
        """Follow a link inside the site, as one more entry of the history."""
        self.history[self.place + 1 :] = [Entry(path, parse_qsl(query, keep_blank_values=True))]
        self.back(1)

    def _arrive(self) -> None:
        self._goes_back = True
        self._hash = self._pages[self.entry.path]
        self.leaving.append(self._message(goes_back=True))

    def send(self) -> None:
        """Let the oldest message reach the server, and wait until it has answered."""
        self._socket.send(self.leaving.popleft().SerializeToString())
        self.coming.append(list(self._answer()))

    def receive(self) -> None:
        """Receive the oldest answer."""
        live_keys: set[str] = set()
        self.html = []
        for message in self.coming.popleft():
            self._take(message, live_keys)
        self.controls = {key: control for key, control in self.controls.items() if key in live_keys}

    def settle(self) -> None:
        """Deliver all messages and answers that are under way."""
        while self.leaving or self.coming:
            self.send() if self.leaving else self.receive()

    def values(self) -> dict[str, Value]:
        """The value of every control except buttons and the receipt."""
        all_values = {key: c.value for key, c in self.controls.items() if c.field != "trigger_value"}
        return {key: value for key, value in all_values.items() if key != "_receipt"}

    def _message(self, *, goes_back: bool = False) -> BackMsg:
        message = BackMsg()
        script = message.rerun_script
        script.query_string = self.query
        script.page_script_hash = self._hash
        script.page_name = "" if self._hash else self.entry.path
        script.is_history_navigation = goes_back
        script.cached_message_hashes.extend(self._cached)
        script.context_info.url = f"{self._origin}/{self.entry.path}"
        for control in self.controls.values():
            is_idle = control.field == "trigger_value" and not control.value
            if not is_idle and (control.is_of_frame or not goes_back):
                _write(script.widget_states.widgets.add(), control)
        return message

    def _answer(self) -> Iterator[ForwardMsg]:
        """The messages until the run has ended; a run that `st.rerun` interrupts has not."""
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._socket.recv(timeout=60))
            yield message
            if message.HasField("script_finished") and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    def _take(self, message: ForwardMsg, live_keys: set[str]) -> None:
        message = self._resolved(message)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            live_keys.clear()
            self.html.clear()
            self._main = message.new_session.main_script_hash
            self._session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "page_info_changed":
            self._go_to(message.page_info_changed.query_string)
        elif kind == "script_finished":
            self._goes_back = False
            if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._throw_out()
        elif kind == "delta" and message.delta.HasField("new_element"):
            self._draw(message, live_keys)
        elif kind == "delta" and message.delta.add_block.HasField("popover"):
            self._mount(message.delta.add_block.popover, "bool_value", False, live_keys)

    def _resolved(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, or the cached one that it refers to; without it Streamlit would end the session."""
        if message.WhichOneof("type") != "ref_hash":
            if message.metadata.cacheable:
                self._cached[message.hash] = message, self._runs
            return message
        full = ForwardMsg()
        full.CopyFrom(self._cached[message.ref_hash][0])
        self._cached[message.ref_hash] = self._cached[message.ref_hash][0], self._runs
        full.metadata.CopyFrom(message.metadata)
        return full

    def _throw_out(self) -> None:
        self._runs += 1
        oldest = self._runs - config.get_option("global.maxCachedMessageAge")
        self._cached = {hash_: cached for hash_, cached in self._cached.items() if cached[1] >= oldest}

    def _go_to(self, query: str) -> None:
        pairs = parse_qsl(query, keep_blank_values=True)
        if pairs == self.entry.query:
            return
        if self._goes_back:
            self.entry.query = pairs
        else:
            self.history[self.place + 1 :] = [Entry(self.entry.path, pairs)]
            self.place += 1

    def _draw(self, message: ForwardMsg, live_keys: set[str]) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            self.html.append(element.html.body)
        if kind not in FIELDS:
            return
        proto = getattr(element, kind)
        is_set = getattr(proto, "set_value", False)
        value = _value(kind, proto) if is_set else _default(kind, proto)
        is_whole = kind == "number_input" and proto.data_type == proto.INT
        control = self._mount(proto, "int_value" if is_whole else FIELDS[kind], value, live_keys, is_set=is_set)
        control.bound = getattr(proto, "query_param_key", "")
        control.default = _default(kind, proto)
        control.is_of_frame = message.metadata.active_script_hash == self._main

    def _mount(self, proto: object, kind: str, value: Value, live_keys: set[str], *, is_set: bool = False) -> Control:
        """Draw a control; one that exists already keeps its value, unless the server sets it."""
        key = proto.id.split("-", maxsplit=2)[-1]
        live_keys.add(key)
        mounted = self.controls.get(key)
        if is_set or mounted is None or mounted.id != proto.id:
            self.controls[key] = Control(
                proto.id, kind, int(value) if kind == "int_value" and value is not None else value
            )
        return self.controls[key]


def _value(kind: str, proto: object) -> Value:
    """The value that the server sets."""
    if kind in ("button_group", "multiselect"):
        return list(proto.raw_values)
    if kind == "selectbox":
        return proto.raw_value if proto.HasField("raw_value") else None
    if kind == "date_input":
        return list(proto.value)
    return proto.value if kind != "number_input" or proto.HasField("value") else None


def _default(kind: str, proto: object) -> Value:
    """The value of a control that nobody has set."""
    if kind == "button_group":
        return [proto.options[place].content for place in proto.default]
    if kind == "multiselect":
        return [proto.options[place] for place in proto.default]
    if kind == "selectbox":
        return proto.options[proto.default] if proto.HasField("default") else None
    if kind == "date_input":
        return list(proto.default)
    if kind == "button":
        return False
    return proto.default if kind != "number_input" or proto.HasField("default") else None


def _write(state: object, control: Control) -> None:
    state.id = control.id
    if control.field == "string_array_value":
        state.string_array_value.data.extend(control.value)
    elif control.value is not None:
        setattr(state, control.field, control.value)
