"""The log under abuse: the same line at most once a second, and no traceback of what a client forged."""

import json
import logging
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from streamlit.elements.widgets.number_input import NumberInputSerde
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NumberInput_pb2 import NumberInput
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.sessions import Reader
from lib.web.log_rate_limit import INTERVAL, MAX_LINES, REFUSED_HANDSHAKE, ROOT, LogRateLimit
from tests.browser.serving import running_server


class Log:
    """A logger with the limit, on a clock that the test sets, and the lines that passed."""

    def __init__(self):
        self.now, self.lines = 0.0, []
        self.logger = logging.Logger("certwise.test")
        self.limit = LogRateLimit(lambda: self.now)
        self.logger.addHandler(self)
        self.level = logging.NOTSET

    def handle(self, record):
        if self.limit.filter(record):
            self.lines.append(f"{record.levelname} {logging.Formatter().format(record)}")


@pytest.fixture
def log():
    return Log()


def failing(log, error, times=1):
    for _ in range(times):
        try:
            error()
        except Exception:
            log.logger.exception("Uncaught app execution")


def test_the_same_line_is_written_once_a_second_with_how_many_were_held_back(log):
    for number in range(1002):
        log.now = INTERVAL * (number >= 1000)
        log.logger.error("no place for %s", number)
    assert log.lines == ["ERROR no place for 0", "ERROR no place for 1000 (and 999 more like it)"]


def running(file, text, **names):
    """A function that is compiled as code of a file."""
    exec(compile(f"def run():\n    {text}", str(file), "exec"), names)
    return names["run"]


def test_a_mistake_of_a_page_of_ours_keeps_its_trace(log):
    page = running(ROOT / "pages" / "a_page.py", "json.loads('')", json=json)
    failing(log, running(Path(streamlit.__file__).with_name("runner.py"), "page()", page=page))
    assert "Traceback" in log.lines[0]
    assert "JSONDecodeError" in log.lines[0]


def test_a_line_that_comes_from_elsewhere_is_another_one(log):
    log.logger.error("one")
    log.logger.error("one")
    log.logger.warning("two")
    assert len(log.lines) == 3


def test_errors_from_different_places_are_different_lines(log):
    failing(log, lambda: {}["a"], times=3)
    failing(log, lambda: {}["b"], times=3)
    assert len(log.lines) == 2


def test_a_text_that_is_put_together_beforehand_counts_by_its_beginning(log):
    for number in range(3):
        log.logger.error(f"socket.accept() out of system resource\nsocket: {number}")
    assert len(log.lines) == 1


def test_what_was_held_back_when_it_got_quiet_is_written_too(log, monkeypatch):
    monkeypatch.setitem(logging.root.manager.loggerDict, "certwise.test", log.logger)
    for number in range(4):
        log.logger.error("no place for %s", number)
    log.limit.flush()
    assert len(log.lines) == 1
    log.now += INTERVAL
    log.limit.flush()
    log.limit.flush()
    assert log.lines[1:] == ["ERROR no place for 3 (and 2 more like it)"]


def test_a_record_that_comes_to_two_handlers_is_one_line_of_each(log):
    record = logging.makeLogRecord({"name": "x", "msg": "twice", "levelno": logging.ERROR, "levelname": "ERROR"})
    assert [log.limit.filter(record), log.limit.filter(record)] == [True, True]


def test_lines_that_are_told_apart_are_bounded(log):
    for number in range(MAX_LINES + 5):
        log.limit.filter(logging.makeLogRecord({"name": str(number), "msg": "x"}))
    assert len(log.limit._lines) <= MAX_LINES


def test_a_session_that_is_refused_is_no_error(log):
    log.logger.error(REFUSED_HANDSHAKE)
    assert log.lines == ["INFO A session was refused."]


def test_a_forged_value_is_one_line_and_an_error_of_ours_keeps_its_trace(log):
    control = NumberInputSerde(0.0, NumberInput.FLOAT, None, None)
    failing(log, lambda: control.deserialize(b"forged"))
    failing(log, lambda: sys.intern(1))
    forged, ours = log.lines
    assert forged.startswith("ERROR A client sent what no control sends: TypeError at number_input.py:")
    assert "\n" not in forged
    assert ours.startswith("ERROR Uncaught app execution\nTraceback")


# A server ────────────────────────────────────────────────────────────────────


class Forger(Reader):
    """A client that sends for every control a value of a wrong type."""

    def forge(self):
        message = BackMsg()
        message.rerun_script.page_script_hash = self.hash
        for widget in self.widgets.values():
            message.rerun_script.widget_states.widgets.add(id=widget, bytes_value=b"forged")
        self.socket.send(message.SerializeToString())
        while not self.heard().HasField("script_finished"):
            continue

    def hear_all(self):
        while self.heard():
            continue

    def heard(self):
        answer = ForwardMsg()
        answer.ParseFromString(self.socket.recv(timeout=30))
        return answer


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    with running_server(root, tmp_path_factory.mktemp("abuse") / "log", {"CERTWISE_SESSIONS": "1"}) as running:
        yield running


def test_what_clients_do_leaves_no_trace_in_the_log(server):
    host = urlsplit(server.address).netloc
    forger = Forger(host, "explore")
    for _ in range(5):
        forger.forge()
    for _ in range(5):
        with pytest.raises(InvalidStatus, match="503"):
            Reader(host)
    forger.socket.send("text")
    with pytest.raises(ConnectionClosed):
        forger.hear_all()
    log_text = server.stderr()
    assert "A client sent what no control sends: TypeError" in log_text
    assert "Traceback" not in log_text
    assert len(log_text.splitlines()) < 10
