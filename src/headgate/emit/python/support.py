"""What the Python validator judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate import model
from headgate.emit.features import RULES, TYPES
from headgate.emit.protocol import Elsewhere, Full, Support

SUPPORT: Final[Mapping[type, Support]] = {
    **dict.fromkeys(TYPES, Full()),
    **dict.fromkeys(RULES, Full()),
    model.Aggregate: Elsewhere("slo"),
    model.Topic: Elsewhere("topics"),
    model.Dedup: Elsewhere("flink"),
    model.Lateness: Elsewhere("flink"),
    model.Privacy: Elsewhere("flink"),
    model.Objective: Elsewhere("slo"),
}
