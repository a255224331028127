"""JSON Schema's keywords as limits of a field, and which of them a contract has no word for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal as Exact
from typing import Final

from headgate.adopt.record import Allowed, Notes
from headgate.model import (
    Decimal,
    Enumeration,
    FieldPath,
    Float,
    Format,
    Integer,
    ListOf,
    Scalar,
    Text,
    Time,
    Timestamp,
    Type,
)
from headgate.predicate import not_portable_reason

_BOUNDS: Final = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")
_LENGTHS: Final = ("minLength", "maxLength")
_ITEMS: Final = ("minItems", "maxItems")
_KNOWN_FORMATS: Final = frozenset(form.value for form in Format)
_TYPE_FORMATS: Final = frozenset(("date", "time", "date-time", "uuid"))
_WIDTHS: Final = frozenset((-(2**31), 2**31 - 1, -(2**63), 2**63 - 1))


@dataclass(frozen=True, slots=True)
class Rules:
    """Keeps, or tells of, the keywords of one field."""

    notes: Notes
    path: FieldPath

    def keep(self, node: Mapping[str, object], of: Type) -> None:
        """Notes each limit that the field's type can have in a contract, and tells of the others."""
        for key in (*_BOUNDS, *_LENGTHS, *_ITEMS, "pattern"):
            value = node.get(key)
            if value is not None and self._says_more(key, value, of):
                self._limit(key, value, of)
        self._format(node.get("format"), of)
        values = node.get("enum") if "enum" in node else [node["const"]] if "const" in node else None
        if isinstance(values, list) and not isinstance(of, Enumeration):
            self._values(values, of)

    def lose(self, node: Mapping[str, object], of: Type) -> None:
        """Tells of the limits of an item or of a map's value, which no rule of a contract reaches."""
        for key in (*_BOUNDS, *_LENGTHS, "pattern"):
            if key in node and self._says_more(key, node[key], of):
                self.notes.lose(self.path, f"`{key}` of the items is not kept")

    def _says_more(self, key: str, value: object, of: Type) -> bool:
        """Whether the keyword says what the type does not say already."""
        if key == "pattern":
            # Times of day, wall clocks and decimals are text of a shape.
            return not isinstance(of, Decimal | Time) and of != Timestamp(zoned=False)
        return not (isinstance(of, Integer) and key in _BOUNDS and _scalar(value) in _WIDTHS)

    def _fits(self, key: str, of: Type) -> bool:
        if key in _BOUNDS:
            return isinstance(of, Integer | Float)
        return isinstance(of, ListOf) if key in _ITEMS else isinstance(of, Text)

    def _limit(self, key: str, value: object, of: Type) -> None:
        reason = not_portable_reason(value) if key == "pattern" and isinstance(value, str) else ""
        number = _scalar(value)
        if number is None or not self._fits(key, of):
            self.notes.lose(self.path, f"`{key}` is not kept")
        elif reason:
            self.notes.lose(self.path, f"the pattern `{value}` is not kept: {reason}")
        else:
            self.notes.limit(self.path, key, number)

    def _format(self, form: object, of: Type) -> None:
        if not isinstance(form, str) or form in _TYPE_FORMATS:
            return
        if isinstance(of, Text) and form in _KNOWN_FORMATS:
            self.notes.limit(self.path, "format", form)
        elif not isinstance(of, Timestamp):
            self.notes.lose(self.path, f"the format `{form}` is not kept")

    def _values(self, values: list[object], of: Type) -> None:
        kept = tuple(dict.fromkeys(one for one in map(_scalar, values) if one is not None))
        if isinstance(of, Integer | Float) and kept:
            self.notes.allowed.append(Allowed(self.path, kept))
        else:
            self.notes.lose(self.path, "the list of allowed values is not kept")


def _scalar(value: object) -> Scalar | None:
    if isinstance(value, float):
        return Exact(repr(value))
    return value if isinstance(value, bool | int | str) else None
