"""What changed between two contracts, from the whole down to the parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from headgate.change.contract_kinds import (
    ConsumerAdded,
    ConsumerChanged,
    ConsumerRemoved,
    ContractDeprecated,
    ContractRetired,
    DomainChanged,
    IdChanged,
    NameChanged,
    OwnerChanged,
    PurposeChanged,
    StatusAdvanced,
    StatusReplaced,
    StatusWithdrawn,
)
from headgate.change.expectations import expectation_changes
from headgate.change.field_kinds import FieldAdded, FieldRemoved, FieldRenamed, RequiredFieldAdded
from headgate.change.fields import Site, field_changes
from headgate.change.kinds import Change
from headgate.change.lineage import Lineage, Moves
from headgate.change.objectives import objective_changes
from headgate.change.renames import renamed_streams
from headgate.change.stream_kinds import StreamAdded, StreamRemoved
from headgate.change.streams import stream_changes
from headgate.model import Consumer, Contract, Stream, WireFormat

_FIRMNESS: Final = {"retired": 0, "proposed": 1, "draft": 2, "deprecated": 3, "active": 4}
"""How firmly a contract of each status promises; ODCS's five words."""


def diff(old: Contract, new: Contract) -> tuple[Change, ...]:
    """Every change from `old` to `new`, the contract's own first; none between equal promises.

    The version is not a change but what the changes ask for. What stays the same under another name is a rename only
    where there is evidence; the `required` and `enum` that a field's own type says again as rules are told once.
    """
    inner = tuple(_streams(old, new))
    lineage = Lineage.of(inner)
    objectives = objective_changes(old, new, lineage)
    return (*_own(old, new), *inner, *objectives, *_consumers(old, new))


def _own(old: Contract, new: Contract) -> Iterator[Change]:
    if old.id != new.id:
        yield IdChanged(old.id, new.id)
    if old.status.lower() != new.status.lower():
        yield _status(old.status, new.status)
    if old.owner != new.owner:
        yield OwnerChanged(old.owner, new.owner)
    if old.domain != new.domain:
        yield DomainChanged(old.domain, new.domain)
    if old.name != new.name:
        yield NameChanged(old.name, new.name)
    if old.purpose != new.purpose:
        yield PurposeChanged(old.purpose, new.purpose)


def _status(old: str, new: str) -> Change:
    before, after = _FIRMNESS.get(old.lower()), _FIRMNESS.get(new.lower())
    if before is None or after is None or before == after:
        return StatusReplaced(old, new)
    if after > before:
        return StatusAdvanced(old, new)
    match new.lower():
        case "retired":
            return ContractRetired(old, new)
        case "deprecated":
            return ContractDeprecated(old, new)
        case _:
            return StatusWithdrawn(old, new)


def _streams(old: Contract, new: Contract) -> Iterator[Change]:
    before, after = {one.name: one for one in old.streams}, {one.name: one for one in new.streams}
    gone = [one for name, one in before.items() if name not in after]
    come = [one for name, one in after.items() if name not in before]
    earlier = {new.name: old for old, new in renamed_streams(gone, come)}
    kept = {one.name for one in earlier.values()}
    yield from (StreamRemoved(one.name) for one in gone if one.name not in kept)
    for name, stream in after.items():
        was = earlier.get(name) or before.get(name)
        if was is None:
            yield StreamAdded(name)
        else:
            yield from _stream(was, stream)


def _stream(old: Stream, new: Stream) -> Iterator[Change]:
    numbered = old.format is new.format is WireFormat.PROTOBUF
    wire = WireFormat.PROTOBUF if numbered else WireFormat.AVRO
    inner = tuple(field_changes(old.fields, new.fields, Site(new.name, wire)))
    moves = Moves({change.before: change.after for change in inner if isinstance(change, FieldRenamed)})
    met = frozenset(
        change.path for change in inner if isinstance(change, FieldAdded | RequiredFieldAdded | FieldRemoved)
    )
    yield from stream_changes(old, new, moves)
    yield from inner
    yield from expectation_changes(old.expectations, new.expectations, new.name, moves, met)


def _consumers(old: Contract, new: Contract) -> Iterator[Change]:
    before, after = _readers(old), _readers(new)
    yield from (ConsumerRemoved(name) for name in before if name not in after)
    for name, entries in after.items():
        if name not in before:
            yield ConsumerAdded(name)
        elif before[name] != entries and _unpinned(before[name], old) != _unpinned(entries, new):
            yield ConsumerChanged(name)


def _readers(contract: Contract) -> dict[str, list[Consumer]]:
    """The entries of each reader: one may read several streams."""
    named: dict[str, list[Consumer]] = {}
    for one in contract.consumers:
        named.setdefault(one.name, []).append(one)
    return named


def _unpinned(entries: list[Consumer], contract: Contract) -> list[tuple[Consumer, bool]]:
    """The entries and whether they are at the contract's own major version, as they are where none is written."""
    return [(replace(one, major=0), one.major == contract.version.major) for one in entries]
