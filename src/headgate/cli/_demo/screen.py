"""The progress of a running demonstration: a live table for a person, a line each few seconds for a log."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.table import Table

from headgate.model.wire import Route
from headgate.ops.audit.journal import Journal
from headgate.ops.audit.text import NAMES, latency_text

LINE_EVERY_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Glance:
    """What is shown at one moment."""

    phase: str
    seconds: float
    produced: int
    routed: dict[Route, int]
    latency: str

    @property
    def lag(self) -> int:
        """Records in the source that no output shows yet."""
        return max(0, self.produced - sum(self.routed.values()))

    @classmethod
    def at(cls, journal: Journal, phase: str, seconds: float) -> Glance:
        """The journal as it is now."""
        routed = {route: tally.records for route, tally in journal.outputs.items()}
        found = journal.latency.percentiles()
        waits = latency_text(found) if found else "-"
        return cls(phase, seconds, journal.source.records, routed, waits)


@dataclass(slots=True)
class Screen:
    """Shows glances; to be used in a `with`."""

    console: Console
    _live: Live | None = None
    _last_line: float = field(default=0.0)

    def __enter__(self) -> Screen:
        if self.console.is_terminal:
            self._live = Live(console=self.console, transient=True, auto_refresh=False)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, glance: Glance) -> None:
        """Draws the table anew, or prints a line when the last one is old."""
        if self._live is not None:
            self._live.update(_table(glance), refresh=True)
        elif time.monotonic() - self._last_line >= LINE_EVERY_S:
            self._last_line = time.monotonic()
            self.console.print(_line(glance), highlight=False, soft_wrap=True)


def _table(glance: Glance) -> Table:
    table = Table(title=f"{glance.phase}, {glance.seconds:.0f} s", title_justify="left")
    counts = _counts(glance)
    for name in counts:
        table.add_column(name, justify="right")
    table.add_row(*(f"{count:,}" for count in counts.values()))
    table.caption = f"producer to clean topic: {glance.latency}"
    return table


def _line(glance: Glance) -> str:
    counts = ", ".join(f"{name} {count:,}" for name, count in _counts(glance).items())
    return f"{glance.phase} {glance.seconds:>4.0f} s: {counts}; {glance.latency}"


def _counts(glance: Glance) -> dict[str, int]:
    shown = [route for route in Route if route is not Route.STAGING or glance.routed[route]]
    routed = {NAMES[route]: glance.routed[route] for route in shown}
    return {"produced": glance.produced, **routed, "lag": glance.lag}
