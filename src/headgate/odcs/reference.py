"""The reference page of the `headgate` custom property, written from its JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from headgate.odcs.nodes import Json
from headgate.odcs.reach import REACHES, Reach
from headgate.odcs.versions import KNOWN_VERSIONS, block_schema

PLACES: Final = ("contract", "stream", "property", "quality", "sla")

_INTRODUCTION: Final = """\
<!-- made by `headgate generate docs`; do not edit -->
# The `headgate` property

ODCS has no word for some of what a stream needs. headgate reads it from **one** custom property, named `headgate`, wherever
`customProperties` are allowed. Its value is a mapping with the keys below; every key may be left out. A wrong key, unit or place
is a finding at its line and column.

Durations are whole numbers with a unit: `500ms`, `30s`, `5m`, `1h`, `7d`. A dot leads into a nested object: `address.city`.
Contracts may be written in ODCS {versions}.
"""
_HEAD: Final = "| key | type | default | meaning | example |\n|---|---|---|---|---|"


def page() -> str:
    """The whole page, as Markdown."""
    versions = f"{', '.join(KNOWN_VERSIONS[:-1])} or {KNOWN_VERSIONS[-1]}"
    parts = [_INTRODUCTION.format(versions=versions)]
    parts += [_section(block_schema(place)) for place in PLACES]
    parts.append(_reach())
    return "\n".join(parts)


def keys(place: str) -> tuple[str, ...]:
    """All keys of the block at a place, the ones inside others with a dot: `dedup.by`."""
    return tuple(name for name, _ in _rows(block_schema(place), ""))


def _section(schema: dict[str, Json]) -> str:
    title = str(schema["title"]).partition(" ")[2]
    rows = "\n".join(_row(name, rule) for name, rule in _rows(schema, ""))
    return f"## {title.capitalize() if title.islower() else title}\n\n{schema['description']}\n\n{_HEAD}\n{rows}\n"


def _rows(schema: dict[str, Json], above: str) -> Iterator[tuple[str, dict[str, Json]]]:
    properties = schema.get("properties")
    for name, rule in properties.items() if isinstance(properties, dict) else ():
        if not isinstance(rule, dict):
            continue
        path = f"{above}{name}"
        yield path, rule
        yield from _rows(rule, f"{path}.")
        items = rule.get("items")
        if isinstance(items, dict):
            yield from _rows(items, f"{path}[].")


def _row(name: str, rule: dict[str, Json]) -> str:
    cells = (f"`{name}`", _type(rule), _default(rule), str(rule["description"]), _example(rule))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


_TYPES: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "mapping",
}


def _type(rule: dict[str, Json]) -> str:
    choices, title = rule.get("enum"), str(rule.get("title", ""))
    if isinstance(choices, list):
        return ", ".join(f"`{choice}`" for choice in choices)
    if title.startswith(("a ", "the ")):
        return title.removeprefix("a ")
    return _TYPES[str(rule["type"])] + _bounds(rule)


def _bounds(rule: dict[str, Json]) -> str:
    words = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to", "exclusiveMaximum": "below"}
    bounds = [f"{word} {rule[key]}" for key, word in words.items() if key in rule]
    return f", {' '.join(bounds)}" if bounds else ""


def _default(rule: dict[str, Json]) -> str:
    if "default" not in rule:
        return str(rule["x-default"])
    value = rule["default"]
    return {"": "empty", "[]": "none", "{}": "none"}.get(_spelled(value), f"`{_spelled(value)}`")


def _example(rule: dict[str, Json]) -> str:
    examples = rule["examples"]
    return ", ".join(f"`{_spelled(item)}`" for item in examples) if isinstance(examples, list) else ""


def _spelled(value: Json) -> str:
    """A value as one would write it in YAML, on one line."""
    match value:
        case str():
            return value
        case list():
            return f"[{', '.join(_spelled(item) for item in value)}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_spelled(item)}' for key, item in value.items())}}}"
        case _:
            return json.dumps(value, default=str)


_REACH_INTRODUCTION: Final = """\
## What is read of ODCS

Keys that headgate acts on, and keys that only describe: these are checked against the standard's schema and then left to people and to
other tools. Custom properties of other names are left alone.

| in | read | descriptive |
|---|---|---|"""


def _reach() -> str:
    return "\n".join((_REACH_INTRODUCTION, *(_reach_row(reach) for reach in REACHES))) + "\n"


def _reach_row(reach: Reach) -> str:
    read, descriptive = (
        ", ".join(f"`{key}`" for key in sorted(keys)) for keys in (reach.read, reach.descriptive)
    )
    return f"| {reach.title} | {read} | {descriptive} |"
