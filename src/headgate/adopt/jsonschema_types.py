"""The types of JSON's scalars, read from the keywords around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from headgate.adopt.record import Notes
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    FieldPath,
    Float,
    Integer,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)

_FORMATS: Final[Mapping[str, Type]] = {
    "date": Date(), "time": Time(), "date-time": Timestamp(), "uuid": Uuid(),
}  # fmt: skip
# What generated schemas ask of text that stands for a number or a time (headgate.emit.jsonschema).
_DECIMAL: Final = re.compile(
    r"\^-\?(?:0|\(\?:0\|\[1-9\]\[0-9\]\{0,(?P<whole>\d+)\}\))(?:\(\?:\\\.\[0-9\]\{1,(?P<scale>\d+)\}\)\?)?\$"
)
_CLOCK: Final = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_TIME: Final = rf"^{_CLOCK}(?:\.[0-9]+)?$"
_WALL_CLOCK: Final = rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}(?:\.[0-9]+)?$"
_NARROW: Final = 2**31


def plain_type(node: Mapping[str, object], kind: str, path: FieldPath, notes: Notes) -> Type | None:
    """The type of a value that holds no other; None (told) for `null` and for what JSON Schema does not have."""
    match kind:
        case "string":
            return _text_type(node)
        case "integer":
            return _integer(node)
        case "number":
            return Float(64)
        case "boolean":
            return Boolean()
        case _:
            notes.leave_out(
                path, "it is always null" if kind == "null" else f"it has the unknown type `{kind}`"
            )
            return None


def _integer(node: Mapping[str, object]) -> Integer:
    """32 bits where a bound is the end of that range, and none is beyond it."""
    low, high = node.get("minimum"), node.get("maximum")
    ends = (low == -_NARROW, high == _NARROW - 1)
    inside = all(
        isinstance(one, int | float) and -_NARROW <= one < _NARROW for one in (low, high) if one is not None
    )
    return Integer(32) if any(ends) and inside else Integer(64)


def _text_type(node: Mapping[str, object]) -> Type:
    values = node["enum"] if "enum" in node else [node["const"]] if "const" in node else None
    if isinstance(values, list) and values and all(isinstance(one, str) and one for one in values):
        return Enumeration(tuple(dict.fromkeys(values)))
    if node.get("contentEncoding") == "base64":
        return Bytes()
    pattern = node.get("pattern")
    return _by_pattern(pattern if isinstance(pattern, str) else "") or _by_format(node.get("format"))


def _by_format(form: object) -> Type:
    return _FORMATS.get(form, Text()) if isinstance(form, str) else Text()


def _by_pattern(pattern: str) -> Type | None:
    if pattern in (_TIME, _WALL_CLOCK):
        return Time() if pattern == _TIME else Timestamp(zoned=False)
    match = _DECIMAL.fullmatch(pattern)
    if match is None:
        return None
    scale = int(match["scale"] or 0)
    whole = 0 if match["whole"] is None else int(match["whole"]) + 1
    return Decimal(whole + scale, scale) if 1 <= whole + scale <= 38 else None
