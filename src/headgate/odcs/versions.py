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
    """A JSON Schema, as a value and as its validator; `title` names it in messages.

    `is_odcs` tells the standard's own from ours; `is_old` that a newer version of the standard is known.
    """

    title: str
    schema: Json
    validator: jsonschema_rs.Validator
    is_odcs: bool = False
    is_old: bool = False


@cache
def version_shape(version: str) -> Shape:
    """The shape of contracts of a known version; built once a process."""
    schema = _schema("schemas", _SCHEMAS[version])
    validator = jsonschema_rs.Draft201909Validator(schema)
    return Shape(f"ODCS {version}", schema, validator, is_odcs=True, is_old=version != NEWEST_VERSION)


@cache
def block_shape(place: str) -> Shape:
    """The shape of the `headgate` value at a place: stream, property, quality, sla or contract."""
    schema = block_schema(place)
    return Shape("the headgate property", schema, jsonschema_rs.Draft201909Validator(schema))


def block_schema(place: str) -> dict[str, Json]:
    """The JSON Schema of the `headgate` value at a place."""
    return _schema("properties", place)


def _schema(room: str, name: str) -> dict[str, Json]:
    text = _HERE.joinpath(room, f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Json] = json.loads(text)
    return schema
