"""Logical types: which a definition has, and which it only seems to have.

One on a type that cannot carry it, and a decimal out of its bounds, count as none: every Avro library ignores them.
"""

from __future__ import annotations

import math
from typing import Final

from headgate.compat.avro.json_value import Object, whole_number
from headgate.compat.avro.nodes import Logical

DECIMAL: Final = "decimal"
DURATION_BYTES: Final = 12
UUID_BYTES: Final = 16
CARRIERS: Final = {
    DECIMAL: ("bytes", "fixed"),
    "date": ("int",),
    "duration": ("fixed",),
    "local-timestamp-micros": ("long",),
    "local-timestamp-millis": ("long",),
    "local-timestamp-nanos": ("long",),
    "time-micros": ("long",),
    "time-millis": ("int",),
    "timestamp-micros": ("long",),
    "timestamp-millis": ("long",),
    "timestamp-nanos": ("long",),
    "uuid": ("string", "fixed"),
}
"""The types that each standard logical type stands on; another name is somebody's own and stands on any."""


def logical_of(value: Object, word: str, *, size: int = 0) -> Logical | None:
    """The logical type of a definition whose type is `word`; `size` is a fixed's."""
    name = value.get("logicalType")
    if not isinstance(name, str) or word not in CARRIERS.get(name, (word,)):
        return None
    if name == DECIMAL:
        return _decimal(value, most_digits(size) if word == "fixed" else None)
    needed = {"duration": DURATION_BYTES, "uuid": UUID_BYTES}.get(name)
    if word == "fixed" and needed is not None and size != needed:
        return None
    return Logical(name)


def most_digits(size: int) -> int:
    """How many decimal digits always fit into that many bytes, sign included."""
    return max(0, int(math.log10(2) * (8 * size - 1)))


def _decimal(value: Object, most: int | None) -> Logical | None:
    precision, scale = whole_number(value.get("precision")), whole_number(value.get("scale", 0))
    if precision is None or scale is None or precision < 1 or not 0 <= scale <= precision:
        return None
    return None if most is not None and precision > most else Logical(DECIMAL, precision, scale)
