"""Avro schemas (.avsc) as records; what the model has no word for is told, never guessed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from headgate.adopt.json_text import json_value
from headgate.adopt.record import Imported, Notes, SourceError
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    FieldPath,
    Float,
    Integer,
    ListOf,
    MapOf,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
)

_PRIMITIVES: Final[Mapping[str, Type]] = {
    "boolean": Boolean(), "int": Integer(32), "long": Integer(64), "float": Float(32), "double": Float(64),
    "bytes": Bytes(), "string": Text(),
}  # fmt: skip
_LOGICAL: Final[Mapping[tuple[str, str], Type]] = {
    ("string", "uuid"): Uuid(),
    ("int", "date"): Date(),
    ("int", "time-millis"): Time(TimeUnit.MILLIS),
    ("long", "time-micros"): Time(TimeUnit.MICROS),
    ("long", "timestamp-millis"): Timestamp(TimeUnit.MILLIS),
    ("long", "timestamp-micros"): Timestamp(TimeUnit.MICROS),
    ("long", "local-timestamp-millis"): Timestamp(TimeUnit.MILLIS, zoned=False),
    ("long", "local-timestamp-micros"): Timestamp(TimeUnit.MICROS, zoned=False),
}
_NAMED: Final = frozenset(("record", "error", "enum", "fixed"))
_MAX_PRECISION: Final = 38
_FIELD_WORDS: Final = frozenset(("name", "type", "doc", "default", "aliases", "order"))

Node = object
Table = Mapping[str, object]


def read_avro(text: str) -> Imported:
    """The record that the schema is; raises `SourceError` for a text that is no record schema."""
    root = json_value(text)
    if not isinstance(root, dict) or root.get("type") not in ("record", "error"):
        raise SourceError("an Avro schema of a topic's values must be one record; give the .avsc of a record")
    return _Reader().record_of(root)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@dataclass(slots=True)
class _Reader:
    notes: Notes = field(default_factory=Notes)
    named: dict[str, Table] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    called: dict[FieldPath, str] = field(default_factory=dict)

    def record_of(self, root: Table) -> Imported:
        name, space = self._name(root, "")
        self.open.append(self._declare(root, name, space))
        self._lose_aliases((), root)
        fields = self._fields(root, (), space)
        if not fields:
            raise SourceError(f"the record `{name}` has no field that a contract can have")
        return Imported(name, fields, _text(root.get("doc")), space, losses=tuple(self.notes.losses))

    def _name(self, node: Table, outer: str) -> tuple[str, str]:
        """A named type's simple name and its namespace."""
        given = _text(node.get("name"))
        if not given:
            raise SourceError(f"a {node.get('type')} has no name, and Avro wants one")
        space, dot, simple = given.rpartition(".")
        return (simple, space) if dot else (given, _text(node.get("namespace")) or outer)

    def _declare(self, node: Table, name: str, space: str) -> str:
        full = f"{space}.{name}" if space else name
        self.named[full] = node
        return full

    def _fields(self, record: Table, parent: FieldPath, space: str) -> tuple[Field, ...]:
        listed = record.get("fields")
        if not isinstance(listed, list):
            raise SourceError(f"the record `{record.get('name')}` has no list of fields")
        read = (self._field(one, parent, space) for one in listed if isinstance(one, dict))
        return tuple(one for one in read if one is not None)

    def _field(self, node: Table, parent: FieldPath, space: str) -> Field | None:
        name = _text(node.get("name"))
        if not name or "type" not in node:
            raise SourceError(f"a field of `{'.'.join(parent) or 'the record'}` has no name or no type")
        path = (*parent, name)
        self.notes.meet(path)
        of, optional = self._maybe(node["type"], path, space)
        if of is None:
            return None
        self._lose_parts(path, node, optional=optional)
        own = self.called.get(path, "")
        return Field(name, of, required=not optional, doc=_text(node.get("doc")), type_name=own)

    def _lose_parts(self, path: FieldPath, node: Table, *, optional: bool) -> None:
        default = node.get("default")
        if "default" in node and not (optional and default is None):
            self.notes.lose(path, f"the default {json.dumps(default, ensure_ascii=False)} is not kept")
        self._lose_aliases(path, node)
        for extra in sorted(set(node) - _FIELD_WORDS):
            self.notes.lose(path, f"the attribute `{extra}` is not kept")

    def _lose_aliases(self, path: FieldPath, node: Table) -> None:
        aliases = node.get("aliases")
        if isinstance(aliases, list) and aliases:
            self.notes.lose(path, f"the aliases {', '.join(f'`{alias}`' for alias in aliases)} are not kept")

    def _maybe(self, node: Node, path: FieldPath, space: str) -> tuple[Type | None, bool]:
        """A type, and whether null is allowed beside it; None (told) when a contract cannot have it."""
        if not isinstance(node, list):
            return self._type(node, path, space), False
        others = [branch for branch in node if branch not in ("null", {"type": "null"})]
        if len(others) != 1:
            self.notes.leave_out(path, f"a union of {len(others)} types; a field of a contract has one")
            return None, False
        return self._type(others[0], path, space), len(others) < len(node)

    def _type(self, node: Node, path: FieldPath, space: str) -> Type | None:
        if isinstance(node, list):
            return self._inner(node, path, space)
        if isinstance(node, str):
            return self._by_name(node, path, space)
        if not isinstance(node, dict):
            raise SourceError(f"`{'.'.join(path)}` has the type {json.dumps(node)}, which is none of Avro's")
        return self._complex(node, path, space)

    def _by_name(self, name: str, path: FieldPath, space: str) -> Type | None:
        if name in _PRIMITIVES:
            return _PRIMITIVES[name]
        if name == "null":
            self.notes.leave_out(path, "it is always null")
            return None
        for full in (name, f"{space}.{name}"):
            if full in self.named:
                return self._named_type(full, path)
        raise SourceError(f"`{'.'.join(path)}` has the type `{name}`, which the schema does not define")

    def _named_type(self, full: str, path: FieldPath) -> Type | None:
        if full in self.open:
            self.notes.leave_out(path, f"`{full}` contains itself; a contract's types do not")
            return None
        node = self.named[full]
        space = full.rpartition(".")[0]
        if node["type"] != "fixed":
            self.called[path] = full
        match node["type"]:
            case "enum":
                return self._enum(node, path)
            case "fixed":
                return self._fixed(node, path)
            case _:
                self.open.append(full)
                fields = self._fields(node, path, space)
                self.open.pop()
        if not fields:
            self.notes.leave_out(path, "an object without a field")
        return Struct(fields) if fields else None

    def _complex(self, node: Table, path: FieldPath, space: str) -> Type | None:
        kind = node.get("type")
        if isinstance(kind, dict | list):
            return self._type(kind, path, space)
        if kind in _NAMED:
            name, own = self._name(node, space)
            return self._named_type(self._declare(node, name, own), path)
        if kind == "array":
            element = self._inner(node.get("items"), path, space)
            return None if element is None else ListOf(element)
        if kind == "map":
            value = self._inner(node.get("values"), path, space)
            return None if value is None else MapOf(value)
        if node.get("logicalType"):
            return self._logical(node, _text(kind), path, space)
        return self._by_name(_text(kind), path, space)

    def _inner(self, node: Node, path: FieldPath, space: str) -> Type | None:
        """The type of an item or of a map's value, which a contract never has null."""
        of, optional = self._maybe(node, path, space)
        if of is not None and optional:
            self.notes.lose(path, "that items may be null is not kept")
        return of

    def _logical(self, node: Table, kind: str, path: FieldPath, space: str) -> Type | None:
        logical = _text(node.get("logicalType"))
        if kind == "bytes" and logical == "decimal":
            return self._decimal(node, path) or Bytes()
        known = _LOGICAL.get((kind, logical))
        if known is None:
            self.notes.lose(path, f"the logical type `{logical}` on `{kind}` is not kept")
            return self._by_name(kind, path, space)
        return known

    def _decimal(self, node: Table, path: FieldPath) -> Decimal | None:
        precision, scale = node.get("precision"), node.get("scale", 0)
        if isinstance(precision, int) and isinstance(scale, int) and 0 <= scale <= precision:
            if 1 <= precision <= _MAX_PRECISION:
                return Decimal(precision, scale)
            self.notes.lose(path, f"a decimal of {precision} digits; {_MAX_PRECISION} are the most")
        return None

    def _enum(self, node: Table, path: FieldPath) -> Type | None:
        symbols = node.get("symbols")
        if not isinstance(symbols, list) or not symbols:
            self.notes.leave_out(path, "an enum without symbols")
            return None
        self._lose_aliases(path, node)
        if "default" in node:
            self.notes.lose(path, f"the enum's default `{node['default']}` is not kept")
        return Enumeration(_unique(str(symbol) for symbol in symbols))

    def _fixed(self, node: Table, path: FieldPath) -> Type:
        self.notes.lose(path, f"the fixed size of {node.get('size')} bytes is not kept")
        if node.get("logicalType") == "decimal":
            return self._decimal(node, path) or Bytes()
        if node.get("logicalType"):
            self.notes.lose(path, f"the logical type `{node['logicalType']}` on `fixed` is not kept")
        return Bytes()


def _unique(symbols: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(symbols))
