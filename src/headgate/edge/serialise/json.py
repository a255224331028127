"""JSON payloads, spelled as the JSON Schema back end promises."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from headgate.edge.serialise.protocol import Payload, UnserialisableError


def json_payload() -> Payload:
    """The function that writes records as compact JSON; a missing optional value is left out."""

    def payload(record: Mapping[str, object]) -> bytes:
        try:
            present = {name: value for name, value in record.items() if value is not None}
            return json.dumps(
                present, default=_spelled, ensure_ascii=False, allow_nan=False, separators=(",", ":")
            ).encode()
        except (ValueError, TypeError, OverflowError, RecursionError) as fault:
            raise UnserialisableError("json", fault) from fault

    return payload


def _spelled(value: object) -> object:
    match value:
        case datetime():
            return _instant(value)
        case date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case UUID():
            return str(value)
        case Decimal():
            return format(value, "f")
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(type(value).__name__)


def _instant(value: datetime) -> str:
    return (
        value.isoformat()
        if value.tzinfo is None
        else value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    )
