"""JSON as text: compact for registries and literals, indented for files."""

from __future__ import annotations

import json
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def compact(value: Json) -> str:
    """One line, no spaces, keys in the given order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pretty(value: Json) -> str:
    """Two spaces a level and one final newline, keys in the given order."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
