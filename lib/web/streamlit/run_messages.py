"""Recognises the messages of Streamlit's protocol that begin and end a script run."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SHORT = 256  # bytes; a message that ends a run has about ten, so longer ones need not be parsed


def begins_run(received: bytes) -> bool:
    """Whether a message of the browser requests a run. Invalid bytes do not: Streamlit ends their session."""
    try:
        return bool(BackMsg.FromString(received).HasField("rerun_script"))
    except DecodeError:
        return False


def ends_run(sent: bytes) -> bool:
    """Whether a message of the server ends a run."""
    return len(sent) < SHORT and bool(ForwardMsg.FromString(sent).HasField("script_finished"))
