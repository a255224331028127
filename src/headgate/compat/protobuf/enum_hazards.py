"""Hazards of an enum that both schemas have; the registry looks at none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from headgate.compat.protobuf.descriptors import EnumType, File, Message
from headgate.compat.protobuf.hazard_types import Hazard, hazard
from headgate.compat.verdict import Difference


def enum_hazards(new: EnumType, old: EnumType, path: str) -> Iterator[Difference]:
    """Values that are gone, have another name or number, or have a second name."""
    names = {one.name: one.number for one in new.values}
    kept = {one.number for one in new.values}
    was = {one.number for one in old.values}
    for value in old.values:
        here = f"{path}/{value.number}"
        if value.name in names and names[value.name] != value.number:
            said = f"`{value.name}` was {value.number} and is {names[value.name]}"
            yield hazard(Hazard.ENUM_VALUE_RENUMBERED, here, said)
        elif value.name not in names and value.number not in kept:
            yield hazard(Hazard.ENUM_VALUE_REMOVED, here, f"`{value.name}` ({value.number}) is gone")
        elif value.name not in names:
            now = ", ".join(f"`{one.name}`" for one in new.values if one.number == value.number)
            yield hazard(Hazard.ENUM_VALUE_RENAMED, here, f"{value.number} was `{value.name}` and is {now}")
    yield from _aliases(new, {one.name for one in old.values}, was, path)


def meanings(file: File, name: str) -> Mapping[int, str]:
    """An enum's names by number, the enum found by its full name; empty when the file does not declare it."""
    for full, enum in _all(file):
        if full == name:
            return {one.number: one.name for one in enum.values}
    return {}


def _aliases(new: EnumType, known: set[str], was: set[int], path: str) -> Iterator[Difference]:
    names: dict[int, list[str]] = {}
    for value in new.values:
        names.setdefault(value.number, []).append(value.name)
    for number, all_names in names.items():
        added = [name for name in all_names if name not in known]
        if number in was and len(all_names) > 1 and added:
            said = f"{number} has the names {', '.join(f'`{name}`' for name in all_names)}"
            yield hazard(Hazard.ENUM_ALIAS_ADDED, f"{path}/{number}", said)


def _all(file: File) -> Iterator[tuple[str, EnumType]]:
    yield from ((_inside(file.package, one.name), one) for one in file.enums)
    for message in file.messages:
        yield from _of(message, file.package)


def _of(message: Message, outer: str) -> Iterator[tuple[str, EnumType]]:
    scope = _inside(outer, message.name)
    yield from ((_inside(scope, one.name), one) for one in message.enums)
    for nested in message.messages:
        yield from _of(nested, scope)


def _inside(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name
