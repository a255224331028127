"""Hazards of one field number that both schemas have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.compat.protobuf.descriptors import Field, Label, MapType, Named, NamedKind, Scalar, Syntax, Type
from headgate.compat.protobuf.hazard_types import Hazard, hazard
from headgate.compat.protobuf.wire import Wire, wire_of
from headgate.compat.verdict import Difference

_BITS: Final = {
    Scalar.BOOL: 1,
    Scalar.INT32: 32,
    Scalar.UINT32: 32,
    Scalar.SINT32: 32,
    Scalar.INT64: 64,
    Scalar.UINT64: 64,
    Scalar.SINT64: 64,
}
_UNSIGNED: Final = frozenset({Scalar.UINT32, Scalar.UINT64, Scalar.FIXED32, Scalar.FIXED64, Scalar.BOOL})
_ENUM_BITS: Final = 32


def name_hazards(new: Field, old: Field, path: str, *, elsewhere: bool) -> Iterator[Difference]:
    """A number under another name: renamed, or reused when the old name lives on elsewhere or the type changed too."""
    if new.name == old.name:
        if new.json_name != old.json_name:
            said = f"field {new.number} `{new.name}` was `{old.json_name}` in JSON and is `{new.json_name}`"
            yield hazard(Hazard.JSON_NAME_CHANGED, path, said)
        return
    reused = elsewhere or new.type != old.type
    what = Hazard.TAG_REUSED if reused else Hazard.FIELD_RENAMED
    yield hazard(what, path, f"number {new.number} was `{old.name}` and is `{new.name}`")


def field_hazards(new: Field, old: Field, path: str, syntaxes: tuple[Syntax, Syntax]) -> Iterator[Difference]:
    """What a changed type, label or default does that the registry does not look at."""
    yield from _type_hazards(new, old, path)
    yield from _label_hazards(new, old, path)
    if {_has_presence(new, syntaxes[0]), _has_presence(old, syntaxes[1])} == {True, False}:
        said = f"field {new.number} `{new.name}` {_presence(old, syntaxes[1])} and {_presence(new, syntaxes[0])} now"
        yield hazard(Hazard.PRESENCE_CHANGED, path, said)
    if new.default != old.default:
        said = f"the default of field {new.number} `{new.name}` was {_default(old)} and is {_default(new)}"
        yield hazard(Hazard.DEFAULT_CHANGED, path, said)


def _type_hazards(new: Field, old: Field, path: str) -> Iterator[Difference]:
    for now, before in _parts(new.type, old.type):
        if wire_of(now) is wire_of(before) and now != before:
            for what in _kinds(now, before):
                yield hazard(what, path, f"field {new.number} `{new.name}` was `{before}` and is `{now}`")


def _parts(new: Type, old: Type) -> Iterator[tuple[Scalar | Named, Scalar | Named]]:
    if isinstance(new, MapType) and isinstance(old, MapType):
        yield new.key, old.key
        yield new.value, old.value
    elif not isinstance(new, MapType) and not isinstance(old, MapType):
        yield new, old


def _kinds(new: Scalar | Named, old: Scalar | Named) -> Iterator[Hazard]:
    if wire_of(new) is Wire.TEXT:
        yield Hazard.BYTES_TO_TEXT if new is Scalar.STRING else Hazard.TEXT_TO_BYTES
        return
    if _bits(new) < _bits(old):
        yield Hazard.INTEGER_NARROWED
    if isinstance(new, Scalar) and isinstance(old, Named):
        yield Hazard.ENUM_TO_NUMBER
    elif (
        isinstance(new, Scalar)
        and (new in _UNSIGNED) is not (old in _UNSIGNED)
        and Scalar.BOOL not in (new, old)
    ):
        yield Hazard.INTEGER_SIGN_CHANGED


def _bits(type_: Scalar | Named) -> int:
    return _ENUM_BITS if isinstance(type_, Named) else _BITS.get(type_, 0)


def _label_hazards(new: Field, old: Field, path: str) -> Iterator[Difference]:
    if isinstance(new.type, MapType) or isinstance(old.type, MapType):
        return
    said = f"field {new.number} `{new.name}` was {_label(old)} and is {_label(new)}"
    repeated = new.label is Label.REPEATED, old.label is Label.REPEATED
    if repeated == (False, True):
        yield hazard(Hazard.CARDINALITY_NARROWED, path, said)
    if repeated == (True, False):
        yield hazard(Hazard.CARDINALITY_WIDENED, path, said)


def _label(field: Field) -> str:
    return "single" if field.label is Label.IMPLICIT else field.label.value


def _has_presence(field: Field, syntax: Syntax) -> bool | None:
    """Whether absent and zero differ; None where the question does not arise."""
    if isinstance(field.type, MapType) or field.label is Label.REPEATED:
        return None
    if isinstance(field.type, Named) and field.type.kind is not NamedKind.ENUM:
        return True
    return syntax is Syntax.PROTO2 or field.label is not Label.IMPLICIT or field.oneof is not None


def _presence(field: Field, syntax: Syntax) -> str:
    return "has presence" if _has_presence(field, syntax) else "has no presence"


def _default(field: Field) -> str:
    return "none" if field.default is None else f"`{field.default}`"
