"""Metrics for Prometheus: requests, sessions, the process, the tables."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.tables.store import Store
from lib.web.middleware.limits import Sessions
from lib.web.middleware.observe import ObservedRequest

SECONDS_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """The metrics of this process. Labels are kinds of paths, never paths, so their number is bounded."""

    def __init__(self, store: Store, sessions: Sessions) -> None:
        self.registry = CollectorRegistry()
        labels = ("kind", "method", "status")
        self.requests = Counter("certwise_requests", "Requests that are over.", labels, registry=self.registry)
        self.bytes = Counter("certwise_sent_bytes", "Bytes of bodies sent.", ("kind",), registry=self.registry)
        self.seconds = Histogram(
            "certwise_request_seconds",
            "Time from a request to the end of its answer; sessions are left out.",
            ("kind",),
            buckets=SECONDS_BUCKETS,
            registry=self.registry,
        )
        self.registry.register(_Gauges(store, sessions))
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def count(self, request: ObservedRequest) -> None:
        """Count one request that has ended."""
        self.requests.labels(request.kind, request.method, str(request.status)).inc()
        self.bytes.labels(request.kind).inc(request.sent_bytes)
        if request.kind != "stream":
            self.seconds.labels(request.kind).observe(request.seconds)

    def answer(self, _: Request) -> Response:
        """The metrics in the text format of Prometheus."""
        return PlainTextResponse(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


class _Gauges(Collector):
    """Gauges as they are at the moment of the scrape."""

    def __init__(self, store: Store, sessions: Sessions) -> None:
        self.store, self.sessions = store, sessions

    def collect(self) -> Iterator[Metric]:
        """Open sessions, and the state of the tables: refusals, and when they were read and written."""
        yield GaugeMetricFamily("certwise_sessions", "Readers that are connected.", self.sessions.open)
        refused = CounterMetricFamily("certwise_tables_refused", "Tables that could not be used.", self.store.refused)
        yield refused
        current = 0 if self.store.problem else 1
        yield GaugeMetricFamily("certwise_tables_current", "1 if the newest tables are the ones in use.", current)
        if self.store.read_at:
            yield GaugeMetricFamily(
                "certwise_tables_read_timestamp_seconds", "When the tables in use were read.", self.store.read_at
            )
        if self.store.hanging_since:
            yield GaugeMetricFamily(
                "certwise_tables_hanging_since_timestamp_seconds",
                "When a read began that hangs; else none.",
                self.store.hanging_since,
            )
        if written := self.store.written():
            gauge = GaugeMetricFamily(
                "certwise_table_written_timestamp_seconds", "When a table in use was last written.", labels=["table"]
            )
            for name, seconds in written.items():
                gauge.add_metric([name], seconds)
            yield gauge
