"""The names of all metrics of the audit, and their values after each audit of a stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from headgate.model import Aggregate
from headgate.model.wire import Route, contract_tag
from headgate.ops.audit.collect import Audit
from headgate.ops.audit.latency import Histogram
from headgate.ops.audit.offsets import NO_OFFSETS, Offsets
from headgate.ops.audit.stream import Audited
from headgate.ops.audit.truth import POISON_RULES

EXPECTED: Final = "headgate_audit_expected_total"
CLEAN: Final = "headgate_audit_clean_total"
DEAD_LETTERED: Final = "headgate_audit_dead_lettered_total"
LATE: Final = "headgate_audit_late_total"
DUPLICATES: Final = "headgate_audit_duplicates_total"
STAGED: Final = "headgate_audit_staged_total"
MISSING: Final = "headgate_audit_missing_total"
DOUBLED: Final = "headgate_audit_doubled_total"
IN_FLIGHT: Final = "headgate_audit_in_flight"
LATENCY: Final = "headgate_audit_visible_latency_seconds"

STREAM_LABELS: Final = ("contract", "stream")
RULE_LABELS: Final = (*STREAM_LABELS, "rule")
LATENCY_BUCKETS_S: Final = (
    0.5,
    1.0,
    2.0,
    3.0,
    4.0,
    5.0,
    6.0,
    8.0,
    10.0,
    15.0,
    20.0,
    30.0,
    60.0,
    120.0,
    300.0,
)

MEANINGS: Final[Mapping[str, str]] = {
    EXPECTED: "Source records behind the guard's committed offsets.",
    CLEAN: "Records in the clean topic.",
    LATE: "Records in the late topic.",
    DUPLICATES: "Records in the duplicates topic.",
    STAGED: "Records in the staging topic.",
    MISSING: "Expected records that were in no output when they should have been.",
    DOUBLED: "Records met in more than one place.",
}
ROUTES: Final[Mapping[str, Route]] = {
    CLEAN: Route.CLEAN,
    LATE: Route.LATE,
    DUPLICATES: Route.DUPLICATES,
    STAGED: Route.STAGING,
}


@dataclass(slots=True)
class _Series:
    """One stream's values; what was ever missing or doubled stays counted, so that a counter never falls."""

    labels: tuple[str, str]
    counts: dict[str, int]
    by_rule: dict[str, int]
    in_flight: int = 0
    latency: Histogram = field(default_factory=Histogram)
    wrong: dict[str, Offsets] = field(default_factory=lambda: {MISSING: NO_OFFSETS, DOUBLED: NO_OFFSETS})


class AuditMetrics(Collector):
    """Gives the latest values to a Prometheus registry; every series starts at 0."""

    def __init__(self, streams: Iterable[Audited]) -> None:
        self._series = {audited.source: _zero(audited) for audited in streams}

    def observe(self, audit: Audit, latency: Histogram) -> None:
        """Takes in a stream's newest audit and the histogram of its latencies."""
        series, balance = self._series[audit.audited.source], audit.balance
        for name, now in ((MISSING, balance.missing), (DOUBLED, balance.doubled)):
            series.wrong[name] = series.wrong[name] | now
            series.counts[name] = len(series.wrong[name])
        _raise(series.counts, {EXPECTED: balance.expected})
        _raise(series.counts, {name: balance.routes[route] for name, route in ROUTES.items()})
        _raise(series.by_rule, audit.books.dead_letters)
        series.in_flight = len(balance.in_flight)
        series.latency = latency

    def collect(self) -> Iterable[Metric]:
        """The metrics as Prometheus wants them."""
        every = tuple(self._series.values())
        for name, meaning in MEANINGS.items():
            counter = CounterMetricFamily(name, meaning, labels=STREAM_LABELS)
            for series in every:
                counter.add_metric(series.labels, series.counts[name])
            yield counter
        yield _dead_letters(every)
        yield _waiting(every)
        yield _latencies(every)


def _raise(counts: dict[str, int], found: Mapping[str, Offsets]) -> None:
    """An audit that began later than the last one sees less: that is no reset."""
    for name, offsets in found.items():
        counts[name] = max(counts.get(name, 0), len(offsets))


def _zero(audited: Audited) -> _Series:
    rules = [each.name for each in audited.stream.expectations if not isinstance(each.promise, Aggregate)]
    decoding = {rule for rules in POISON_RULES.values() for rule in rules}
    return _Series(
        labels=(contract_tag(audited.contract), audited.stream.name),
        counts=dict.fromkeys(MEANINGS, 0),
        by_rule=dict.fromkeys((*rules, *sorted(decoding)), 0),
    )


def _dead_letters(every: tuple[_Series, ...]) -> Metric:
    counter = CounterMetricFamily(DEAD_LETTERED, "Dead letters, by broken rule.", labels=RULE_LABELS)
    for series in every:
        for rule, count in series.by_rule.items():
            counter.add_metric((*series.labels, rule), count)
    return counter


def _waiting(every: tuple[_Series, ...]) -> Metric:
    gauge = GaugeMetricFamily(IN_FLIGHT, "Source records that no output shows yet.", labels=STREAM_LABELS)
    for series in every:
        gauge.add_metric(series.labels, series.in_flight)
    return gauge


def _latencies(every: tuple[_Series, ...]) -> Metric:
    meaning = "From the producer's clock to the clean topic, committed."
    histogram = HistogramMetricFamily(LATENCY, meaning, labels=STREAM_LABELS)
    for series in every:
        found = series.latency
        buckets = [(str(bound), float(found.within(bound))) for bound in LATENCY_BUCKETS_S]
        histogram.add_metric(series.labels, [*buckets, ("+Inf", float(found.records))], found.total_s)
    return histogram
