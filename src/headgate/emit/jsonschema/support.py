"""What JSON Schema 2020-12 can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate import model
from headgate.emit.protocol import Elsewhere, Full, Lossy, Support

SUPPORT: Final[Mapping[type, Support]] = {
    model.Boolean: Full(),
    model.Integer: Full(),
    model.Float: Lossy("a JSON number; 32 and 64 bits are not told apart, and there is no NaN"),
    model.Decimal: Full(),
    model.Text: Full(),
    model.Bytes: Lossy("base64 text, which validators do not decode"),
    model.Date: Full(),
    model.Time: Lossy("text of the right shape; 25:00:00 passes"),
    model.Timestamp: Full(),
    model.Uuid: Full(),
    model.Enumeration: Full(),
    model.ListOf: Full(),
    model.MapOf: Full(),
    model.Struct: Full(),
    model.Required: Full(),
    model.InRange: Full(),
    model.MultipleOf: Full(),
    model.HasLength: Full(),
    model.Matches: Full(),
    model.HasFormat: Full(),
    model.OneOf: Full(),
    model.NoneOf: Full(),
    model.HasItems: Full(),
    model.Aggregate: Elsewhere("slo"),
    model.Topic: Elsewhere("topics"),
    model.Dedup: Elsewhere("flink"),
    model.Lateness: Elsewhere("flink"),
    model.Privacy: Full(),
    model.Objective: Elsewhere("slo"),
}
