"""All differences between two files, messages and enums held against each other by name, fields by number."""

from __future__ import annotations

from collections.abc import Iterator

from headgate.compat.protobuf.descriptors import EnumType, Field, File, Label, Message, Oneof
from headgate.compat.protobuf.difference_types import DifferenceType, Found
from headgate.compat.protobuf.field_types import Pair, label_differences, type_differences

ROOT = "#"


def all_differences(reader: File, writer: File) -> tuple[Found, ...]:
    """What differs, breaking or not, in the reader's order."""
    return tuple(_Comparison(reader, writer).found())


def members(message: Message, oneof: str) -> tuple[Field, ...]:
    """The fields of one oneof."""
    return tuple(one for one in message.fields if one.oneof == oneof)


def by_number(message: Message) -> dict[int, Field]:
    """The message's fields by their numbers."""
    return {one.number: one for one in message.fields}


class _Comparison:
    def __init__(self, reader: File, writer: File) -> None:
        self._reader = reader
        self._writer = writer

    def found(self) -> Iterator[Found]:
        reader, writer = self._reader, self._writer
        if reader.package != writer.package:
            yield Found(
                DifferenceType.PACKAGE_CHANGED,
                f"{ROOT}/",
                f"the reader's package is `{reader.package}` and the writer's `{writer.package}`, so no type has"
                " the same full name",
            )
        yield from self._messages(reader.messages, writer.messages, ROOT)
        yield from _enums(reader.enums, writer.enums, ROOT)

    def _messages(
        self, reader: tuple[Message, ...], writer: tuple[Message, ...], path: str
    ) -> Iterator[Found]:
        written = {one.name: (place, one) for place, one in enumerate(writer)}
        for place, message in enumerate(reader):
            here = f"{path}/{message.name}"
            if message.name not in written:
                yield Found(DifferenceType.MESSAGE_ADDED, here, f"the writer has no message `{message.name}`")
                continue
            before, old = written.pop(message.name)
            if before != place:
                yield Found(
                    DifferenceType.MESSAGE_MOVED,
                    here,
                    f"message `{message.name}` stands in place {place} for the reader and {before} for the writer",
                )
            yield from self._message(message, old, here)
        for name in written:
            yield Found(
                DifferenceType.MESSAGE_REMOVED,
                f"{path}/{name}",
                f"the reader has no message `{name}`, and the writer may have written it",
            )

    def _message(self, reader: Message, writer: Message, path: str) -> Iterator[Found]:
        yield from self._fields(reader, writer, path)
        yield from _oneofs(reader, writer, path)
        yield from self._messages(reader.messages, writer.messages, path)
        yield from _enums(reader.enums, writer.enums, path)

    def _fields(self, reader: Message, writer: Message, path: str) -> Iterator[Found]:
        written = by_number(writer)
        for field in reader.fields:
            here = f"{path}/{field.number}"
            old = written.pop(field.number, None)
            if old is None:
                yield from _added(field, writer, here)
                continue
            if field.name != old.name:
                yield Found(
                    DifferenceType.FIELD_NAME_CHANGED,
                    here,
                    f"field {field.number} is `{field.name}` to the reader and `{old.name}` to the writer",
                )
            pair = Pair(field, old, here, (self._reader.package, self._writer.package))
            yield from label_differences(pair)
            yield from type_differences(pair)
        for old in written.values():
            yield from _removed(old, reader, f"{path}/{old.number}")


def _added(field: Field, writer: Message, path: str) -> Iterator[Found]:
    if field.oneof is not None and _has_oneof(writer, field.oneof):
        return  # told as a change of its oneof
    required = field.label is Label.REQUIRED
    what = DifferenceType.REQUIRED_FIELD_ADDED if required else DifferenceType.FIELD_ADDED
    then = ", and the reader requires it" if required else ""
    yield Found(what, path, f"the writer has no field {field.number} `{field.name}`{then}")


def _removed(old: Field, reader: Message, path: str) -> Iterator[Found]:
    if old.oneof is not None and _has_oneof(reader, old.oneof):
        return  # told as a change of its oneof
    required = old.label is Label.REQUIRED
    what = DifferenceType.REQUIRED_FIELD_REMOVED if required else DifferenceType.FIELD_REMOVED
    then = ", which the writer requires" if required else ""
    yield Found(what, path, f"the reader has no field {old.number} `{old.name}`{then}")


