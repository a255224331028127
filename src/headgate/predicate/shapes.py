"""Type checks as Python source: is this Python value one that the wire can carry as this type?"""

from __future__ import annotations

from typing import Final, assert_never

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
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)
from headgate.predicate.python import Pool

_INT_LIMITS: Final = {32: (-(2**31), 2**31 - 1), 64: (-(2**63), 2**63 - 1)}
UUID_SOURCE: Final = (
    're.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}").fullmatch'
)


class Shapes:
    """Prints checks; a struct inside a list or map gets a function of its own, kept in `functions`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.functions: list[str] = []

    def check(self, type_: Type, name: str, *, depth: int = 0) -> str:
        """An expression on the variable `name`, which is not None: true when the value is of the type."""
        match type_:
            case Boolean():
                return f"type({name}) is bool"
            case Integer(bits):
                low, high = _INT_LIMITS[bits]
                return f"type({name}) is int and {low} <= {name} <= {high}"
            case Float(bits):
                return f"_is_float{bits}({name})"
            case Decimal(precision, scale):
                unit = self._pool.name("c", f'Decimal("1E-{scale}")')
                # Most numbers are written with the column's own scale: two calls, and the careful look for the others.
                whole = precision - scale
                quick = f"{name}.same_quantum({unit}) and {name}.adjusted() < {whole}"
                return f"isinstance({name}, Decimal) and ({quick} or _fits({name}, {whole}, {unit}))"
            case Text():
                return f"isinstance({name}, str)"
            case Bytes():
                return f"isinstance({name}, bytes)"
            case Date():
                return f"isinstance({name}, date) and not isinstance({name}, datetime)"
            case Time():
                return f"isinstance({name}, time) and {name}.tzinfo is None"
            case Timestamp(zoned=zoned):
                return f"isinstance({name}, datetime) and {name}.tzinfo is {'not None' if zoned else 'None'}"
            case Uuid():
                pattern = self._pool.name("p", UUID_SOURCE)
                return f"(({pattern}({name}) is not None) if isinstance({name}, str) else isinstance({name}, UUID))"
            case Enumeration(symbols):
                members = self._pool.name("s", f"frozenset({symbols!r})")
                return f"isinstance({name}, str) and {name} in {members}"
            case ListOf() | MapOf():
                return self._container(type_, name, depth)
            case Struct(fields):
                return f"{self._struct(fields)}({name})"
            case _:
                assert_never(type_)

    def _container(self, type_: ListOf | MapOf, name: str, depth: int) -> str:
        item = f"i{depth}"
        if isinstance(type_, ListOf):
            inner = self.check(type_.element, item, depth=depth + 1)
            return f"isinstance({name}, (list, tuple)) and all({inner} for {item} in {name})"
        key = f"k{depth}"
        inner = f"isinstance({key}, str) and {self.check(type_.value, item, depth=depth + 1)}"
        return f"isinstance({name}, dict) and all({inner} for {key}, {item} in {name}.items())"

    def _struct(self, fields: tuple[Field, ...]) -> str:
        """The name of a function that checks a struct inside a container, its required fields included."""
        conditions = [
            "isinstance(value, (dict, Mapping))",
            f"value.keys() <= {self._pool.name('k', key_set(fields))}",
        ]
        for place, field in enumerate(fields):
            inner = f"v{place}"
            there = self.check(field.type, inner)
            absent = "" if field.required else f"{inner} is None or "
            conditions.append(f"({inner} := value.get({field.name!r}), {absent}({there}))[1]")
        name = f"_struct{len(self.functions)}"
        body = "\n        and ".join(conditions)
        self.functions.append(f"def {name}(value: object) -> bool:\n    return (\n        {body}\n    )")
        return name


def key_set(fields: tuple[Field, ...]) -> str:
    """The source of the set of the fields' names."""
    return f"frozenset({tuple(field.name for field in fields)!r})" if fields else "frozenset(())"


def type_words(type_: Type) -> str:
    """What a value of the type is, as the end of "must be …"."""
    match type_:
        case Boolean():
            return "true or false"
        case Integer(bits):
            return f"a whole number of {bits} bits"
        case Float(bits):
            return f"a number of {bits} bits"
        case Decimal(precision, scale):
            return f"an exact number of {precision} digits, {scale} of them after the point"
        case Text():
            return "a text"
        case Bytes():
            return "bytes"
        case Date():
            return "a date without a time"
        case Time():
            return "a time of day without a zone"
        case Timestamp(zoned=zoned):
            return f"a date and time {'with' if zoned else 'without'} a zone"
        case Uuid():
            return "a UUID"
        case Enumeration(symbols):
            return f"one of {', '.join(symbols)}"
        case ListOf(element):
            return f"a list, each item {type_words(element)}"
        case MapOf(value):
            return f"a map from text, each value {type_words(value)}"
        case Struct():
            return "a record with the contract's fields"
        case _:
            assert_never(type_)
