"""Whom a change hits: the readers that the contract names."""

from __future__ import annotations

from headgate.change.bump import verdict_of
from headgate.change.contract_kinds import ConsumerAdded, ConsumerChanged, ConsumerRemoved
from headgate.change.field_kinds import FieldRenamed
from headgate.change.kinds import Change
from headgate.change.shapes import ExpectationChange, FieldChange
from headgate.change.table import table
from headgate.change.verdict import AS_WRITTEN, Perspective, Regrades, Verdict
from headgate.model import Consumer, Contract, FieldPath


def touched_consumers(
    change: Change, contract: Contract, regrades: Regrades = AS_WRITTEN
) -> tuple[Consumer, ...]:
    """The consumers that read the changed field (or all fields), by the contract's list.

    What only producers or the platform meet touches none; what is not about fields touches all.
    """
    if table()[type(change)].perspective is Perspective.PRODUCER:
        return ()
    if verdict_of(change, regrades) is Verdict.INTERNAL:
        return ()
    if isinstance(change, ConsumerAdded | ConsumerRemoved | ConsumerChanged):
        return ()
    paths = changed_fields(change)
    return tuple(consumer for consumer in contract.consumers if _reads(consumer, paths))


def changed_fields(change: Change) -> tuple[FieldPath, ...]:
    """The fields that the change is about, by their old and new paths; none when it is about the whole."""
    match change:
        case FieldRenamed():
            return change.before, change.after
        case FieldChange():
            return (change.path,) if change.path else ()
        case ExpectationChange():
            return change.fields
        case _:
            return ()


def _reads(consumer: Consumer, paths: tuple[FieldPath, ...]) -> bool:
    if not consumer.fields or not paths:
        return True
    read = [tuple(name.split(".")) for name in consumer.fields]
    return any(_overlap(one, path) for one in read for path in paths)


def _overlap(one: FieldPath, other: FieldPath) -> bool:
    """Whether one of the fields is in the other, or is it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
