"""A histogram of latencies: constant memory, exact to one bin."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

BIN_MS: Final = 10
LONGEST_MS: Final = 600_000
"""Ten minutes: whatever took longer counts there."""

MS_PER_S: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Latencies in seconds; `records` is how many were measured."""

    records: int
    p50: float
    p95: float
    p99: float
    worst: float


@dataclass(slots=True)
class Histogram:
    """Counts latencies by bins of `BIN_MS`."""

    records: int = 0
    total_s: float = 0.0
    _bins: array[int] = field(default_factory=lambda: array("Q", bytes(8 * (LONGEST_MS // BIN_MS + 1))))

    def add(self, latencies_ms: Iterable[int]) -> None:
        """Counts latencies; a negative one (two clocks that disagree) counts as none."""
        bins = self._bins
        for latency in latencies_ms:
            bounded = min(max(latency, 0), LONGEST_MS)
            # The total first: a scrape in between never finds more in a bucket than in all.
            self.records += 1
            self.total_s += bounded / MS_PER_S
            bins[bounded // BIN_MS] += 1

    def percentiles(self) -> Percentiles | None:
        """The usual percentiles, each rounded up to its bin; None before the first record."""
        if self.records == 0:
            return None
        return Percentiles(self.records, self.at(50), self.at(95), self.at(99), self.at(100))

    def at(self, percent: int) -> float:
        """The latency in seconds that `percent` of the records do not exceed."""
        wanted = -(-self.records * percent // 100)
        seen = 0
        for index, count in enumerate(self._bins):
            seen += count
            if seen >= wanted:
                return (index + 1) * BIN_MS / MS_PER_S
        return LONGEST_MS / MS_PER_S

    def within(self, seconds: float) -> int:
        """How many took at most `seconds`."""
        return sum(self._bins[: round(seconds * MS_PER_S) // BIN_MS])
