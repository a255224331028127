"""A stand-alone module that judges a stream's records, with the record's type."""

from __future__ import annotations

from typing import assert_never

from headgate.emit.names import identifier, pascal
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    Float,
    Integer,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)
from headgate.predicate.checker import IMPORTS, checker_source

_VIOLATION = '''\
class Violation(TypedDict):
    """A rule that a record breaks; never carries the value."""

    rule: str
    field: str
    action: str
    reason: str
'''

_VALIDATE = '''\
def validate(record: Mapping[str, object]) -> list[Violation]:
    """All violations of a raw record; the empty list is a sound one. None is a missing value."""
    return [violation.copy() for violation in broken(record)]
'''


def python_module(stream: Stream, header: str) -> str:
    """The module's source, `header` (a comment) first."""
    imports = IMPORTS.replace(
        "import Any, TypeGuard\n", "import Any, Literal, NotRequired, TypedDict, TypeGuard\n"
    )
    # The file is as the generator wrote it, line lengths and all.
    head = (
        f"{header}\n# ruff: noqa\n"
        f'"""Judges records of {stream.topic.name} at the edge; needs Python 3.11 and nothing else."""\n\n'
        f"from __future__ import annotations\n\n{imports}"
    )
    types = _TypedDicts(stream).sources()
    return "\n\n".join((head, *types, _VIOLATION, checker_source(stream), _VALIDATE))


class _TypedDicts:
    """The record's type and those of its structs, inner ones first."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._sources: list[str] = []

    def sources(self) -> tuple[str, ...]:
        self._typed_dict(identifier(self._stream.name), self._stream.fields)
        return tuple(self._sources)

    def _typed_dict(self, name: str, fields: tuple[Field, ...]) -> str:
        # The call form allows names that are no Python identifiers.
        members = "".join(f"    {field.name!r}: {self._member(name, field)},\n" for field in fields)
        self._sources.append(f'{name} = TypedDict("{name}", {{\n{members}}})\n')
        return name

    def _member(self, parent: str, field: Field) -> str:
        spelled = self._type(field.type, f"{parent}{pascal(field.name)}")
        return spelled if field.required else f"NotRequired[{spelled} | None]"

    def _type(self, type_: Type, name: str) -> str:
        match type_:
            case Boolean():
                return "bool"
            case Integer():
                return "int"
            case Float():
                return "float"
            case Decimal():
                return "Decimal"
            case Text():
                return "str"
            case Bytes():
                return "bytes"
            case Date():
                return "date"
            case Time():
                return "time"
            case Timestamp():
                return "datetime"
            case Uuid():
                return "str | UUID"
            case Enumeration(symbols):
                return f"Literal[{', '.join(map(repr, symbols))}]"
            case ListOf(element):
                return f"list[{self._type(element, name)}]"
            case MapOf(value):
                return f"dict[str, {self._type(value, name)}]"
            case Struct(fields):
                return self._typed_dict(name, fields)
            case _:
                assert_never(type_)
