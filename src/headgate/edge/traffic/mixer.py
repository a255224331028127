"""Valid records and faulty ones, mixed by shares: what to send, and the label that tells the truth about it."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, TypeAlias, assert_never

from headgate.connect.truth import CLEAN, DUPLICATE, LATE, OLD_VERSION, POISON, UNKNOWN_FIELD, VIOLATION
from headgate.edge.producer import key_text
from headgate.edge.serialise import Payload
from headgate.edge.traffic.breaking import Breaker
from headgate.edge.traffic.poison import Poison, poisoned
from headgate.edge.traffic.source import GeneratedRecord, Source
from headgate.edge.traffic.spelling import Fault, Shares
from headgate.edge.traffic.versions import NEW_FIELD_VALUE
from headgate.model import Stream

# A duplicate repeats one of the latest records, so that it arrives well within the dedup window.
REMEMBERED_RECORDS: Final = 2_000
# Far enough beyond the allowed lateness that no clock difference makes it timely.
LATE_MARGIN: Final = timedelta(minutes=1)
MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Valid:
    """A record to be validated and written like any other."""

    record: GeneratedRecord


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes to be sent as they are."""

    label: str
    key: bytes | None
    value: bytes | None = field(repr=False)


Outgoing: TypeAlias = Valid | Raw


@dataclass(frozen=True, slots=True)
class Writers:
    """How records are written: in the contract's schema, in a newer one, in an older one."""

    contract: Payload
    newer: Payload | None = None
    newer_field: str = ""
    older: Payload | None = None


@dataclass(slots=True)
class Mixer:
    """An endless mixture; two mixers with equal sources, shares and seeds give the same, but for the times."""

    stream: Stream
    source: Source
    shares: Shares
    writers: Writers
    breakers: Sequence[Breaker]
    chance: random.Random
    _recent: deque[tuple[int, GeneratedRecord]] = field(
        default_factory=lambda: deque(maxlen=REMEMBERED_RECORDS)
    )

    def next(self, now_ms: int) -> Outgoing:
        """What is to be sent at `now_ms`."""
        fault = self.draw()
        return self._sound(now_ms) if fault is None else self.faulty(fault, now_ms)

    def draw(self) -> Fault | None:
        """The fault of the next record, None for a sound one."""
        if not self.shares:
            return None
        left = self.chance.random()
        for fault, share in self.shares.items():
            left -= share
            if left < 0:
                return fault
        return None

    def remember(self, now_ms: int, record: GeneratedRecord) -> None:
        """Notes a sound record sent at `now_ms`, which may be repeated."""
        self._recent.append((now_ms, record))

    def remembered(self) -> GeneratedRecord | None:
        """Some sound record sent lately, None when there is none."""
        return self._recent[int(self.chance.random() * len(self._recent))][1] if self._recent else None

    def faulty(self, fault: Fault, now_ms: int) -> Outgoing:
        """A record with `fault`."""
        match fault:
            case Fault.DUPLICATES:
                return self._duplicate(now_ms)
            case Fault.LATE:
                return self._raw(LATE, self.source.next(now_ms - self._late_ms()), self.writers.contract)
            case Fault.VIOLATIONS:
                breaker = self.chance.choice(self.breakers)
                broken = breaker.apply(self.source.next(now_ms))
                return self._raw(f"{VIOLATION}:{breaker.rule}", broken, self.writers.contract)
            case Fault.UNKNOWN_FIELDS:
                record = {**self.source.next(now_ms), self.writers.newer_field: NEW_FIELD_VALUE}
                return self._raw(UNKNOWN_FIELD, record, self.writers.newer or self.writers.contract)
            case Fault.OLD_VERSION:
                writer = self.writers.older or self.writers.contract
                return self._raw(OLD_VERSION, self.source.next(now_ms), writer)
            case Fault.POISON:
                return self._poison(now_ms)
            case _:
                assert_never(fault)

    def _duplicate(self, now_ms: int) -> Outgoing:
        oldest_ms = now_ms - self._repeatable_ms()
        while self._recent and self._recent[0][0] < oldest_ms:
            self._recent.popleft()
        record = self.remembered()
        return self._sound(now_ms) if record is None else self._raw(DUPLICATE, record, self.writers.contract)

    def _sound(self, now_ms: int) -> Valid:
        record = self.source.next(now_ms)
        self.remember(now_ms, record)
        return Valid(record)

    def _poison(self, now_ms: int) -> Raw:
        kinds = poisons(self.stream)
        kind = kinds[int(self.chance.random() * len(kinds))]
        record = self.source.next(now_ms)
        value = poisoned(kind, self.writers.contract(record), self.chance)
        return Raw(f"{POISON}:{kind.value}", record_key(self.stream, record), value)

    def _raw(self, label: str, record: GeneratedRecord, write: Payload) -> Raw:
        return Raw(label, record_key(self.stream, record), write(record))

    def _late_ms(self) -> int:
        assert self.stream.lateness is not None
        return (self.stream.lateness.allowed + LATE_MARGIN) // MILLISECOND

    def _repeatable_ms(self) -> int:
        assert self.stream.dedup is not None
        within = self.stream.dedup.within
        allowed = within if self.stream.lateness is None else self.stream.lateness.allowed
        return min(within, allowed) // 2 // MILLISECOND


def label_of(outgoing: Outgoing) -> str:
    """The label of what is sent."""
    return CLEAN if isinstance(outgoing, Valid) else outgoing.label


def poisons(stream: Stream) -> tuple[Poison, ...]:
    """The poisons of a stream: where topics are compacted, a null is a deletion and no poison."""
    compacted = "compact" in stream.topic.cleanup.value
    return tuple(kind for kind in Poison if not (compacted and kind is Poison.NULL))


def record_key(stream: Stream, record: Mapping[str, object]) -> bytes | None:
    """The message key as bytes, None without one."""
    text = key_text(stream.key, record)
    return None if text is None else text.encode()
