"""Service-level objectives of a contract: an indicator, a target, a window, and when its burn alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Latency:
    """`percentile` (of 100) of records reach the consumer within `bound` of being produced."""

    percentile: Fraction
    bound: timedelta


@dataclass(frozen=True, slots=True)
class Freshness:
    """`percentile` of records are visible to queries within `bound`."""

    percentile: Fraction
    bound: timedelta


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share of expected records that arrive."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The share of records that appear more than once stays under one minus the target."""


@dataclass(frozen=True, slots=True)
class Availability:
    """The share of time in which the stream can be written and read."""


@dataclass(frozen=True, slots=True)
class TimeToRepair:
    """Incidents end within `bound`."""

    bound: timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    """A named share of bad events (`errorRate`, `schemaRejections`) stays under `limit`."""

    name: str
    limit: Fraction


Indicator: TypeAlias = Latency | Freshness | Completeness | Duplicates | Availability | TimeToRepair | Rate


class NoData(Enum):
    """How a window without any record counts."""

    ALERT = "alert"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Burn:
    """Alert when the error budget burns `above` times as fast as allowed, `over` a window."""

    above: Fraction
    over: timedelta


@dataclass(frozen=True, slots=True)
class Objective:
    """`target` is the share (0 to 1) of good events in `window`."""

    name: str
    indicator: Indicator
    target: Fraction
    window: timedelta
    burn: Burn | None = None
    no_data: NoData = NoData.ALERT
    stream: str = ""
