"""The IR nodes that a back end must take a stand on: the rows of the support matrix."""

from __future__ import annotations

from typing import Final

from headgate.model import (
    Aggregate,
    Boolean,
    Bytes,
    Date,
    Decimal,
    Dedup,
    Enumeration,
    Float,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    Lateness,
    ListOf,
    MapOf,
    Matches,
    MultipleOf,
    NoneOf,
    Objective,
    OneOf,
    Privacy,
    Required,
    Struct,
    Text,
    Time,
    Timestamp,
    Topic,
    Uuid,
)

TYPES: Final[tuple[type, ...]] = (
    Boolean,
    Integer,
    Float,
    Decimal,
    Text,
    Bytes,
    Date,
    Time,
    Timestamp,
    Uuid,
    Enumeration,
    ListOf,
    MapOf,
    Struct,
)
RULES: Final[tuple[type, ...]] = (
    Required,
    InRange,
    MultipleOf,
    HasLength,
    Matches,
    HasFormat,
    OneOf,
    NoneOf,
    HasItems,
    Aggregate,
)
BEHAVIOURS: Final[tuple[type, ...]] = (Topic, Dedup, Lateness, Privacy, Objective)

FEATURES: Final[tuple[type, ...]] = TYPES + RULES + BEHAVIOURS
