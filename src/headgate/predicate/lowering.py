"""From a promise about one record to its predicate."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal as Exact
from decimal import localcontext
from fractions import Fraction
from math import inf
from typing import assert_never

from headgate.model import (
    Aggregate,
    Decimal,
    Expectation,
    Field,
    FieldPath,
    Float,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    ListOf,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    RecordRule,
    Required,
    Scalar,
    Stream,
    Type,
    WireFormat,
)
from headgate.predicate import tree
from headgate.predicate.bounds import can_hold, compare_exact
from headgate.predicate.formats import format_pattern
from headgate.predicate.implied import implied_rules
from headgate.predicate.known import with_known
from headgate.predicate.portable import NotPortableError, portable
from headgate.predicate.tree import (
    And,
    Column,
    Compare,
    Constant,
    Expr,
    IsMissing,
    Literal,
    Not,
    Operator,
    Or,
)
from headgate.predicate.typed import MisfitError, at_path, is_text, literal
from headgate.predicate.wording import reason_of


def lower(expectation: Expectation, stream: Stream) -> tree.Predicate | None:
    """The predicate of a record rule; None for an aggregate, and for a rule with a `misfit`.

    `Required` holds of a nested field whose parent is missing: the parent's own `Required` speaks for it, as
    in Avro and JSON Schema. Every other rule holds of a missing value.
    """
    lowered = _lowered(expectation, stream)
    return lowered if isinstance(lowered, tree.Predicate) else None


def misfit(expectation: Expectation, stream: Stream) -> str:
    """Why a record rule cannot be asked of its field; empty when it can, and for an aggregate."""
    lowered = _lowered(expectation, stream)
    return lowered if isinstance(lowered, str) else ""


def predicates(stream: Stream) -> tuple[tree.Predicate, ...]:
    """All record rules of the stream that lower, in declaration order; then those that its types imply."""
    rules = (*stream.expectations, *implied_rules(stream))
    lowered = (lower(expectation, stream) for expectation in rules)
    return tuple(predicate for predicate in lowered if predicate is not None)


def _lowered(expectation: Expectation, stream: Stream) -> tree.Predicate | str | None:
    rule = expectation.promise
    if isinstance(rule, Aggregate):
        return None
    try:
        expr = _expr(rule, stream)
    except (MisfitError, NotPortableError) as reason:
        return str(reason)
    return tree.Predicate(expectation.name, rule.field, expr, expectation.action, reason_of(rule))


def _expr(rule: RecordRule, stream: Stream) -> Expr:
    def build(column: Column) -> Expr:
        held = _held(rule, column)
        if _asks_presence(rule, stream):
            return _demanded(column, stream.fields, rule.field, held)
        return Or((IsMissing(column), held))

    return at_path(stream.fields, rule.field, build)


def _asks_presence(rule: RecordRule, stream: Stream) -> bool:
    """Whether a missing value breaks the rule.

    proto3 writes no list as an empty one: what the guard counts as no item, the edge must count so too.
    """
    if isinstance(rule, HasItems):
        return bool(rule.minimum) and stream.format is WireFormat.PROTOBUF
    return isinstance(rule, Required)


def _demanded(column: Column, fields: tuple[Field, ...], path: FieldPath, held: Expr) -> Expr:
    """The value is there and `held`, unless its parent is missing."""
    present = Not(IsMissing(column))
    expr = present if held == Constant(True) else And((present, held))
    if len(column.path) == 1:
        return expr
    outer = path[: len(path) - len(column.path)]
    parent = _column(_fields_below(fields, outer), column.path[:-1])
    return Or((IsMissing(parent), expr))


def _column(fields: tuple[Field, ...], path: FieldPath) -> Column:
    found: list[Column] = []

    def keep(column: Column) -> Expr:
        found.append(column)
        return Constant(True)

    at_path(fields, path, keep)
    return found[0]


def _fields_below(fields: tuple[Field, ...], path: FieldPath) -> tuple[Field, ...]:
    """The fields of the items of the list at `path`, or `fields` for the empty path."""
    for step in path:
        type_ = next(field.type for field in fields if field.name == step)
        struct = type_.element if isinstance(type_, ListOf) else type_
        fields = getattr(struct, "fields", ())
    return fields


def _held(rule: RecordRule, column: Column) -> Expr:
    """What must hold of a value that is there."""
    match rule:
        case Required():
            return Constant(True)
        case InRange():
            return _in_range(rule, column)
        case MultipleOf(factor=factor):
            return _multiple(column, factor)
        case HasLength(minimum=minimum, maximum=maximum):
            _must_be_text(column, "a length")
            return _between(tree.LengthOf(column), minimum, maximum)
        case HasItems(minimum=minimum, maximum=maximum):
            if not isinstance(column.type, ListOf):
                raise MisfitError("a number of items is asked of what is not a list")
            return _between(tree.Count(column), minimum, maximum)
        case Matches(pattern=pattern):
            _must_be_text(column, "a pattern")
            return tree.Matches(column, portable(pattern))
        case HasFormat(format=format_):
            _must_be_text(column, "a format")
            return tree.Matches(column, format_pattern(format_))
        case OneOf(values=values):
            return tree.InList(column, _literals(values, column.type))
        case NoneOf(values=values):
            return Not(tree.InList(column, _literals(values, column.type)))
        case _:
            assert_never(rule)


def _must_be_text(column: Column, what: str) -> None:
    if not is_text(column.type):
        raise MisfitError(f"{what} is asked of what is not a text")


def _literals(values: Iterable[Scalar], type_: Type) -> tuple[Literal, ...]:
    """The constants that the column can equal at all."""
    constants = (literal(value, type_) for value in values)
    return tuple(constant for constant in constants if _reachable(constant))


def _reachable(constant: Literal) -> bool:
    match constant.type, constant.value:
        case (Integer() | Decimal()) as exact, Exact() as value:
            return can_hold(value, exact)
        case _:
            return True


def _in_range(rule: InRange, column: Column) -> Expr:
    parts: list[Expr] = []
    if rule.minimum is not None:
        above = Operator.GREATER if rule.exclusive_minimum else Operator.AT_LEAST
        parts.append(_compare(column, above, rule.minimum))
    if rule.maximum is not None:
        below = Operator.LESS if rule.exclusive_maximum else Operator.AT_MOST
        parts.append(_compare(column, below, rule.maximum))
    return with_known(_all(parts), {})


def _compare(column: Column, operator: Operator, bound: Scalar) -> Expr:
    constant = literal(bound, column.type)
    if isinstance(constant.value, Exact) and isinstance(column.type, Integer | Decimal):
        return compare_exact(column, operator, constant.value, column.type)
    return Compare(column, operator, constant)


def _between(operand: tree.LengthOf | tree.Count, minimum: int | None, maximum: int | None) -> Expr:
    parts: list[Expr] = []
    if minimum is not None:
        parts.append(Compare(operand, Operator.AT_LEAST, Literal(minimum, Integer())))
    if maximum is not None:
        parts.append(Compare(operand, Operator.AT_MOST, Literal(maximum, Integer())))
    return _all(parts)


def _all(parts: list[Expr]) -> Expr:
    match parts:
        case []:
            return Constant(True)
        case [part]:
            return part
        case _:
            return And(tuple(parts))


def _multiple(column: Column, factor: Exact) -> Expr:
    if not factor.is_finite() or factor <= 0:
        raise MisfitError("the factor of a multiple is not above zero")
    match column.type:
        case Integer():
            return _exact_multiple(column, Fraction(factor), scale=0, digits=19)
        case Decimal(precision=precision, scale=scale):
            return _exact_multiple(column, Fraction(factor), scale=scale, digits=precision)
        case Float():
            if float(factor) in {0.0, inf}:
                raise MisfitError("the factor of a multiple is no 64-bit number")
            return tree.NearMultiple(column, factor)
        case _:
            raise MisfitError("a multiple is asked of what is not a number")


def _exact_multiple(column: Column, factor: Fraction, *, scale: int, digits: int) -> Expr:
    """The multiples of `factor` that the column can hold are those of the least common multiple with its unit.

    So the engine divides by a number of the column's own scale, and never by a longer one.
    """
    units = factor * 10**scale
    step = units.numerator  # p/q in lowest terms: an integer is a multiple of it exactly when it is one of p
    if step >= 10**digits:
        return Compare(column, Operator.EQUAL, Literal(Exact(0), column.type))
    if step == 1:
        return Constant(True)
    with localcontext(prec=60):
        return tree.Modulo(column, Exact(step).scaleb(-scale))
