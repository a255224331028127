"""Protobuf's comparison as all formats have it: parse, the registry's differences, the hazards."""

from __future__ import annotations

from typing import Final

from headgate.compat.protobuf.comparison import all_differences
from headgate.compat.protobuf.descriptors import File
from headgate.compat.protobuf.hazards import hazards
from headgate.compat.protobuf.parser import parse
from headgate.compat.verdict import Checker, Difference


class ProtobufChecker:
    """Protobuf schemas held against each other by their descriptors."""

    def parse(self, text: str) -> object:
        """The file as descriptors; `SchemaTextError` when the text is no .proto file."""
        return parse(text)

    def differences(self, reader: object, writer: object) -> tuple[Difference, ...]:
        """What the registry refuses."""
        found = all_differences(_file(reader), _file(writer))
        return tuple(one.difference for one in found if one.type.breaks)

    def hazards(self, new: object, old: object) -> tuple[Difference, ...]:
        """What the registry lets pass and readers trip over."""
        return hazards(_file(new), _file(old))


def _file(schema: object) -> File:
    if not isinstance(schema, File):
        raise TypeError(f"a parsed .proto file is compared, not {type(schema).__name__}")
    return schema


CHECKER: Final[Checker] = ProtobufChecker()
