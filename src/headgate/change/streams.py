"""What changed in one stream beside its fields and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from headgate.change.kinds import Change
from headgate.change.lineage import Moves
from headgate.change.relation import Relation, of_containment
from headgate.change.stream_kinds import (
    AllowedLatenessLengthened,
    AllowedLatenessShortened,
    CleanupChanged,
    CompatibilityLoosened,
    CompatibilityReplaced,
    CompatibilityTightened,
    DedupAdded,
    DedupChanged,
    DedupDropped,
    DedupScopeChanged,
    DedupWithinLengthened,
    DedupWithinShortened,
    EventTimeAdded,
    EventTimeChanged,
    EventTimeDropped,
    FormatChanged,
    IdleLengthened,
    IdleShortened,
    KeyAdded,
    KeyChanged,
    KeyDropped,
    KeysRepartitioned,
    LatenessAdded,
    LatenessDropped,
    MinInsyncLowered,
    MinInsyncRaised,
    PartitionsAdded,
    PartitionsRemoved,
    PrimaryKeyAdded,
    PrimaryKeyChanged,
    PrimaryKeyDropped,
    ReplicationLowered,
    ReplicationRaised,
    RetentionLengthened,
    RetentionShortened,
    StreamDocChanged,
    StreamRenamed,
    SubjectStrategyChanged,
    TopicRenamed,
    VolumeChanged,
    WatermarkLengthened,
    WatermarkShortened,
)
from headgate.model import Compatibility, Dedup, FieldPath, Lateness, Stream

_CHECKS: Final = {
    mode: frozenset(
        (direction, scope)
        for direction in ("BACKWARD", "FORWARD")
        if direction in mode.value or "FULL" in mode.value
        for scope in ("last", "all")
        if scope == "last" or mode.value.endswith("_TRANSITIVE")
    )
    for mode in Compatibility
}
"""What a registry holds against a new schema in each mode."""


def stream_changes(old: Stream, new: Stream, moves: Moves) -> Iterator[Change]:
    """The changes of the stream's own settings; `moves` gives old paths their new names."""
    if old.name != new.name:
        yield StreamRenamed(new.name, old.name, new.name)
    if old.doc != new.doc:
        yield StreamDocChanged(new.name, old.doc, new.doc)
    if old.format is not new.format:
        yield FormatChanged(new.name, old.format, new.format)
    yield from _keys(old, new, moves)
    yield from _topic(old, new)
    yield from _event_time(old, new, moves)
    yield from _lateness(old.lateness, new.lateness, new.name)
    yield from _dedup(old.dedup, new.dedup, new.name, moves)
    if old.volume != new.volume:
        yield VolumeChanged(new.name, old.volume, new.volume)
    yield from _subject(old, new)


def _keys(old: Stream, new: Stream, moves: Moves) -> Iterator[Change]:
    before, after = moves.maybe(old.key), new.key
    if before != after:
        kind = KeyAdded if before is None else KeyDropped if after is None else KeyChanged
        yield kind(new.name, old.key, after)
    primary = moves.all(old.primary_key)
    if primary != new.primary_key:
        made, gone = not primary, not new.primary_key
        table = PrimaryKeyAdded if made else PrimaryKeyDropped if gone else PrimaryKeyChanged
        yield table(new.name, old.primary_key, new.primary_key)


def _topic(old: Stream, new: Stream) -> Iterator[Change]:
    name, before, after = new.name, old.topic, new.topic
    if before.name != after.name:
        yield TopicRenamed(name, before.name, after.name)
    if before.partitions != after.partitions:
        yield _partitions(old, new)
    if before.replication != after.replication:
        more = after.replication > before.replication
        yield (ReplicationRaised if more else ReplicationLowered)(name, before.replication, after.replication)
    if before.min_insync != after.min_insync:
        more = after.min_insync > before.min_insync
        yield (MinInsyncRaised if more else MinInsyncLowered)(name, before.min_insync, after.min_insync)
    if before.retention != after.retention:
        longer = _is_longer(before.retention, after.retention)
        kept = RetentionLengthened if longer else RetentionShortened
        yield kept(name, before.retention, after.retention)
    if before.cleanup is not after.cleanup:
        yield CleanupChanged(name, before.cleanup, after.cleanup)


def _partitions(old: Stream, new: Stream) -> Change:
    before, after = old.topic.partitions, new.topic.partitions
    if after < before:
        return PartitionsRemoved(new.name, before, after)
    is_keyed = old.key is not None and new.key is not None
    return (KeysRepartitioned if is_keyed else PartitionsAdded)(new.name, before, after)


def _is_longer(before: timedelta | None, after: timedelta | None) -> bool:
    return after is None or (before is not None and after > before)


def _event_time(old: Stream, new: Stream, moves: Moves) -> Iterator[Change]:
    before, after = moves.maybe(old.event_time), new.event_time
    if before != after:
        gone = EventTimeDropped if after is None else EventTimeChanged
        yield (EventTimeAdded if before is None else gone)(new.name, old.event_time, after)


def _lateness(old: Lateness | None, new: Lateness | None, stream: str) -> Iterator[Change]:
    if old is None or new is None:
        if old != new:
            yield (LatenessAdded if old is None else LatenessDropped)(stream)
        return
    if old.allowed != new.allowed:
        longer = new.allowed > old.allowed
        kind = AllowedLatenessLengthened if longer else AllowedLatenessShortened
        yield kind(stream, old.allowed, new.allowed)
    if old.watermark != new.watermark:
        waits = new.watermark > old.watermark
        yield (WatermarkLengthened if waits else WatermarkShortened)(stream, old.watermark, new.watermark)
    if old.idle != new.idle:
        yield (IdleLengthened if new.idle > old.idle else IdleShortened)(stream, old.idle, new.idle)


def _dedup(old: Dedup | None, new: Dedup | None, stream: str, moves: Moves) -> Iterator[Change]:
    if old is None or new is None:
        if old != new:
            yield (DedupAdded if old is None else DedupDropped)(stream)
        return
    if not _same_fields(moves.all(old.by), new.by):
        yield DedupChanged(stream, old.by, new.by)
    if not _same_fields(moves.all(old.scope), new.scope):
        yield DedupScopeChanged(stream, old.scope, new.scope)
    if old.within != new.within:
        longer = new.within > old.within
        yield (DedupWithinLengthened if longer else DedupWithinShortened)(stream, old.within, new.within)


def _same_fields(before: tuple[FieldPath, ...], after: tuple[FieldPath, ...]) -> bool:
    """In which order the fields are named does not matter."""
    return set(before) == set(after)


def _subject(old: Stream, new: Stream) -> Iterator[Change]:
    one, other = old.subject, new.subject
    if one.strategy is not other.strategy:
        yield SubjectStrategyChanged(new.name, one.strategy, other.strategy)
    before, after = one.compatibility, other.compatibility
    if before is after:
        return
    match of_containment(_CHECKS[before] >= _CHECKS[after], _CHECKS[before] <= _CHECKS[after]):
        case Relation.WIDENED:
            yield CompatibilityTightened(new.name, before, after)
        case Relation.NARROWED:
            yield CompatibilityLoosened(new.name, before, after)
        case Relation.REPLACED | Relation.SAME:
            yield CompatibilityReplaced(new.name, before, after)
