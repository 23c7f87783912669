"""Ends the sessions of readers who left, after a time in which a reader who lost the connection can come back."""

import time
from collections.abc import Callable

from streamlit import runtime

from lib.web.streamlit import garbage

GRACE_PERIOD = 45.0  # seconds; the address holds the view, so little is lost with a session


class EndedSessions:
    """Ends sessions whose reader left GRACE_PERIOD seconds ago.

    Streamlit ends them after `server.disconnectedSessionTTL`, but only when another reader leaves; until then each
    holds its memory and three file descriptors.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._left_at: dict[str, float] = {}

    def sweep(self) -> None:
        """End the sessions that have had no reader for GRACE_PERIOD seconds since the first sweep that noticed it.

        Their memory is returned to the system.
        """
        server, now = runtime.get_instance(), self.clock()
        sessions = server._session_mgr.list_sessions()  # there is no public API for it
        inactive = [info.session.id for info in sessions if not server.is_active_session(info.session.id)]
        self._left_at = {session_id: self._left_at.get(session_id, now) for session_id in inactive}
        expired = [session_id for session_id, left_at in self._left_at.items() if now - left_at >= GRACE_PERIOD]
        for session_id in expired:
            server.close_session(session_id)
        if expired:
            garbage.give_back()


sweep = EndedSessions().sweep
