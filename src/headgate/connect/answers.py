"""What services answer, as far as it can be read."""

from __future__ import annotations

import json
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def json_of(content: bytes) -> Json:
    """The JSON value; None, which no service means anything by, when it is none."""
    try:
        parsed: Json = json.loads(content)
    except ValueError:
        return None
    return parsed
