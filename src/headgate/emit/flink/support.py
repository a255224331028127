"""What the guard and the landing job can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate import model
from headgate.emit.protocol import Elsewhere, Full, Lossy, Support

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
    model.InRange: Full(),
    model.MultipleOf: Full(),
    model.HasLength: Full(),
    model.Matches: Full(),
    model.HasFormat: Full(),
    model.OneOf: Full(),
    model.NoneOf: Full(),
    model.HasItems: Full(),
    model.Aggregate: Lossy("the guard judges single records; statistics of windows are not computed"),
    model.Topic: Elsewhere("topics"),
    model.Dedup: Full(),
    model.Lateness: Full(),
    model.Privacy: Full(),
    model.Objective: Elsewhere("slo"),
}
