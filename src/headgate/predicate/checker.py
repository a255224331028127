"""The Python source of a stream's validator: one function, straight down the fields, nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from headgate.model import (
    Action,
    Field,
    FieldPath,
    Format,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Uuid,
)
from headgate.predicate.formats import format_pattern
from headgate.predicate.known import with_known
from headgate.predicate.lowering import predicates
from headgate.predicate.python import Pool, python_source
from headgate.predicate.shapes import Shapes, key_set, type_words
from headgate.predicate.tree import Column, Constant, Expr, IsMissing, Matches, Or, Predicate

_INDENT: Final = "    "

PRELUDE: Final = """\
_EXACT = Context(prec=120, traps=[])
_UNKNOWN = "is not a field of the contract"


def _fits(value: Decimal, whole: int, unit: Decimal) -> bool:
    if not value.is_finite() or (value and value.adjusted() >= whole):
        return False
    return value.quantize(unit, None, _EXACT) == value


def _is_float64(value: object) -> TypeGuard[float]:
    if type(value) is float:
        return True
    return type(value) is int and -9007199254740992 <= value <= 9007199254740992


def _is_float32(value: object) -> TypeGuard[float]:
    if type(value) is float:
        return not 3.4028235677973366e38 <= abs(value) < inf
    return type(value) is int and -9007199254740992 <= value <= 9007199254740992


def _single(value: float) -> float:
    single: float = unpack("f", pack("f", value))[0]
    return single


def _inside(item: object, *path: str) -> Any:
    for step in path:
        item = item.get(step) if isinstance(item, (dict, Mapping)) else None
    return item


def _unknown(record: Mapping[str, object], known: frozenset[str], prefix: str) -> list[Violation]:
    return [
        Violation(rule="unknown", field=f"{prefix}{name}", action="dead-letter", reason=_UNKNOWN)
        for name in sorted(map(str, record.keys() - known))
    ]
