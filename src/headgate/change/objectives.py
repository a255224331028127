"""What changed in the objectives of a contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import TypeVar

from headgate.change.kinds import Change
from headgate.change.lineage import Lineage
from headgate.change.promise_kinds import (
    BurnChanged,
    NoDataChanged,
    ObjectiveAdded,
    ObjectiveLoosened,
    ObjectiveRemoved,
    ObjectiveReplaced,
    ObjectiveTightened,
    WindowLengthened,
    WindowShortened,
)
from headgate.change.relation import Relation, combined, mirrored
from headgate.model import (
    Freshness,
    Indicator,
    Latency,
    Objective,
    Rate,
    TimeToRepair,
)

M = TypeVar("M", Fraction, timedelta)


def objective_changes(
    old: Sequence[Objective], new: Sequence[Objective], lineage: Lineage
) -> Iterator[Change]:
    """The changes of objectives, matched by name; `lineage` tells a renamed stream from another one."""
    before, after = {one.name: one for one in old}, {one.name: one for one in new}
    for name in before:
        if name not in after:
            yield ObjectiveRemoved(name)
    for name, one in after.items():
        if name in before:
            yield from _one(before[name], one, lineage)
        else:
            yield ObjectiveAdded(name)


def _one(old: Objective, new: Objective, lineage: Lineage) -> Iterator[Change]:
    relation = _promised(old, new)
    if lineage.stream(new.stream) != old.stream:
        relation = Relation.REPLACED
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
