"""The versions of ODCS that are read, each with its official JSON Schema."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import jsonschema_rs

from headgate.odcs.nodes import Json

_SCHEMAS: Final = {
    "v3.0.0": "odcs-3.0.1",  # its own file has errors that v3.0.1 corrects; v3.0.1 admits v3.0.0 by name
    "v3.0.1": "odcs-3.0.1",
    "v3.0.2": "odcs-3.0.2",
    "v3.1.0": "odcs-3.1.0",
    "v3.2.0": "odcs-3.2.0",
}

_HERE: Final = Path(__file__).parent

KNOWN_VERSIONS: Final = tuple(_SCHEMAS)
NEWEST_VERSION: Final = KNOWN_VERSIONS[-1]


@dataclass(frozen=True, slots=True)
class Shape:
    """A JSON Schema, as a value and as its validator; `title` names it in messages."""

    title: str
    schema: Json
    validator: jsonschema_rs.Validator


@cache
def version_shape(version: str) -> Shape:
    """The shape of contracts of a known version; built once a process."""
    return _shape(f"ODCS {version}", "schemas", _SCHEMAS[version])


@cache
def block_shape(place: str) -> Shape:
    """The shape of the `headgate` value at a place: stream, property, quality, sla or contract."""
    return _shape("the headgate property", "properties", place)


def _shape(title: str, room: str, name: str) -> Shape:
    text = _HERE.joinpath(room, f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Json] = json.loads(text)
    return Shape(title, schema, jsonschema_rs.Draft201909Validator(schema))
