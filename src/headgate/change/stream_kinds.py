"""What can change in a stream beside its fields."""

from __future__ import annotations

from datetime import timedelta

from headgate.change.shapes import StreamChange, StreamShift
from headgate.model import Cleanup, Compatibility, FieldPath, SubjectStrategy, Volume, WireFormat


class StreamAdded(StreamChange):
    """A stream is new."""

    __slots__ = ()


class StreamRemoved(StreamChange):
    """A stream is gone."""

    __slots__ = ()


class StreamRenamed(StreamShift[str]):
    """The record has another name."""

    __slots__ = ()


class StreamDocChanged(StreamShift[str]):
    """The stream is described in other words."""

    __slots__ = ()


class TopicRenamed(StreamShift[str]):
    """The records are on another topic."""

    __slots__ = ()


class FormatChanged(StreamShift[WireFormat]):
    """The records are written in another format."""

    __slots__ = ()


class KeyAdded(StreamShift[FieldPath | None]):
    """Messages have a key now."""

    __slots__ = ()


class KeyDropped(StreamShift[FieldPath | None]):
    """Messages have no key any more."""

    __slots__ = ()


class KeyChanged(StreamShift[FieldPath | None]):
    """Messages have another key."""

    __slots__ = ()


class PrimaryKeyAdded(StreamShift[tuple[FieldPath, ...]]):
    """The table has a primary key now."""

    __slots__ = ()


class PrimaryKeyDropped(StreamShift[tuple[FieldPath, ...]]):
    """The table has no primary key any more."""

    __slots__ = ()


class PrimaryKeyChanged(StreamShift[tuple[FieldPath, ...]]):
    """The table has another primary key."""

    __slots__ = ()


class PartitionsAdded(StreamShift[int]):
    """The topic has more partitions, and no key to move."""

    __slots__ = ()


class PartitionsRemoved(StreamShift[int]):
    """The topic has fewer partitions."""

    __slots__ = ()


class KeysRepartitioned(StreamShift[int]):
    """The topic has more partitions, so that keys move to others."""

    __slots__ = ()


class ReplicationRaised(StreamShift[int]):
    """The topic is kept on more brokers."""

    __slots__ = ()


class ReplicationLowered(StreamShift[int]):
    """The topic is kept on fewer brokers."""

    __slots__ = ()


class MinInsyncRaised(StreamShift[int]):
    """More brokers must have a record before it counts."""

    __slots__ = ()


class MinInsyncLowered(StreamShift[int]):
    """Fewer brokers must have a record before it counts."""

    __slots__ = ()


class RetentionLengthened(StreamShift[timedelta | None]):
    """Records are kept longer; None is for ever."""

    __slots__ = ()


class RetentionShortened(StreamShift[timedelta | None]):
    """Records are kept for less time; None is for ever."""

    __slots__ = ()


class CleanupChanged(StreamShift[Cleanup]):
    """Old records are cleaned up in another way."""

    __slots__ = ()


class EventTimeAdded(StreamShift[FieldPath | None]):
    """The stream has an event time now."""

    __slots__ = ()


class EventTimeDropped(StreamShift[FieldPath | None]):
    """The stream has no event time any more."""

    __slots__ = ()


class EventTimeChanged(StreamShift[FieldPath | None]):
    """Another field is the event time."""

    __slots__ = ()


class LatenessAdded(StreamChange):
    """The stream bounds its lateness now."""

    __slots__ = ()


class LatenessDropped(StreamChange):
    """The stream bounds its lateness no more."""

    __slots__ = ()


class AllowedLatenessShortened(StreamShift[timedelta]):
    """A record is late sooner."""

    __slots__ = ()


class AllowedLatenessLengthened(StreamShift[timedelta]):
    """A record is late later."""

    __slots__ = ()


class WatermarkShortened(StreamShift[timedelta]):
    """Windows downstream close sooner."""

    __slots__ = ()


class WatermarkLengthened(StreamShift[timedelta]):
    """Windows downstream close later."""

    __slots__ = ()


class IdleShortened(StreamShift[timedelta]):
    """A silent partition holds windows back for less time."""

    __slots__ = ()


class IdleLengthened(StreamShift[timedelta]):
    """A silent partition holds windows back for longer."""

    __slots__ = ()


class DedupAdded(StreamChange):
    """Doubles are taken out now."""

    __slots__ = ()


class DedupDropped(StreamChange):
    """Doubles are taken out no more."""

    __slots__ = ()


class DedupChanged(StreamShift[tuple[FieldPath, ...]]):
    """Other fields tell what a double is."""

    __slots__ = ()


class DedupScopeChanged(StreamShift[tuple[FieldPath, ...]]):
    """Doubles are looked for among other records."""

    __slots__ = ()


class DedupWithinShortened(StreamShift[timedelta]):
    """Doubles are recognised for less time."""

    __slots__ = ()


class DedupWithinLengthened(StreamShift[timedelta]):
    """Doubles are recognised for longer."""

    __slots__ = ()


class VolumeChanged(StreamShift[Volume | None]):
    """Other traffic is declared."""

    __slots__ = ()


class SubjectStrategyChanged(StreamShift[SubjectStrategy]):
    """The schema is under another subject."""

    __slots__ = ()


class CompatibilityTightened(StreamShift[Compatibility]):
    """The registry checks more of a new schema."""

    __slots__ = ()


class CompatibilityLoosened(StreamShift[Compatibility]):
    """The registry checks less of a new schema."""

    __slots__ = ()


class CompatibilityReplaced(StreamShift[Compatibility]):
    """The registry checks something else of a new schema."""

    __slots__ = ()
