"""What proto3 can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate import model
from headgate.emit.protocol import Elsewhere, Full, Lossy, Support

_NO_RULE: Final = Lossy("a message holds no rule; the guard and the edge check it")

SUPPORT: Final[Mapping[type, Support]] = {
    model.Boolean: Full(),
    model.Integer: Full(),
    model.Float: Full(),
    model.Decimal: Lossy("a string in plain notation; precision and scale are not kept"),
    model.Text: Full(),
    model.Bytes: Full(),
    model.Date: Lossy("a string, `2026-11-23`"),
    model.Time: Lossy("a string, `13:05:00.123`"),
    model.Timestamp: Full(),
    model.Uuid: Lossy("a string"),
    model.Enumeration: Full(),
    model.ListOf: Lossy("a missing list reads as an empty one"),
    model.MapOf: Lossy("a missing map reads as an empty one"),
    model.Struct: Full(),
    model.Required: Lossy(
        "proto3 demands no field; presence is explicit, so the guard and the edge check it"
    ),
    model.InRange: _NO_RULE,
    model.MultipleOf: _NO_RULE,
    model.HasLength: _NO_RULE,
    model.Matches: _NO_RULE,
    model.HasFormat: _NO_RULE,
    model.OneOf: _NO_RULE,
    model.NoneOf: _NO_RULE,
    model.HasItems: _NO_RULE,
    model.Aggregate: Elsewhere("slo"),
    model.Topic: Elsewhere("topics"),
    model.Dedup: Elsewhere("flink"),
    model.Lateness: Elsewhere("flink"),
    model.Privacy: Full(),
    model.Objective: Elsewhere("slo"),
}
