"""What can change in quality rules and objectives."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from headgate.change.shapes import ExpectationChange, ExpectationShift, ObjectiveChange, ObjectiveShift
from headgate.model import Action, Aggregate, Burn, NoData, Objective, RecordRule, Weight

Promise: TypeAlias = RecordRule | Aggregate
"""What a quality rule asks."""


class ExpectationAdded(ExpectationChange):
    """A quality rule is new."""

    __slots__ = ()


class ExpectationRemoved(ExpectationChange):
    """A quality rule is gone."""

    __slots__ = ()


class ExpectationRenamed(ExpectationShift[str]):
    """A quality rule has another name in dead letters and metrics."""

    __slots__ = ()


class ExpectationTightened(ExpectationShift[Promise]):
    """A quality rule asks for more."""

    __slots__ = ()


class ExpectationLoosened(ExpectationShift[Promise]):
    """A quality rule asks for less."""

    __slots__ = ()


class ExpectationReplaced(ExpectationShift[Promise]):
    """A quality rule asks for something else."""

    __slots__ = ()


class ActionTightened(ExpectationShift[Action]):
    """A breach of a rule leads to more."""

    __slots__ = ()


class ActionLoosened(ExpectationShift[Action]):
    """A breach of a rule leads to less."""

    __slots__ = ()


class WeightRaised(ExpectationShift[Weight]):
    """A rule is graded graver."""

    __slots__ = ()


class WeightLowered(ExpectationShift[Weight]):
    """A rule is graded less grave."""

    __slots__ = ()


class ExpectationDocChanged(ExpectationChange):
    """A rule is described or sorted in other words."""

    __slots__ = ()


class ObjectiveAdded(ObjectiveChange):
    """An objective is new."""

    __slots__ = ()


class ObjectiveRemoved(ObjectiveChange):
    """An objective is gone."""

    __slots__ = ()


class ObjectiveRenamed(ObjectiveShift[str]):
    """An objective has another name in reports and metrics."""

    __slots__ = ()


class ObjectiveTightened(ObjectiveShift[Objective]):
    """An objective promises more."""

    __slots__ = ()


class ObjectiveLoosened(ObjectiveShift[Objective]):
    """An objective promises less."""

    __slots__ = ()


class ObjectiveReplaced(ObjectiveShift[Objective]):
    """An objective promises something else."""

    __slots__ = ()


class WindowShortened(ObjectiveShift[timedelta]):
    """An objective is met or missed over less time."""

    __slots__ = ()


class WindowLengthened(ObjectiveShift[timedelta]):
    """An objective is met or missed over more time."""

    __slots__ = ()


class BurnChanged(ObjectiveShift[Burn | None]):
    """The budget's burn alerts at another pace."""

    __slots__ = ()


class NoDataChanged(ObjectiveShift[NoData]):
    """A window without records counts otherwise."""

    __slots__ = ()
