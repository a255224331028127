"""How each rule of a contract is broken: the smallest change of a valid record that breaks it, and no other if possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal as Exact
from typing import Final, assert_never

from headgate.edge.serialise import Payload, UnserialisableError
from headgate.edge.traffic.paths import MISSING, field_at, value_at, with_value
from headgate.edge.traffic.source import GeneratedRecord
from headgate.model import (
    Aggregate,
    Date,
    Decimal,
    Expectation,
    Field,
    Float,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    RecordRule,
    Required,
    Scalar,
    Stream,
    Timestamp,
    WireFormat,
)
from headgate.validate import Validator

# One of them breaks any pattern that does not allow everything.
MISSHAPEN: Final = ("~", "", " ", "0", "A~", "not of this form", "\u2603")
ODD_ONES: Final = ("none-of-these", "~", 2**31 - 1, -1)
LONGEST_TEXT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Breaker:
    """`apply` gives a record that breaks `rule`, as the validator of the stream says."""

    rule: str
    apply: Callable[[GeneratedRecord], GeneratedRecord]


def breakers(
    stream: Stream, sample: GeneratedRecord, validate: Validator, payload: Payload
) -> tuple[Breaker, ...]:
    """A breaker for each record rule that a written record can break at all.

    The wire format itself keeps some rules: a required Avro field cannot be left out.
    """
    trial = _Trial(stream, sample, validate, payload)
    found = (trial.breaker(expectation) for expectation in stream.expectations)
    return tuple(breaker for breaker in found if breaker is not None)


@dataclass(frozen=True, slots=True)
class _Trial:
    stream: Stream
    sample: GeneratedRecord
    validate: Validator
    payload: Payload

    def breaker(self, expectation: Expectation) -> Breaker | None:
        if isinstance(expectation.promise, Aggregate):
            return None
        rule = expectation.promise
        if isinstance(rule, Required) and self._kept_by_the_wire(rule):
            return None
        field = field_at(self.stream.fields, rule.field)
        values = () if field is None else _candidates(rule, field, value_at(self.sample, rule.field))
        broken = [(value, self._broken(rule, value)) for value in values]
        hits = [(len(rules), place) for place, (_, rules) in enumerate(broken) if expectation.name in rules]
        if not hits:
            return None
        chosen = broken[min(hits)[1]][0]
        return Breaker(expectation.name, lambda record: with_value(record, rule.field, chosen))

    def _kept_by_the_wire(self, rule: Required) -> bool:
        # Without its key field a record has no key, and that is what is told of it. A required Avro field is not
        # nullable, but fastavro writes a missing boolean as false.
        return rule.field == self.stream.key or self.stream.format is WireFormat.AVRO

    def _broken(self, rule: RecordRule, value: object) -> frozenset[str]:
        record = with_value(self.sample, rule.field, value)
        try:
            self.payload(record)
        except UnserialisableError:
            return frozenset()
        return frozenset(violation.rule for violation in self.validate(record))


def _candidates(rule: RecordRule, field: Field, sample: object) -> Iterator[object]:
    match rule:
        case Required():
            yield MISSING
        case InRange():
            yield from _outside(rule, field)
        case MultipleOf(factor=factor):
            yield from _numbers(field, (factor / 2, factor + 1, factor + factor / 2))
        case HasLength(minimum=low, maximum=high):
            yield from _texts(low, high)
        case Matches() | HasFormat():
            yield from MISSHAPEN
        case OneOf():
            yield from ODD_ONES
        case NoneOf(values=values):
            yield from _numbers(field, values) if isinstance(field.type, Decimal | Float) else values
        case HasItems(minimum=low, maximum=high):
            yield from _lists(sample, low, high)
        case _:
            assert_never(rule)


def _texts(low: int | None, high: int | None) -> Iterator[object]:
    if high is not None and high < LONGEST_TEXT:
        yield "x" * (high + 1)
    if low:
        yield "x" * (low - 1)


def _outside(rule: InRange, field: Field) -> Iterator[object]:
    match field.type:
        case Date() | Timestamp():
            yield from _moments(rule, field)
        case _:
            step = Exact(1)
            ends = ((rule.minimum, -step), (rule.maximum, step))
            bounds = (Exact(bound) + move for bound, move in ends if isinstance(bound, int | Exact))
            yield from _numbers(field, tuple(bounds))


def _moments(rule: InRange, field: Field) -> Iterator[object]:
    for bound, days in ((rule.minimum, -1), (rule.maximum, 1)):
        if isinstance(bound, str):
            moment = datetime.fromisoformat(bound) + timedelta(days=days)
            yield moment.date() if isinstance(field.type, Date) else moment


def _numbers(field: Field, values: tuple[Scalar, ...]) -> Iterator[object]:
    for value in values:
        if isinstance(value, str):
            continue
        number = Exact(value)
        match field.type:
            case Integer(bits):
                if number == int(number) and -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
                    yield int(number)
            case Decimal(_, scale):
                yield number.quantize(Exact(1).scaleb(-scale))
            case Float():
                yield float(number)
            case _:
                continue


def _lists(sample: object, low: int | None, high: int | None) -> Iterator[object]:
    items = list(sample) if isinstance(sample, list | tuple) else []
    if low:
        yield items[: low - 1]
    if high is not None and items:
        yield [items[0]] * (high + 1)


def unbreakable(stream: Stream, found: tuple[Breaker, ...]) -> tuple[str, ...]:
    """The record rules for which there is no breaker."""
    broken = {breaker.rule for breaker in found}
    rules = (item.name for item in stream.expectations if not isinstance(item.promise, Aggregate))
    return tuple(rule for rule in rules if rule not in broken)
