"""Records for any contract: values by type, as its rules want them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal as Exact
from typing import Final, assert_never

from headgate.connect.faults import SettingsError
from headgate.edge.traffic.limits import Limits, limits_of
from headgate.edge.traffic.paths import value_at, with_value
from headgate.edge.traffic.pattern import example
from headgate.edge.traffic.source import Crowd, GeneratedRecord, instant, new_uuid
from headgate.model import (
    Aggregate,
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    FieldPath,
    Float,
    Format,
    Integer,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)
from headgate.validate import Validator, compile_validator

ATTEMPTS: Final = 50
BYTES: Final = 8
MAP_ENTRIES: Final = 2
OF_FORMAT: Final = {
    Format.EMAIL: "{word}@example.com",
    Format.URI: "https://example.com/{word}",
    Format.IPV4: "192.0.2.{octet}",
    Format.HOSTNAME: "{word}.example.com",
}


def generic(stream: Stream, chance: random.Random, crowd: Crowd) -> Generic:
    """A source of made-up records of `stream`."""
    promises = [item.promise for item in stream.expectations]
    paths = {rule.field for rule in promises if not isinstance(rule, Aggregate)}
    limits = {
        path: limits_of(rule for rule in promises if not isinstance(rule, Aggregate) and rule.field == path)
        for path in paths
    }
    return Generic(stream, chance, crowd, compile_validator(stream), limits)


@dataclass(frozen=True, slots=True)
class Generic:
    """Records made from the contract alone; users fill a text key, so that it repeats."""

    stream: Stream
    chance: random.Random
    crowd: Crowd
    validate: Validator
    limits: Mapping[FieldPath, Limits] = field(default_factory=dict)

    def next(self, at_ms: int) -> GeneratedRecord:
        """A record that keeps all rules; raises `SettingsError` when none can be made up."""
        broken: set[str] = set()
        for _ in range(ATTEMPTS):
            record = self._record(at_ms)
            violations = self.validate(record)
            if not violations:
                return self._keyed(record)
            broken |= {violation.rule for violation in violations}
        rules = ", ".join(sorted(broken))
        raise SettingsError(
            f"no record of {self.stream.name} can be made up that keeps {rules}", "send your own"
        )

    def value(self, type_: Type, path: FieldPath, at_ms: int) -> object:
        """A value of the field at `path`."""
        limits = self.limits.get(path, Limits())
        if limits.values:
            return self.chance.choice(limits.values)
        match type_:
            case ListOf(element):
                return [self.value(element, path, at_ms) for _ in range(limits.items)]
            case MapOf(value):
                return {f"k{place}": self.value(value, path, at_ms) for place in range(MAP_ENTRIES)}
            case Struct(fields):
                return {inner.name: self.value(inner.type, (*path, inner.name), at_ms) for inner in fields}
            case Date() | Time() | Timestamp():
                return self._moment(type_, at_ms)
            case Boolean() | Bytes() | Uuid() | Enumeration() | Text():
                return self._word(type_, limits)
            case Integer() | Float() | Decimal():
                return self._number(type_, limits)
            case _:
                assert_never(type_)

    def _record(self, at_ms: int) -> GeneratedRecord:
        record = {item.name: self.value(item.type, (item.name,), at_ms) for item in self.stream.fields}
        event_time = self.stream.event_time
        return record if event_time is None else with_value(record, event_time, instant(at_ms))

    def _keyed(self, record: GeneratedRecord) -> GeneratedRecord:
        key = self.stream.key
        if key is None or not isinstance(value_at(record, key), str):
            return record
        keyed = with_value(record, key, self.crowd.pick(self.chance))
        return record if self.validate(keyed) else keyed

    def _moment(self, type_: Date | Time | Timestamp, at_ms: int) -> object:
        match type_:
            case Date():
                return instant(at_ms).date()
            case Time():
                return time(hour=int(24 * self.chance.random()), minute=int(60 * self.chance.random()))
            case Timestamp(zoned=zoned):
                return instant(at_ms) if zoned else instant(at_ms).replace(tzinfo=None)

    def _word(self, type_: Boolean | Bytes | Uuid | Enumeration | Text, limits: Limits) -> object:
        match type_:
            case Boolean():
                return self.chance.random() < 0.5
            case Bytes():
                return self.chance.randbytes(BYTES)
            case Uuid():
                return new_uuid(self.chance)
            case Enumeration(symbols):
                return self.chance.choice(symbols)
            case Text():
                return self._text(limits)

    def _number(self, type_: Integer | Float | Decimal, limits: Limits) -> object:
        low, high = limits.range
        exact = low + (high - low) * Exact(str(self.chance.random()))
        if limits.factor is not None:
            exact = exact // limits.factor * limits.factor
        match type_:
            case Integer():
                return int(exact)
            case Float():
                return float(exact)
            case Decimal(scale=scale):
                return exact.quantize(Exact(1).scaleb(-scale))

    def _text(self, limits: Limits) -> str:
        if limits.format is Format.UUID:
            return new_uuid(self.chance)
        word = f"w{int(10_000 * self.chance.random())}"
        if limits.format is not None:
            return OF_FORMAT[limits.format].format(word=word, octet=int(255 * self.chance.random()))
        if limits.pattern is not None:
            return example(limits.pattern, self.chance)
        return word[: limits.longest].ljust(limits.shortest, "x")
