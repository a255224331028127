"""Protobuf enum values as the symbols of a contract: without zero, and without the prefix that style guides ask for."""

from __future__ import annotations

from dataclasses import dataclass

from headgate.compat.protobuf.descriptors import EnumType, EnumValue
from headgate.emit.names import words


@dataclass(frozen=True, slots=True)
class Symbols:
    """The names in the order of their numbers, and what an enum generated from them says otherwise."""

    names: tuple[str, ...]
    losses: tuple[str, ...] = ()


def read_symbols(enum: EnumType) -> Symbols:
    """The enum's symbols. Generated enums count from 1 and have UNSPECIFIED as zero, so other numbers are told."""
    first: dict[int, EnumValue] = {}
    for value in sorted(enum.values, key=lambda value: value.number):
        first.setdefault(value.number, value)
    prefix = "_".join(words(enum.name)).upper() + "_"
    zero = first.get(0)
    if zero is not None and zero.name.removeprefix(prefix) in ("UNSPECIFIED", "UNKNOWN"):
        del first[0]
    names = tuple(value.name.removeprefix(prefix) for value in first.values())
    return Symbols(names, tuple(_losses(enum, first, zero, prefix)))


def _losses(enum: EnumType, kept: dict[int, EnumValue], zero: EnumValue | None, prefix: str) -> list[str]:
    told = []
    if list(kept) != list(range(1, len(kept) + 1)):
        told.append(
            f"the numbers of `{enum.name}` are not kept: generated values count from 1, in this order"
        )
    if any(not value.name.startswith(prefix) for value in kept.values()):
        told.append(f"the value names of `{enum.name}` get the prefix `{prefix}`")
    if zero is not None and 0 not in kept and not zero.name.endswith("UNSPECIFIED"):
        told.append(f"`{zero.name}` becomes `{prefix}UNSPECIFIED`")
    if len(enum.values) > len({value.number for value in enum.values}):
        told.append(f"the aliases in `{enum.name}` are not kept")
    return told
