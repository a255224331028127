"""What every mode of the registry lets pass and readers trip over all the same, over whole files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headgate.compat.protobuf.comparison import ROOT, by_number
from headgate.compat.protobuf.descriptors import (
    EnumType,
    Extension,
    Field,
    File,
    MapType,
    Message,
    Named,
    NamedKind,
    Range,
    Reserved,
)
from headgate.compat.protobuf.enum_hazards import enum_hazards, meanings
from headgate.compat.protobuf.field_hazards import field_hazards, name_hazards
from headgate.compat.protobuf.hazard_types import Hazard, hazard
from headgate.compat.verdict import Difference


def hazards(new: File, old: File) -> tuple[Difference, ...]:
    """The hazards of the step from `old` to `new`, in the order of the new file."""
    return tuple(_Step(new, old).found())


@dataclass(frozen=True, slots=True)
class _Step:
    new: File
    old: File

    def found(self) -> Iterator[Difference]:
        yield from _first_message(self.new, self.old)
        yield from self._messages(self.new.messages, self.old.messages, ROOT)
        yield from _enums(self.new.enums, self.old.enums, ROOT)
        yield from _extensions(self.new, self.old)

    def _messages(
        self, new: tuple[Message, ...], old: tuple[Message, ...], path: str
    ) -> Iterator[Difference]:
        before = {one.name: one for one in old}
        kept = [one.name for one in new if one.name in before]
        if kept != [one.name for one in old if one.name in set(kept)]:
            names = ", ".join(f"`{name}`" for name in kept)
            yield hazard(Hazard.MESSAGE_REORDERED, f"{path}/", f"the messages are now in the order {names}")
        for message in new:
            here = f"{path}/{message.name}"
            if message.name in before:
                yield from self._message(message, before[message.name], here)
            else:
                yield from _renamed(message, new, old, here)

    def _message(self, new: Message, old: Message, path: str) -> Iterator[Difference]:
        written, syntaxes = by_number(old), (self.new.syntax, self.old.syntax)
        names = {one.name for one in new.fields}
        for field in new.fields:
            here = f"{path}/{field.number}"
            before = written.get(field.number)
            if before is not None:
                yield from name_hazards(field, before, here, elsewhere=before.name in names)
                yield from field_hazards(field, before, here, syntaxes)
                yield from _oneof_hazards(field, before, here)
                yield from self._replaced_enum(field, before, here)
        yield from _gone(new, old, path)
        yield from _reserved(new.reserved, old.reserved, _opened(new), path)
        yield from self._messages(new.messages, old.messages, path)
        yield from _enums(new.enums, old.enums, path)

    def _replaced_enum(self, new: Field, old: Field, path: str) -> Iterator[Difference]:
        now, before = _enum_of(new), _enum_of(old)
        if now is None or before is None or now.name == before.name:
            return
        meant, was = meanings(self.new, now.name), meanings(self.old, before.name)
        if any(meant.get(number) != name for number, name in was.items()):
            said = f"field {new.number} `{new.name}` was the enum `{before}` and is `{now}`"
            yield hazard(Hazard.ENUM_REPLACED, path, said)


def _first_message(new: File, old: File) -> Iterator[Difference]:
    if new.messages and old.messages and new.messages[0].name != old.messages[0].name:
        said = f"the first message was `{old.messages[0].name}` and is `{new.messages[0].name}`"
        yield hazard(Hazard.FIRST_MESSAGE_CHANGED, f"{ROOT}/{new.messages[0].name}", said)


def _renamed(
    message: Message, new: tuple[Message, ...], old: tuple[Message, ...], path: str
) -> Iterator[Difference]:
    left = {one.name for one in new}
    for before in old:
        if before.name not in left and before.fields and _shape(before) == _shape(message):
            said = f"message `{before.name}` is gone and `{message.name}` has its fields"
            yield hazard(Hazard.MESSAGE_RENAMED, path, said)
            return


def _shape(message: Message) -> frozenset[tuple[int, str]]:
    return frozenset((one.number, one.name) for one in message.fields)


def _oneof_hazards(new: Field, old: Field, path: str) -> Iterator[Difference]:
    if old.oneof is None and new.oneof is not None:
        said = f"field {new.number} `{new.name}` is in the oneof `{new.oneof}` now"
        yield hazard(Hazard.MOVED_INTO_ONEOF, path, said)


def _gone(new: Message, old: Message, path: str) -> Iterator[Difference]:
    now, names = by_number(new), {one.name: one for one in new.fields}
    for field in old.fields:
        here = f"{path}/{field.number}"
        moved = names.get(field.name)
        if moved is not None and moved.number != field.number:
            said = f"field `{field.name}` had the number {field.number} and has {moved.number}"
            yield hazard(Hazard.FIELD_RENUMBERED, here, said)
        elif field.number not in now and not any(field.number in one for one in new.reserved.numbers):
            said = f"field {field.number} `{field.name}` is gone and its number is not reserved"
            yield hazard(Hazard.REMOVED_NOT_RESERVED, here, said)


def _opened(message: Message) -> tuple[Range, ...]:
    return tuple(Range(one.number, one.number) for one in message.fields)


def _reserved(new: Reserved, old: Reserved, used: tuple[Range, ...], path: str) -> Iterator[Difference]:
    for taken in old.numbers:
        if not any(one.covers(taken) for one in new.numbers):
            again = " and used" if any(one.first in taken for one in used) else ""
            said = f"{taken} was reserved and is free{again}"
            yield hazard(Hazard.RESERVED_DROPPED, f"{path}/{taken.first}", said)
    for name in old.names:
        if name not in new.names:
            yield hazard(
                Hazard.RESERVED_DROPPED, f"{path}/{name}", f"the name `{name}` was reserved and is free"
            )


def _enums(new: tuple[EnumType, ...], old: tuple[EnumType, ...], path: str) -> Iterator[Difference]:
    before = {one.name: one for one in old}
    for enum in new:
        if enum.name in before:
            here = f"{path}/{enum.name}"
            yield from enum_hazards(enum, before[enum.name], here)
            yield from _reserved(enum.reserved, before[enum.name].reserved, (), here)


def _enum_of(field: Field) -> Named | None:
    type_ = field.type.value if isinstance(field.type, MapType) else field.type
    return type_ if isinstance(type_, Named) and type_.kind is NamedKind.ENUM else None


def _extensions(new: File, old: File) -> Iterator[Difference]:
    now = {(one.extendee.name, one.field.number): one for one in extensions(new)}
    for before in extensions(old):
        after = now.get((before.extendee.name, before.field.number))
        path = f"{ROOT}/{before.extendee}/{before.field.number}"
        said = f"the extension {before.field.number} `{before.field.name}` of `{before.extendee}`"
        if after is None:
            yield hazard(Hazard.EXTENSION_REMOVED, path, f"{said} is gone")
        elif (after.field.type, after.field.label) != (before.field.type, before.field.label):
            yield hazard(
                Hazard.EXTENSION_RETYPED,
                path,
                f"{said} was `{before.field.type}` and is `{after.field.type}`",
            )


def extensions(file: File) -> Iterator[Extension]:
    """All extensions of a file, also those declared inside messages."""
    yield from file.extensions
    for message in file.messages:
        yield from _inside(message)


def _inside(message: Message) -> Iterator[Extension]:
    yield from message.extensions
    for nested in message.messages:
        yield from _inside(nested)
