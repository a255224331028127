"""Avro's door: parse, differences, hazards."""

from __future__ import annotations

from typing import Final

from headgate.compat.avro.clash import TOO_DEEP
from headgate.compat.avro.comparison import clashes
from headgate.compat.avro.hazards import hazards
from headgate.compat.avro.nodes import Schema
from headgate.compat.avro.parse import parse
from headgate.compat.avro.wording import difference
from headgate.compat.verdict import Difference, SchemaTextError


class AvroChecker:
    """Compares Avro schemas as Apache Avro Java 1.12 does."""

    def parse(self, text: str) -> Schema:
        """The schema; `SchemaTextError` when the text is none."""
        return parse(text)

    def differences(self, reader: object, writer: object) -> tuple[Difference, ...]:
        """What stops `reader` from reading what `writer` wrote; none when nothing does."""
        read, written = _schema(reader), _schema(writer)
        try:
            found = clashes(read, written)
        except RecursionError as error:
            raise SchemaTextError(TOO_DEEP) from error
        return tuple(dict.fromkeys(difference(clash, read, written) for clash in found))

    def hazards(self, new: object, old: object) -> tuple[Difference, ...]:
        """What every mode of the registry lets pass and readers trip over all the same."""
        after, before = _schema(new), _schema(old)
        try:
            return tuple(hazards(after, before))
        except RecursionError as error:
            raise SchemaTextError(TOO_DEEP) from error


def _schema(parsed: object) -> Schema:
    if not isinstance(parsed, Schema):
        raise TypeError(f"not a parsed Avro schema: {type(parsed).__name__}")
    return parsed


CHECKER: Final = AvroChecker()