"""


def checker_source(stream: Stream) -> str:
    """Python source that defines `broken(record) -> tuple[Violation, ...]`.

    It needs in its namespace a callable `Violation(rule=, field=, action=, reason=)` with text arguments, and
    the names of `IMPORTS`.
    """
    return _Checker(stream).source()


IMPORTS: Final = """\
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Context, Decimal
from math import floor, inf, isfinite
from struct import pack, unpack
from typing import Any, TypeGuard
from uuid import UUID
"""


@dataclass(frozen=True, slots=True)
class _Scope:
    """A record or a nested struct whose fields are being checked; `parents` are the structs known to be there."""

    variable: str
    parents: FieldPath
    indent: str

    @property
    def present(self) -> dict[FieldPath, bool]:
        """What is known inside the scope: its parents are not missing."""
        return {self.parents[:length]: False for length in range(1, len(self.parents) + 1)}


class _Checker:
    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._rules = _rules_by_home(stream)
        self._pool = Pool()
        self._shapes = Shapes(self._pool)
        self._violations = Pool()
        self._variables: dict[FieldPath, str] = {}

    def source(self) -> str:
        body = "\n".join(self._scope(self._stream.fields, _Scope("record", (), _INDENT)))
        constants = "\n".join((*self._pool.lines(), *self._violations.lines()))
        functions = "".join(f"\n\n{function}\n" for function in self._shapes.functions)
        return (
            f"{PRELUDE}\n\n{constants}\n{functions}\n\n"
            "def broken(record: Mapping[str, object]) -> tuple[Violation, ...]:\n"
            f'{_INDENT}"""All rules that the record breaks; a rule of a field with a wrong type is not asked."""\n'
            f"{_INDENT}out: list[Violation] = []\n{body}\n{_INDENT}return tuple(out) if out else ()\n"
        )

    def _scope(self, fields: tuple[Field, ...], scope: _Scope) -> Iterator[str]:
        missing, get = f"missing{len(self._variables)}", f"get{len(self._variables)}"
        yield f"{scope.indent}{missing} = 0"
        yield f"{scope.indent}{get} = {scope.variable}.get"
        for field in fields:
            yield from self._field(field, scope, (get, missing))
        known = self._pool.name("k", key_set(fields))
        prefix = "".join(f"{step}." for step in scope.parents)
        yield f"{scope.indent}if len({scope.variable}) > {len(fields)} - {missing}:"
        yield f"{scope.indent}{_INDENT}out += _unknown({scope.variable}, {known}, {prefix!r})"

    def _field(self, field: Field, scope: _Scope, names: tuple[str, str]) -> Iterator[str]:
        get, missing = names
        path = (*scope.parents, field.name)
        variable = self._variables.setdefault(path, f"v{len(self._variables)}")
        inner = scope.indent + _INDENT
        yield f"{scope.indent}{variable} = {get}({field.name!r})"
        yield f"{scope.indent}if {variable} is None:"
        yield f"{inner}{missing} += 1"
        yield from self._broken_when_missing(field, path, scope)
        yield f"{scope.indent}elif not ({self._type_check(field, path, variable)}):"
        yield f"{inner}out.append({self._type_violation(field, path)})"
        present = tuple(self._when_present(field, path, scope))
        if present:
            yield f"{scope.indent}else:"
            yield from present

    def _type_check(self, field: Field, path: FieldPath, variable: str) -> str:
        match field.type:
            case Struct():
                return f"isinstance({variable}, (dict, Mapping))"
            case Uuid() if any(_asks_for_uuid(rule) for rule in self._rules.get(path, ())):
                # The rule reports a text that is no UUID, by its own name and action, as the guard does.
                return f"isinstance({variable}, (str, UUID))"
            case other:
                return self._shapes.check(other, variable)

    def _broken_when_missing(self, field: Field, path: FieldPath, scope: _Scope) -> Iterator[str]:
        for home in (path, *_paths_below(field, path)):
            known = scope.present | {home[:length]: True for length in range(len(path), len(home) + 1)}
            for rule in self._rules.get(home, ()):
                if with_known(rule.expr, known) == Constant(False):
                    yield f"{scope.indent}{_INDENT}out.append({self._violation(rule)})"

    def _when_present(self, field: Field, path: FieldPath, scope: _Scope) -> Iterator[str]:
        inner = scope.indent + _INDENT
        known = scope.present | {path: False}
        for rule in self._rules.get(path, ()):
            yield from self._rule(rule, with_known(rule.expr, known), inner)
        if isinstance(field.type, Struct):
            yield from self._scope(field.type.fields, _Scope(self._variables[path], path, inner))

    def _rule(self, rule: Predicate, expr: Expr, indent: str) -> Iterator[str]:
        if expr == Constant(True):
            return
        condition = python_source(expr, self._variable, self._pool)
        yield f"{indent}if not ({condition}):"
        yield f"{indent}{_INDENT}out.append({self._violation(rule)})"

    def _variable(self, column: Column) -> str:
        return self._variables[column.path]

    def _violation(self, rule: Predicate) -> str:
        return self._violation_name(rule.name, rule.field, rule.action, rule.reason)

    def _type_violation(self, field: Field, path: FieldPath) -> str:
        name = ".".join((*path, "type"))
        return self._violation_name(name, path, Action.DEAD_LETTER, f"must be {type_words(field.type)}")

    def _violation_name(self, rule: str, path: FieldPath, action: Action, reason: str) -> str:
        fields = f"rule={rule!r}, field={'.'.join(path)!r}, action={action.value!r}, reason={reason!r}"
        return self._violations.name("v", f"Violation({fields})")


def _asks_for_uuid(rule: Predicate) -> bool:
    match rule.expr:
        case Or((IsMissing(), Matches(_, pattern))):
            return pattern == format_pattern(Format.UUID)
        case _:
            return False


def _rules_by_home(stream: Stream) -> Mapping[FieldPath, tuple[Predicate, ...]]:
    """The stream's rules by where they are asked."""
    rules: dict[FieldPath, tuple[Predicate, ...]] = {}
    for rule in predicates(stream):
        home = _home(stream.fields, rule.field)
        rules[home] = (*rules.get(home, ()), rule)
    return rules


def _paths_below(field: Field, path: FieldPath) -> Iterator[FieldPath]:
    if isinstance(field.type, Struct):
        for inner in field.type.fields:
            yield (*path, inner.name)
            yield from _paths_below(inner, (*path, inner.name))


def _home(fields: tuple[Field, ...], path: FieldPath) -> FieldPath:
    """The part of a path up to the first list: the variable that a rule looks at."""
    for length, step in enumerate(path, 1):
        type_ = next((field.type for field in fields if field.name == step), None)
        if isinstance(type_, ListOf | MapOf) or not isinstance(type_, Struct):
            return path[:length]
        fields = type_.fields
    return path
