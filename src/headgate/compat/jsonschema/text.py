"""A text as JSON values, its numbers exact, and the keywords of one schema read with their types checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from headgate.compat.jsonschema.schema import Number
from headgate.compat.verdict import SchemaTextError

Json: TypeAlias = "bool | int | Decimal | str | Sequence[Json] | Mapping[str, Json] | None"

# A double's range: a number beyond it is no number to any reader, and its exact arithmetic would not end.
LARGEST_EXPONENT: Final = 400
LONGEST_WRITTEN_OUT: Final = 20


def loaded(text: str) -> Json:
    """The text's JSON value; `SchemaTextError` with line and column where it is none."""
    try:
        value: Json = json.loads(text, parse_float=_decimal, parse_constant=_refused)
    except json.JSONDecodeError as broken:
        place = f"line {broken.lineno}, column {broken.colno}"
        raise SchemaTextError(f"the JSON Schema is no JSON: {place}: {broken.msg}") from broken
    except RecursionError as deep:
        raise SchemaTextError("the JSON Schema nests too deeply") from deep
    except SchemaTextError:
        raise
    except ValueError as long:  # Python reads no whole number of more than 4,300 digits.
        raise SchemaTextError("the JSON Schema has a number of more than 4,300 digits") from long
    return value


def canonical(value: Json) -> str:
    """One spelling for equal values: keys sorted, `1` and `1.0` the same number."""
    match value:
        case None | bool() | str():
            return json.dumps(value)
        case int() | Decimal():
            return _plain(value)
        case Mapping():
            members = (f"{json.dumps(key)}:{canonical(value[key])}" for key in sorted(value))
            return "{" + ",".join(members) + "}"
        case _:
            return "[" + ",".join(canonical(item) for item in value) + "]"


def fault(place: str, reason: str) -> SchemaTextError:
    """The error of a JSON text that is no schema at `place`."""
    return SchemaTextError(f"{place}: {reason}")


@dataclass(frozen=True, slots=True)
class Keywords:
    """One schema object and its place; each reader gives None for an absent keyword."""

    members: Mapping[str, Json]
    place: str

    def text(self, keyword: str) -> str | None:
        """A keyword whose value is a string."""
        if keyword not in self.members:
            return None
        value = self.members[keyword]
        if isinstance(value, str):
            return value
        raise self._wrong(keyword, "a string")

    def flag(self, keyword: str) -> bool:
        """A keyword that is true or false; absent is false."""
        value = self.members.get(keyword, False)
        if isinstance(value, bool):
            return value
        raise self._wrong(keyword, "true or false")

    def number(self, keyword: str) -> Number | None:
        """A keyword whose value is a number."""
        if keyword not in self.members:
            return None
        value = self.members[keyword]
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self._wrong(keyword, "a number")
        return value

    def count(self, keyword: str) -> Number | None:
        """A keyword whose value is a whole number, zero or more."""
        value = self.number(keyword)
        if value is not None and (value < 0 or value != int(value)):
            raise self._wrong(keyword, "a whole number, zero or more")
        return value

    def names(self, keyword: str) -> tuple[str, ...]:
        """A keyword whose value is a list of strings."""
        return texts(self.members.get(keyword, ()), f"{self.place}/{keyword}")

    def entries(self, keyword: str) -> Mapping[str, Json]:
        """A keyword whose value is an object."""
        value = self.members.get(keyword, {})
        if isinstance(value, Mapping):
            return value
        raise self._wrong(keyword, "an object")

    def items(self, keyword: str) -> Sequence[Json]:
        """A keyword whose value is a list."""
        value = self.members.get(keyword, ())
        if isinstance(value, Sequence) and not isinstance(value, str):
            return value
        raise self._wrong(keyword, "a list")

    def some_items(self, keyword: str) -> int:
        """How many items a list has that may not be empty."""
        if count := len(self.items(keyword)):
            return count
        raise self._wrong(keyword, "a list of at least one schema")

    def _wrong(self, keyword: str, wanted: str) -> SchemaTextError:
        return fault(
            f"{self.place}/{keyword}", f"must be {wanted}, is {canonical(self.members[keyword])[:60]}"
        )


def texts(value: Json, place: str) -> tuple[str, ...]:
    """A list of strings; draft 3's `required: true` and its like are told with their place."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        strings = tuple(item for item in value if isinstance(item, str))
        if len(strings) == len(value):
            return strings
    raise fault(place, f"must be a list of strings, is {canonical(value)[:60]}")


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if number and abs(number.adjusted()) > LARGEST_EXPONENT:
        raise SchemaTextError(f"the JSON Schema has a number that no reader can hold: {text[:40]}")
    return number


def _refused(name: str) -> Json:
    raise SchemaTextError(f"the JSON Schema is no JSON: `{name}` is no JSON number")


def _plain(number: Number) -> str:
    sign, digits, exponent = Decimal(number).as_tuple()
    assert isinstance(exponent, int)
    significant = "".join(map(str, digits)).lstrip("0")
    trimmed = significant.rstrip("0")
    power = exponent + len(significant) - len(trimmed)
    if not trimmed:
        return "0"
    return ("-" if sign else "") + _spelled(trimmed, power)


def _spelled(digits: str, power: int) -> str:
    """The number `digits` times ten to `power`, written out where that is short."""
    if 0 <= power <= LONGEST_WRITTEN_OUT:
        return digits + "0" * power
    if -len(digits) < power < 0:
        return f"{digits[:power]}.{digits[power:]}"
    if -LONGEST_WRITTEN_OUT <= power < 0:
        return f"0.{digits.zfill(-power)}"
    return f"{digits}e{power}"
