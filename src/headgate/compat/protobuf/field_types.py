"""Differences between the two types, and the two labels, that one field number has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from headgate.compat.protobuf.descriptors import Field, Label, MapType, Named, NamedKind, Scalar
from headgate.compat.protobuf.difference_types import DifferenceType, Found
from headgate.compat.protobuf.wire import Wire, same_name, wire_of

_NOT_NUMERIC: Final = frozenset({Wire.TEXT, Wire.MESSAGE, Wire.GROUP})


@dataclass(frozen=True, slots=True)
class Pair:
    """A field as the reader and as the writer has it, its path, and the packages of both files."""

    reader: Field
    writer: Field
    path: str
    packages: tuple[str, str]

    def found(self, what: DifferenceType, then: str) -> Found:
        """A difference of the two, told with both types."""
        one = f"field {self.reader.number} `{self.reader.name}` is"
        sides = f"{self.described(self.reader)} to the reader and {self.described(self.writer)} to the writer"
        return Found(what, self.path, f"{one} {sides}: {then}")

    @staticmethod
    def described(field: Field) -> str:
        """The label that is written, and the type."""
        mapped = isinstance(field.type, MapType)
        label = "" if mapped or field.label is Label.IMPLICIT else f"{field.label.value} "
        return f"`{label}{field.type}`"


def label_differences(pair: Pair) -> Iterator[Found]:
    """What a changed label does."""
    reader, writer = pair.reader, pair.writer
    if reader.label is Label.REQUIRED and writer.label is not Label.REQUIRED:
        yield pair.found(DifferenceType.REQUIRED_FIELD_ADDED, "what the writer leaves out stops the reader")
    repeated = [one.label is Label.REPEATED for one in (reader, writer)]
    if repeated[0] == repeated[1] or isinstance(reader.type, MapType) or isinstance(writer.type, MapType):
        return
    wires = {wire_of(reader.type), wire_of(writer.type)}
    if not wires <= _NOT_NUMERIC:
        yield pair.found(
            DifferenceType.FIELD_NUMERIC_LABEL_CHANGED, "repeated numbers are packed, single ones are not"
        )
    elif wires == {Wire.TEXT}:
        yield pair.found(
            DifferenceType.FIELD_STRING_OR_BYTES_LABEL_CHANGED,
            "of several values a single one keeps the last",
        )


def type_differences(pair: Pair) -> Iterator[Found]:
    """What a changed type does."""
    reader, writer = pair.reader.type, pair.writer.type
    if isinstance(reader, MapType) and isinstance(writer, MapType):
        yield from _types(pair, reader.key, writer.key)
        yield from _types(pair, reader.value, writer.value)
    elif isinstance(reader, MapType) or isinstance(writer, MapType):
        yield pair.found(DifferenceType.FIELD_KIND_CHANGED, "a map and a field that is none are two kinds")
    else:
        yield from _types(pair, reader, writer)


def _types(pair: Pair, reader: Scalar | Named, writer: Scalar | Named) -> Iterator[Found]:
    if isinstance(reader, Named) and isinstance(writer, Named):
        yield from _named(pair, reader, writer)
    elif wire_of(reader) is not wire_of(writer):
        scalars = isinstance(reader, Scalar) and isinstance(writer, Scalar)
        what = DifferenceType.FIELD_SCALAR_KIND_CHANGED if scalars else DifferenceType.FIELD_KIND_CHANGED
        yield pair.found(what, _unlike(wire_of(reader), wire_of(writer)))


def _named(pair: Pair, reader: Named, writer: Named) -> Iterator[Found]:
    unknown = NamedKind.UNKNOWN in (reader.kind, writer.kind)
    if not unknown and wire_of(reader) is not wire_of(writer):
        yield pair.found(DifferenceType.FIELD_KIND_CHANGED, _unlike(wire_of(reader), wire_of(writer)))
    elif wire_of(reader) is Wire.VARINT and not unknown:
        return  # two enums: numbers on the wire, whatever their names
    elif not same_name(reader, writer, pair.packages):
        yield pair.found(DifferenceType.FIELD_NAMED_TYPE_CHANGED, "another type by name")


def _unlike(reader: Wire, writer: Wire) -> str:
    return f"the one reads {reader.value}, the other writes {writer.value}"
