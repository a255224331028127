"""The names of all metrics of the edge, and nothing else that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

PRODUCED: Final = "headgate_edge_produced_total"
REJECTED: Final = "headgate_edge_rejected_total"
WARNED: Final = "headgate_edge_warned_total"
SERIALISE: Final = "headgate_edge_serialise_seconds"
STREAM_LABELS: Final = ("contract", "stream")
RULE_LABELS: Final = (*STREAM_LABELS, "rule")
# A record takes 2 µs to 1 ms; what is slower is a stall.
SERIALISE_BUCKETS_S: Final = (2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 1e-2)


@dataclass(frozen=True, slots=True)
class EdgeMetrics:
    """The edge's metrics on one Prometheus registry."""

    produced: Counter
    rejected: Counter
    warned: Counter
    serialise: Histogram

    def stream(self, contract: str, stream: str) -> StreamMetrics:
        """The series of one stream, at 0 from the start."""
        labels = {"contract": contract, "stream": stream}
        return StreamMetrics(self.produced.labels(**labels), self.serialise.labels(**labels), self, labels)


@dataclass(frozen=True, slots=True)
class StreamMetrics:
    """One stream's series: a rejection counts once for each rule that the record breaks."""

    produced: Counter
    serialise: Histogram
    _all: EdgeMetrics
    _labels: Mapping[str, str]

    def rejected(self, rule: str) -> None:
        """Counts a record that was not produced because of `rule`."""
        self._all.rejected.labels(**self._labels, rule=rule).inc()

    def warned(self, rule: str) -> None:
        """Counts a record that was produced although it breaks `rule`."""
        self._all.warned.labels(**self._labels, rule=rule).inc()

    def expect(self, rule: str) -> None:
        """Makes the series of `rule` exist at 0, so that its first increase is seen."""
        self._all.rejected.labels(**self._labels, rule=rule)
        self._all.warned.labels(**self._labels, rule=rule)


@cache
def edge_metrics(registry: CollectorRegistry) -> EdgeMetrics:
    """The metrics on `registry`; a registry takes each name once, so all producers of a process share them."""
    return EdgeMetrics(
        Counter(
            PRODUCED,
            "Records that Kafka acknowledged and, in a transaction, committed.",
            STREAM_LABELS,
            registry=registry,
        ),
        Counter(REJECTED, "Records not produced, by broken rule.", RULE_LABELS, registry=registry),
        Counter(WARNED, "Records produced with a warning, by broken rule.", RULE_LABELS, registry=registry),
        Histogram(
            SERIALISE,
            "Time to write one record's bytes.",
            STREAM_LABELS,
            registry=registry,
            buckets=SERIALISE_BUCKETS_S,
        ),
    )
