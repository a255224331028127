"""What changed in the objectives of a contract."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Final, TypeVar

from headgate.change.kinds import Change
from headgate.change.lineage import Lineage
from headgate.change.promise_kinds import (
    BurnChanged,
    NoDataChanged,
    ObjectiveAdded,
    ObjectiveLoosened,
    ObjectiveRemoved,
    ObjectiveRenamed,
    ObjectiveReplaced,
    ObjectiveTightened,
    WindowLengthened,
    WindowShortened,
)
from headgate.change.relation import Relation, combined, mirrored
from headgate.change.renames import matched, paired, series, sharing
from headgate.model import (
    Contract,
    Freshness,
    Indicator,
    Latency,
    Objective,
    Rate,
    TimeToRepair,
)

M = TypeVar("M", Fraction, timedelta)
_SAME: Final[tuple[Callable[[Objective], Hashable], ...]] = (
    lambda one: (series(one.name), replace(one, name="")),
    lambda one: (one.name, one.stream),
    lambda one: (series(one.name), one.stream),
    lambda one: one.name,
)
"""What makes two objectives one, the surest first: those of one property are numbered in the order they stand."""


def objective_changes(old: Contract, new: Contract, lineage: Lineage) -> Iterator[Change]:
    """The changes of objectives; `lineage` tells a renamed stream from another one."""
    is_single = len(old.streams) == len(new.streams) == 1
    now = {earlier: name for name, earlier in lineage.streams.items()}
    before = [
        replace(one, stream="" if is_single else now.get(one.stream, one.stream)) for one in old.objectives
    ]
    after = [replace(one, stream="") if is_single else one for one in new.objectives]
    kept, gone, come = matched(before, after, *_SAME)
    renamed = paired(sharing(gone, come, lambda one: (replace(one, name=""),)))
    joined = {one.name for pair in renamed for one in pair}
    yield from (ObjectiveRemoved(one.name) for one in gone if one.name not in joined)
    for one, other in (*renamed, *kept):
        if one.name != other.name:
            yield ObjectiveRenamed(other.name, one.name, other.name)
        yield from _one(one, other)
    yield from (ObjectiveAdded(one.name) for one in come if one.name not in joined)


def _one(old: Objective, new: Objective) -> Iterator[Change]:
    relation = combined(_promised(old, new), _scopes(old.stream, new.stream))
    match relation:
        case Relation.NARROWED:
            yield ObjectiveTightened(new.name, old, new)
        case Relation.WIDENED:
            yield ObjectiveLoosened(new.name, old, new)
        case Relation.REPLACED:
            yield ObjectiveReplaced(new.name, old, new)
        case Relation.SAME:
            pass
    if old.window != new.window:
        longer = new.window > old.window
        yield (WindowLengthened if longer else WindowShortened)(new.name, old.window, new.window)
    if old.burn != new.burn:
        yield BurnChanged(new.name, old.burn, new.burn)
    if old.no_data is not new.no_data:
        yield NoDataChanged(new.name, old.no_data, new.no_data)


def _scopes(old: str, new: str) -> Relation:
    """What is promised of all streams is promised of each."""
    if old == new:
        return Relation.SAME
    if old and new:
        return Relation.REPLACED
    return Relation.NARROWED if old else Relation.WIDENED


def _promised(old: Objective, new: Objective) -> Relation:
    """NARROWED promises more."""
    return combined(_indicators(old.indicator, new.indicator), _at_least(old.target, new.target))


def _indicators(old: Indicator, new: Indicator) -> Relation:
    match old, new:
        case Latency(share, one), Latency(other_share, other):
            return combined(_at_least(share, other_share), _at_most(one, other))
        case Freshness(share, one), Freshness(other_share, other):
            return combined(_at_least(share, other_share), _at_most(one, other))
        case TimeToRepair(one), TimeToRepair(other):
            return _at_most(one, other)
        case Rate(name, one), Rate(other_name, other) if name == other_name:
            return _at_most(one, other)
        case _:
            return Relation.SAME if old == new else Relation.REPLACED


def _at_least(old: M, new: M) -> Relation:
    """Of a measure of which more is a stronger promise."""
    return mirrored(_at_most(old, new))


def _at_most(old: M, new: M) -> Relation:
    if old == new:
        return Relation.SAME
    return Relation.NARROWED if new < old else Relation.WIDENED
