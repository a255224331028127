"""How many records are due at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from headgate.edge.traffic.spelling import Spike

GRACE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` records a second (None: as fast as possible) for `seconds`, at most `records` in all."""

    rate: float | None
    seconds: float
    records: int | None = None
    spikes: tuple[Spike, ...] = ()

    def due(self, elapsed_s: float) -> int | None:
        """The records that should have been sent after `elapsed_s`; None is as many as possible."""
        within = min(elapsed_s, self.seconds)
        if self.rate is None:
            return self.records
        extra = sum((spike.factor - 1) * _overlap(spike, within) for spike in self.spikes)
        due = int(self.rate * (within + extra))
        return due if self.records is None else min(due, self.records)

    def over(self, elapsed_s: float, sent: int) -> bool:
        """Nothing more is to be sent; what is due at the end may still go for `GRACE_S`."""
        if self.records is not None and sent >= self.records:
            return True
        behind = self.rate is not None and sent < (self.due(self.seconds) or 0)
        return elapsed_s >= self.seconds + (GRACE_S if behind else 0.0)


def _overlap(spike: Spike, until_s: float) -> float:
    return max(0.0, min(until_s, spike.start_s + spike.length_s) - spike.start_s)
