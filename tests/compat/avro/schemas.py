"""Short ways to write Avro schemas in rows of cases."""

from __future__ import annotations

import json

from headgate.compat.avro import CHECKER
from headgate.compat.verdict import Difference

Value = dict[str, "Value"] | list["Value"] | str | int | float | bool | None


def record(*fields: Value, name: str = "Order", **more: Value) -> Value:
    return {"type": "record", "name": name, **more, "fields": list(fields)}


def field(name: str, type_: Value = "string", **more: Value) -> Value:
    return {"name": name, "type": type_, **more}


def enum(*symbols: Value, name: str = "Status", **more: Value) -> Value:
    return {"type": "enum", "name": name, "symbols": list(symbols), **more}


def fixed(size: int, name: str = "Hash", **more: Value) -> Value:
    return {"type": "fixed", "name": name, "size": size, **more}


def logical(type_: str, name: str, **more: Value) -> Value:
    return {"type": type_, "logicalType": name, **more}


def decimal(precision: int, scale: int) -> Value:
    return logical("bytes", "decimal", precision=precision, scale=scale)


def differences(reader: Value, writer: Value) -> tuple[Difference, ...]:
    return CHECKER.differences(CHECKER.parse(json.dumps(reader)), CHECKER.parse(json.dumps(writer)))


def hazards(new: Value, old: Value) -> tuple[Difference, ...]:
    return CHECKER.hazards(CHECKER.parse(json.dumps(new)), CHECKER.parse(json.dumps(old)))
