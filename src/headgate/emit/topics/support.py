"""What topic settings say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate import model
from headgate.emit.features import RULES, TYPES
from headgate.emit.protocol import Elsewhere, Full, Support

_SCHEMA: Final = Elsewhere("avro, protobuf, jsonschema")
_RULE: Final = Elsewhere("flink, python")

SUPPORT: Final[Mapping[type, Support]] = {
    **dict.fromkeys(TYPES, _SCHEMA),
    **dict.fromkeys(RULES, _RULE),
    model.Aggregate: Elsewhere("slo"),
    model.Topic: Full(),
    model.Dedup: Elsewhere("flink"),
    model.Lateness: Elsewhere("flink"),
    model.Privacy: Elsewhere("flink"),
    model.Objective: Elsewhere("slo"),
}
