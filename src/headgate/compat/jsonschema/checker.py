"""The door: texts to schemas, two schemas to what differs, two versions to their hazards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from headgate.compat.jsonschema.build import parsed
from headgate.compat.jsonschema.compare import compared
from headgate.compat.jsonschema.found import Findings, Found, leaves
from headgate.compat.jsonschema.hazards import hazardous
from headgate.compat.jsonschema.schema import Schema
from headgate.compat.verdict import Difference, SchemaTextError


class JsonSchemaChecker:
    """Compares JSON Schemas as Confluent's registry does."""

    def parse(self, text: str) -> Schema:
        """The schema; `SchemaTextError` when the text is none, or when it needs another text."""
        return parsed(text)

    def differences(self, reader: object, writer: object) -> tuple[Difference, ...]:
        """What stops `reader` from taking what `writer` took; none when nothing does."""
        return _told(leaves(_found(reader, writer), only_breaking=True))

    def hazards(self, new: object, old: object) -> tuple[Difference, ...]:
        """What the registry lets pass from `old` to `new` and readers trip over all the same."""
        return _told(hazardous(leaves(_found(new, old))))


CHECKER: Final = JsonSchemaChecker()


def all_differences(reader: object, writer: object) -> tuple[Difference, ...]:
    """Everything that differs by the registry's names, also what it takes."""
    return _told(one for one in leaves(_found(reader, writer)) if not one.type.islower())


def _found(reader: object, writer: object) -> Findings:
    if not isinstance(reader, Schema) or not isinstance(writer, Schema):
        raise TypeError("JSON Schemas are compared with JSON Schemas, as `parse` gives them")
    try:
        return compared(reader, writer)
    except RecursionError as deep:
        raise SchemaTextError("the JSON Schemas nest too deeply to be compared") from deep


def _told(found: Iterable[Found]) -> tuple[Difference, ...]:
    return tuple(dict.fromkeys(Difference(one.type, one.place, one.sentence) for one in found))
