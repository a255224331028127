"""What the official compiler makes of a .proto text, in the words of our descriptors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
)
from tests.require import absent

from headgate.compat.protobuf import parse
from headgate.compat.protobuf.descriptors import (
    EnumType,
    Field,
    File,
    Label,
    MapType,
    Message,
    Named,
    NamedKind,
)
from headgate.compat.protobuf.hazards import extensions

Kind = FieldDescriptorProto


@dataclass(frozen=True, slots=True)
class Line:
    """One declaration: where it stands and what it says."""

    place: str
    says: str


def compiled(text: str, folder: Path) -> FileDescriptorProto | None:
    """The compiler's descriptor of a text; None when it refuses the text."""
    try:
        import grpc_tools  # noqa: PLC0415 - an outside tool that may be absent
        from grpc_tools import protoc  # noqa: PLC0415 - likewise
    except ImportError:
        absent("grpcio-tools is not installed")
    source, made = folder / "judged.proto", folder / "judged.pb"
    source.write_text(text, encoding="utf-8")
    own = Path(str(grpc_tools.__file__)).parent / "_proto"
    status = protoc.main(["protoc", f"-I{folder}", f"-I{own}", f"--descriptor_set_out={made}", str(source)])
    if status != 0:
        return None
    return FileDescriptorSet.FromString(made.read_bytes()).file[0]


def ours(text: str) -> set[Line]:
    """All that our parser finds in a text."""
    file = parse(text)
    return {Line("", f"{file.syntax.value} {file.package}"), *_our_types(file)}


def theirs(file: FileDescriptorProto) -> set[Line]:
    """All that the compiler found."""
    scope = file.package
    found = {Line("", f"{file.syntax or 'proto2'} {scope}")}
    for message in file.message_type:
        found |= set(_their_message(message, scope, file.syntax))
    for enum in file.enum_type:
        found |= set(_their_enum(enum, scope))
    found |= set(_their_extensions(file, scope))
    return found


def _our_types(file: File) -> Iterator[Line]:
    for message in file.messages:
        yield from _our_message(message, file.package)
    for enum in file.enums:
        yield from _our_enum(enum, file.package)
    for extension in extensions(file):
        yield Line(f"+{extension.extendee}", _our_field(extension.field))


def _our_message(message: Message, outer: str) -> Iterator[Line]:
    scope = f"{outer}.{message.name}".lstrip(".")
    yield Line(scope, f"message {len(message.fields)}")
    for field in message.fields:
        yield Line(scope, _our_field(field))
    for oneof in message.oneofs:
        yield Line(scope, f"oneof {oneof.name}")
    for taken in message.reserved.numbers:
        yield Line(scope, f"reserved {taken.first} {taken.last}")
    for name in message.reserved.names:
        yield Line(scope, f"reserved {name}")
    for opened in message.extension_ranges:
        yield Line(scope, f"open {opened.first} {opened.last}")
    for nested in message.messages:
        yield from _our_message(nested, scope)
    for enum in message.enums:
        yield from _our_enum(enum, scope)


def _our_enum(enum: EnumType, outer: str) -> Iterator[Line]:
    scope = f"{outer}.{enum.name}".lstrip(".")
    yield Line(scope, f"enum alias={enum.allow_alias}")
    for value in enum.values:
        yield Line(scope, f"{value.name} = {value.number}")
    for taken in enum.reserved.numbers:
        yield Line(scope, f"reserved {taken.first} {taken.last}")
    for name in enum.reserved.names:
        yield Line(scope, f"reserved {name}")


def _our_field(field: Field) -> str:
    label = "optional" if field.label is Label.IMPLICIT else field.label.value
    type_ = field.type
    if isinstance(type_, MapType):
        return f"{field.name} = {field.number} map<{type_.key}, {_our_type(type_.value)}> {field.json_name}"
    return f"{field.name} = {field.number} {label} {_our_type(type_)} {field.oneof} {field.json_name}"


def _our_type(type_: object) -> str:
    if isinstance(type_, Named):
        assert type_.kind is not NamedKind.UNKNOWN, type_
        return f"{type_.kind.value} {type_.name}"
    return str(type_)


def _their_message(message: DescriptorProto, outer: str, syntax: str) -> Iterator[Line]:
    scope = f"{outer}.{message.name}".lstrip(".")
    entries = {one.name: one for one in message.nested_type if one.options.map_entry}
    made_up = {one.oneof_index for one in message.field if one.proto3_optional}
    yield Line(scope, f"message {len(message.field)}")
    for field in message.field:
        yield Line(scope, _their_field(field, message, entries))
    for place, oneof in enumerate(message.oneof_decl):
        if place not in made_up:
            yield Line(scope, f"oneof {oneof.name}")
    for taken in message.reserved_range:
        yield Line(scope, f"reserved {taken.start} {taken.end - 1}")
    for name in message.reserved_name:
        yield Line(scope, f"reserved {name}")
    for opened in message.extension_range:
        yield Line(scope, f"open {opened.start} {opened.end - 1}")
    for nested in message.nested_type:
        if nested.name not in entries:
            yield from _their_message(nested, scope, syntax)
    for enum in message.enum_type:
        yield from _their_enum(enum, scope)


def _their_enum(enum: EnumDescriptorProto, outer: str) -> Iterator[Line]:
    scope = f"{outer}.{enum.name}".lstrip(".")
    yield Line(scope, f"enum alias={enum.options.allow_alias}")
    for value in enum.value:
        yield Line(scope, f"{value.name} = {value.number}")
    for taken in enum.reserved_range:
        yield Line(scope, f"reserved {taken.start} {taken.end}")
    for name in enum.reserved_name:
        yield Line(scope, f"reserved {name}")


def _their_extensions(at: FileDescriptorProto | DescriptorProto, scope: str) -> Iterator[Line]:
    for field in at.extension:
        yield Line(f"+{field.extendee[1:]}", _their_field(field, None, {}))
    nested = at.message_type if isinstance(at, FileDescriptorProto) else at.nested_type
    for message in nested:
        yield from _their_extensions(message, f"{scope}.{message.name}")


def _their_field(
    field: FieldDescriptorProto, message: DescriptorProto | None, entries: dict[str, DescriptorProto]
) -> str:
    entry = entries.get(field.type_name.rpartition(".")[2])
    if entry is not None and field.label == Kind.LABEL_REPEATED:
        types = f"map<{_their_type(entry.field[0])}, {_their_type(entry.field[1])}>"
        return f"{field.name} = {field.number} {types} {field.json_name}"
    oneof = None
    if message is not None and field.HasField("oneof_index") and not field.proto3_optional:
        oneof = message.oneof_decl[field.oneof_index].name
    label = Kind.Label.Name(field.label).removeprefix("LABEL_").lower()
    return f"{field.name} = {field.number} {label} {_their_type(field)} {oneof} {field.json_name}"


def _their_type(field: FieldDescriptorProto) -> str:
    word = Kind.Type.Name(field.type).removeprefix("TYPE_").lower()
    return f"{word} {field.type_name[1:]}" if field.type_name else word
