"""A slow line between a browser and a server, on loopback: delayed, jittery or cut."""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

TICK = 1e-5  # seconds; the loop calls what is due at the same time in any order


class Line:
    """A relay to a server. `delay` is in seconds each way, `jitter` is the largest random addition to it.

    Both may be changed while it runs and apply to data that arrives from then on. Bytes stay in their order. While
    `loses_answers` is set, what the server sends does not arrive; `answer_lost` tells that something was lost.
    """

    def __init__(self, server: str, delay: float = 0.0, jitter: float = 0.0) -> None:
        self.delay = delay
        self.jitter = jitter
        self.is_cut = False
        self.loses_answers = False
        self.answer_lost = threading.Event()
        self._server = urlsplit(server)
        self._random = random.Random(7)
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()

    @property
    def address(self) -> str:
        """The address for the browser, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def cut(self) -> None:
        """End every connection, and refuse new ones until `join`."""
        self.is_cut = True
        self._loop.call_soon_threadsafe(self._end_all)

    def join(self) -> None:
        """Let new connections through again."""
        self.is_cut = False

    def _end_all(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.is_cut:
                raise ConnectionError
            server_reader, server_writer = await asyncio.open_connection(self._server.hostname, self._server.port)
        except OSError:
            writer.transport.abort()
            return
        pair = {writer, server_writer}
        self._writers |= pair
        with suppress(asyncio.CancelledError):
            answers = self._relay(server_reader, writer, are_answers=True)
            await asyncio.gather(self._relay(reader, server_writer), answers)
        self._writers -= pair

    async def _relay(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, are_answers: bool = False
    ) -> None:
        due = 0.0
        with suppress(OSError):
            while data := await reader.read(65536):
                if are_answers and self.loses_answers:
                    self.answer_lost.set()
                    continue
                delay = self.delay + self._random.uniform(0, self.jitter)
                due = max(due + TICK, self._loop.time() + delay)
                self._loop.call_at(due, writer.write, data)
        self._loop.call_at(due + TICK, writer.close)

    async def _listen(self) -> None:
        listening = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._port = listening.sockets[0].getsockname()[1]

    def run(self, ready: threading.Event) -> None:
        """Relay until `stop`."""
        self._loop.run_until_complete(self._listen())
        ready.set()
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks))
        self._loop.close()

    def stop(self) -> None:
        """End every connection and the relay."""
        self._loop.call_soon_threadsafe(self._end_all)
        self._loop.call_soon_threadsafe(self._loop.stop)


@contextmanager
def line(server: str, delay: float = 0.0, jitter: float = 0.0) -> Iterator[Line]:
    """A line to a server, for as long as the block lasts."""
    relay, ready = Line(server, delay, jitter), threading.Event()
    thread = threading.Thread(target=relay.run, args=(ready,), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield relay
    finally:
        relay.stop()
        thread.join()
