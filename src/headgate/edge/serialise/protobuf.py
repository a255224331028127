"""Protobuf payloads: a message class made at run time from the stream's own shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias, assert_never

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory, timestamp_pb2

from headgate.edge.serialise.protocol import Payload, UnserialisableError
from headgate.emit.protobuf.message import EnumShape, FieldShape, Kind, MessageShape, message_of, package_of
from headgate.model import Stream

Written: TypeAlias = object
Convert: TypeAlias = Callable[[object], Written]
FieldProto = descriptor_pb2.FieldDescriptorProto
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
SECOND: Final = timedelta(seconds=1)
MICROSECOND: Final = timedelta(microseconds=1)
NANOS_A_MICRO: Final = 1_000
TIMESTAMP_TYPE: Final = ".google.protobuf.Timestamp"
# The first message of the file, in the short form that every Confluent client writes.
FIRST_MESSAGE: Final = b"\x00"
_TYPES: Final = {
    "string": FieldProto.TYPE_STRING,
    "bool": FieldProto.TYPE_BOOL,
    "int32": FieldProto.TYPE_INT32,
    "int64": FieldProto.TYPE_INT64,
    "float": FieldProto.TYPE_FLOAT,
    "double": FieldProto.TYPE_DOUBLE,
    "bytes": FieldProto.TYPE_BYTES,
}


def protobuf_payload(stream: Stream) -> Payload:
    """The function that writes records of `stream`; the bytes start with the message's index in its file."""
    shape = message_of(stream)
    kind = message_class(shape, package_of(stream))
    convert = _message_converter(shape)

    def payload(record: Mapping[str, object]) -> bytes:
        try:
            written = convert(record)
            assert isinstance(written, dict)
            return FIRST_MESSAGE + kind(**written).SerializeToString(deterministic=True)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as fault:
            raise UnserialisableError("protobuf", fault) from fault

    return payload


def message_class(shape: MessageShape, package: str) -> type[message.Message]:
    """The class of `shape`, in a descriptor pool of its own."""
    file = descriptor_pb2.FileDescriptorProto(name="stream.proto", package=package, syntax="proto3")
    file.dependency.append(timestamp_pb2.DESCRIPTOR.name)
    _describe(shape, file.message_type.add(), f".{package}.{shape.name}")
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(timestamp_pb2.DESCRIPTOR.serialized_pb)
    pool.AddSerializedFile(file.SerializeToString())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{package}.{shape.name}"))


def _describe(shape: MessageShape, target: descriptor_pb2.DescriptorProto, full_name: str) -> None:
    target.name = shape.name
    for field in shape.fields:
        proto = target.field.add(name=field.source.name, number=field.number)
        proto.label = (
            FieldProto.LABEL_REPEATED if field.repeated or field.mapped else FieldProto.LABEL_OPTIONAL
        )
        holder, holder_name = (
            _map_entry(field, proto, target, full_name) if field.mapped else (proto, full_name)
        )
        if not (field.repeated or field.mapped):
            # A proto3 `optional` is a oneof of its own.
            proto.proto3_optional = True
            proto.oneof_index = len(target.oneof_decl)
            target.oneof_decl.add(name=f"_{field.source.name}")
        _type(field, holder, target, holder_name)


def _map_entry(
    field: FieldShape, proto: FieldProto, target: descriptor_pb2.DescriptorProto, full_name: str
) -> tuple[FieldProto, str]:
    name = f"{''.join(word.capitalize() for word in field.source.name.split('_'))}Entry"
    entry = target.nested_type.add(name=name)
    entry.options.map_entry = True
    entry.field.add(name="key", number=1, type=FieldProto.TYPE_STRING, label=FieldProto.LABEL_OPTIONAL)
    proto.type, proto.type_name = FieldProto.TYPE_MESSAGE, f"{full_name}.{name}"
    return entry.field.add(name="value", number=2, label=FieldProto.LABEL_OPTIONAL), full_name


def _type(
    field: FieldShape, proto: FieldProto, target: descriptor_pb2.DescriptorProto, full_name: str
) -> None:
    match field.value:
        case Kind.TIMESTAMP:
            proto.type, proto.type_name = FieldProto.TYPE_MESSAGE, TIMESTAMP_TYPE
        case Kind() as kind:
            proto.type = _TYPES[kind.proto]
        case EnumShape(name) as shape:
            enum = target.enum_type.add(name=name)
            for number, value in enumerate(shape.values):
                enum.value.add(name=value, number=number)
            proto.type, proto.type_name = FieldProto.TYPE_ENUM, f"{full_name}.{name}"
        case MessageShape(name) as shape:
            _describe(shape, target.nested_type.add(), f"{full_name}.{name}")
            proto.type, proto.type_name = FieldProto.TYPE_MESSAGE, f"{full_name}.{name}"
        case _:
            assert_never(field.value)


def _message_converter(shape: MessageShape) -> Convert:
    converters = [(field.source.name, _field_converter(field)) for field in shape.fields]

    def convert(record: object) -> Written:
        assert isinstance(record, Mapping)
        present = ((name, converter, record.get(name)) for name, converter in converters)
        return {name: converter(value) for name, converter, value in present if value is not None}

    return convert


def _field_converter(field: FieldShape) -> Convert:
    convert = _converter(field.value)
    if field.repeated:
        return lambda values: [convert(value) for value in _iterable(values)]
    if field.mapped:
        return lambda values: {name: convert(value) for name, value in _mapping(values).items()}
    return convert


def _converter(value: Kind | EnumShape | MessageShape) -> Convert:
    match value:
        case EnumShape(symbols=symbols):
            numbers: dict[object, int] = {symbol: number for number, symbol in enumerate(symbols, 1)}
            return numbers.__getitem__
        case MessageShape():
            return _message_converter(value)
        case Kind.TIMESTAMP:
            return _timestamp
        case Kind.DECIMAL:
            return _decimal
        case Kind.DATE | Kind.TIME | Kind.LOCAL_TIMESTAMP:
            return _iso
        case Kind.STRING | Kind.UUID:
            return str
        case Kind():
            return _same
        case _:
            assert_never(value)


def _same(value: object) -> Written:
    return value


def _iso(value: object) -> Written:
    assert isinstance(value, date | time | datetime)
    return value.isoformat()


def _decimal(value: object) -> Written:
    if not isinstance(value, Decimal | int):
        raise TypeError
    return format(Decimal(value), "f")


def _timestamp(value: object) -> Written:
    if not isinstance(value, datetime):
        raise TypeError
    seconds, rest = divmod(value - EPOCH, SECOND)
    return {"seconds": seconds, "nanos": rest // MICROSECOND * NANOS_A_MICRO}


def _iterable(values: object) -> list[object]:
    if not isinstance(values, list | tuple):
        raise TypeError
    return list(values)


def _mapping(values: object) -> Mapping[str, object]:
    if not isinstance(values, Mapping):
        raise TypeError
    return values