def _has_oneof(message: Message, name: str) -> bool:
    return any(one.name == name for one in message.oneofs)


def _oneofs(reader: Message, writer: Message, path: str) -> Iterator[Found]:
    for oneof in reader.oneofs:
        here = f"{path}/{oneof.name}"
        if _has_oneof(writer, oneof.name):
            yield from _oneof_in_both(oneof, reader, writer, here)
        else:
            yield from _new_oneof(oneof, reader, writer, here)
    for oneof in writer.oneofs:
        if not _has_oneof(reader, oneof.name):
            yield Found(
                DifferenceType.ONEOF_REMOVED,
                f"{path}/{oneof.name}",
                f"the reader has no oneof `{oneof.name}`",
            )


def _oneof_in_both(oneof: Oneof, reader: Message, writer: Message, path: str) -> Iterator[Found]:
    written = by_number(writer)
    now = {one.number for one in members(reader, oneof.name)}
    for field in members(reader, oneof.name):
        old = written.get(field.number)
        if old is None:
            yield Found(
                DifferenceType.ONEOF_FIELD_ADDED,
                f"{path}/{field.number}",
                f"the writer has no field {field.number} `{field.name}` in the oneof `{oneof.name}`",
            )
        elif old.oneof != oneof.name:
            yield Found(
                DifferenceType.FIELD_MOVED_TO_EXISTING_ONEOF,
                f"{path}/{field.number}",
                f"field {field.number} `{field.name}` is in the oneof `{oneof.name}` for the reader alone: of two"
                " values written together it keeps one",
            )
    for old in members(writer, oneof.name):
        if old.number not in now:
            yield Found(
                DifferenceType.ONEOF_FIELD_REMOVED,
                f"{path}/{old.number}",
                f"the reader has no field {old.number} `{old.name}` in the oneof `{oneof.name}`: where the writer set"
                " it, the reader sees none set",
            )


def _new_oneof(oneof: Oneof, reader: Message, writer: Message, path: str) -> Iterator[Found]:
    yield Found(DifferenceType.ONEOF_ADDED, path, f"the writer has no oneof `{oneof.name}`")
    written = by_number(writer)
    moved = [written[one.number] for one in members(reader, oneof.name) if one.number in written]
    # Fields that shared a oneof before could not be set together, so they count once.
    if len({one.oneof or one.number for one in moved}) > 1:
        names = ", ".join(f"`{one.name}`" for one in moved)
        yield Found(
            DifferenceType.MULTIPLE_FIELDS_MOVED_TO_ONEOF,
            path,
            f"{names} are in one oneof `{oneof.name}` for the reader alone: of two values written together it keeps"
            " one",
        )


def _enums(reader: tuple[EnumType, ...], writer: tuple[EnumType, ...], path: str) -> Iterator[Found]:
    written = {one.name: one for one in writer}
    for enum in reader:
        here = f"{path}/{enum.name}"
        old = written.pop(enum.name, None)
        if old is None:
            yield Found(DifferenceType.ENUM_ADDED, here, f"the writer has no enum `{enum.name}`")
        else:
            yield from _enum(enum, old, here)
    for name in written:
        yield Found(DifferenceType.ENUM_REMOVED, f"{path}/{name}", f"the reader has no enum `{name}`")


def _enum(reader: EnumType, writer: EnumType, path: str) -> Iterator[Found]:
    written = {one.number: one.name for one in writer.values}
    read = {one.number: one.name for one in reader.values}
    for number, name in read.items():
        here = f"{path}/{number}"
        if number not in written:
            yield Found(DifferenceType.ENUM_CONST_ADDED, here, f"the writer has no value {number} `{name}`")
        elif written[number] != name:
            yield Found(
                DifferenceType.ENUM_CONST_CHANGED,
                here,
                f"value {number} is `{name}` to the reader and `{written[number]}` to the writer",
            )
    for number, name in written.items():
        if number not in read:
            yield Found(
                DifferenceType.ENUM_CONST_REMOVED,
                f"{path}/{number}",
                f"the reader has no value {number} `{name}`",
            )
