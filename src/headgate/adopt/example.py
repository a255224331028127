"""The first contract of a team: one record, small enough to be read at a glance, whole enough to pass."""

from __future__ import annotations

from headgate.adopt.record import Imported, Limit
from headgate.emit.names import pascal
from headgate.model import Field, Text, Timestamp, Uuid

RESERVED = ("event_id", "change")
"""The example's own fields."""


def example(name: str, key: str, event_time: str) -> Imported:
    """A record with an id, the key, the event time, and what happened."""
    fields = (
        Field(
            "event_id",
            Uuid(),
            required=True,
            doc="Made by the producer; the same for every retry of one event.",
        ),
        Field(key, Text(), required=True, doc="What the record is about; its records stay in order."),
        Field(event_time, Timestamp(), required=True, doc="When it happened, by the producer's clock (UTC)."),
        Field("change", Text(), doc="What happened, in one word; replace it by your own fields."),
    )
    limits = (Limit((key,), "minLength", 1), Limit((key,), "maxLength", 64))
    return Imported(f"{pascal(name)}Event", fields, f"One change of {name}.", limits=limits)
