"""What an operator watches, in Prometheus' text form; one registry per application, so that two of them do not mix."""

import os
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from assistant.api.workers import METRICS_DIR

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "other"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds; an extractive answer aims at 0.6
# A label is made of words that we know: each new one is a series that is kept for ever.
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}


class _Plain(Collector):
    """Registries without the times at which their series were made: a series each, which nobody reads."""

    def __init__(self, *parts: CollectorRegistry) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        for part in self._parts:
            for metric in part.collect():
                metric.samples = [sample for sample in metric.samples if not sample.name.endswith("_created")]
                yield metric


class _Now(Collector):
    """A value that is read when it is asked for; of the process that is asked."""

    def __init__(self, name: str, text: str, read: Callable[[], float]) -> None:
        self._name, self._text, self._read = name, text, read

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(self._name, self._text, self._read())


class Metrics:
    """Counters and histograms of one application, those of all workers together; thread-safe."""

    def __init__(self) -> None:
        self._registry, self._now = CollectorRegistry(), CollectorRegistry()
        self._requests = self._counter(
            "assistant_http_requests_total", "HTTP requests by route, method and status code.", "method", "route", "code"
        )
        self._request_seconds = self._histogram(
            "assistant_http_request_seconds", "Seconds from the request to the end of the response, by route.", "route"
        )
        self._answers = self._counter("assistant_answers_total", "Answers by ending and channel.", "status", "channel")
        self._answer_seconds = self._histogram(
            "assistant_answer_seconds", "Seconds from question to finished answer, by channel.", "channel"
        )
        self._feedback = self._counter("assistant_feedback_total", "Feedback by verdict.", "useful")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self._registry)

    def _histogram(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(name, text, labels, registry=self._registry, buckets=_BUCKETS)

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Add a metric that is read when it is asked for."""
        self._now.register(_Now(name, text, read))

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; ``route`` is the pattern of a route, never an address as it was asked for."""
        self._requests.labels(method if method in _METHODS else OTHER, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answer(self, status: str, channel: str, seconds: float) -> None:
        """Count a finished answer."""
        self._answers.labels(status, channel).inc()
        self._answer_seconds.labels(channel).observe(seconds)

    def feedback(self, *, useful: bool) -> None:
        """Count what a reader thought of an answer."""
        self._feedback.labels(str(useful).lower()).inc()

    def text(self) -> bytes:
        """Return everything, encoded as UTF-8."""
        counted = self._registry
        if METRICS_DIR in os.environ:  # each worker writes its own files
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        return generate_latest(_Plain(counted, self._now))
