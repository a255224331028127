"""Real rows, sent as they are: the contract's own validator says which of them break it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from headgate.connect.truth import DUPLICATE, VIOLATION
from headgate.edge.serialise import Payload
from headgate.edge.traffic.mixer import Mixer, Outgoing, Raw, Valid, record_key
from headgate.edge.traffic.paths import value_at
from headgate.edge.traffic.source import GeneratedRecord
from headgate.edge.traffic.spelling import Fault
from headgate.model import Action, Stream
from headgate.validate import Validator

# The others are new records, and real data has none that nobody sent.
FAULTS_ON_TOP: Final = frozenset({Fault.DUPLICATES, Fault.VIOLATIONS, Fault.POISON})


@dataclass(slots=True)
class Echo:
    """A source that repeats sound rows, for the faults that spoil a copy of one."""

    mixer: Mixer | None = None

    def next(self, at_ms: int) -> GeneratedRecord:  # noqa: ARG002 - the row keeps its own time
        """A copy of a row sent lately."""
        record = None if self.mixer is None else self.mixer.remembered()
        assert record is not None, "a fault is drawn only after a sound row"
        return dict(record)


@dataclass(slots=True)
class RealRows:
    """All rows in their order, with faulty copies between them if the mixer has shares."""

    rows: Iterator[GeneratedRecord]
    stream: Stream
    validate: Validator
    payload: Payload
    mixer: Mixer
    _seen: set[tuple[object, ...]] = field(default_factory=set)

    def next(self, now_ms: int) -> Outgoing | None:
        """What is to be sent, None after the last row."""
        fault = self.mixer.draw() if self.mixer.remembered() is not None else None
        if fault is not None:
            return self.mixer.faulty(fault, now_ms)
        row = next(self.rows, None)
        return None if row is None else self._judged(row, now_ms)

    def _judged(self, row: GeneratedRecord, now_ms: int) -> Outgoing:
        broken = [item.rule for item in self.validate(row) if item.action is not Action.WARN]
        if broken:
            return self._raw(f"{VIOLATION}:{broken[0]}", row)
        if self._known(row):
            return self._raw(DUPLICATE, row)
        self.mixer.remember(now_ms, row)
        return Valid(row)

    def _raw(self, label: str, row: GeneratedRecord) -> Raw:
        return Raw(label, record_key(self.stream, row), self.payload(row))

    def _known(self, row: GeneratedRecord) -> bool:
        if self.stream.dedup is None:
            return False
        paths = (*self.stream.dedup.by, *self.stream.dedup.scope)
        identity = tuple(value_at(row, path) for path in paths)
        if identity in self._seen:
            return True
        self._seen.add(identity)
        return False
