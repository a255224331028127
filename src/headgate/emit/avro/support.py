"""What Avro can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate import model
from headgate.emit.protocol import Elsewhere, Full, Lossy, Support

_NO_RULE: Final = Lossy("a schema holds no rule; the guard and the edge check it")

SUPPORT: Final[Mapping[type, Support]] = {
    model.Boolean: Full(),
    model.Integer: Full(),
    model.Float: Full(),
    model.Decimal: Full(),
    model.Text: Full(),
    model.Bytes: Full(),
    model.Date: Full(),
    model.Time: Full(),
    model.Timestamp: Full(),
    model.Uuid: Full(),
    model.Enumeration: Full(),
    model.ListOf: Full(),
    model.MapOf: Full(),
    model.Struct: Full(),
    model.Required: Full(),
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
