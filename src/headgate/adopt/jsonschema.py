"""JSON Schemas as records: objects, lists, maps, and the keywords that a contract has words for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from headgate.adopt.jsonschema_rules import Rules
from headgate.adopt.jsonschema_types import plain_type
from headgate.adopt.record import Imported, Notes, SourceError
from headgate.model import Field, FieldPath, Integer, ListOf, MapOf, Struct, Text, Type

_UNKEPT: Final = ("default", "examples", "readOnly", "writeOnly", "not", "if", "dependentRequired")
_UNKEPT_OBJECT: Final = (
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependencies",
)
_UNKEPT_LIST: Final = ("contains", "uniqueItems", "prefixItems")
_DEFINITIONS: Final = ("$defs", "definitions")
_CHOICES: Final = ("oneOf", "anyOf")

Table = Mapping[str, object]


def read_jsonschema(text: str, name: str) -> Imported:
    """The record that the schema describes, called by its title, else `name`; raises `SourceError` when none."""
    try:
        root: object = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise SourceError(f"this is no JSON, which a JSON Schema is: {fault}") from None
    if not isinstance(root, dict):
        raise SourceError("a JSON Schema of a topic's values must be an object; give the schema of a record")
    return _Reader(root).record(name)


def _table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class _Bare:
    """A schema without null and without a reference at its top, and the reference that led to it."""

    node: Table
    reference: str = ""
    nullable: bool = False


@dataclass(slots=True)
class _Reader:
    root: Table
    notes: Notes = field(default_factory=Notes)
    open: list[str] = field(default_factory=list)

    def record(self, name: str) -> Imported:
        node, reference = self._resolved(self.root, ())
        self.open += ["#", reference]
        of = self._object(node, ())
        if not isinstance(of, Struct):
            raise SourceError("the schema has no `properties`, so no field that a contract can have")
        title = "".join(c if c.isalnum() or c == "_" else "_" for c in _text(self.root.get("title")))
        notes = self.notes
        return Imported(
            title or name,
            of.fields,
            _text(self.root.get("description")),
            limits=tuple(notes.limits),
            allowed=tuple(notes.allowed),
            losses=tuple(notes.losses),
        )

    def _resolved(self, node: Table, path: FieldPath) -> tuple[Table, str]:
        """The node behind local references, its own keywords beside them, and the last reference."""
        reference, seen = "", set[str]()
        while isinstance(node.get("$ref"), str):
            reference = str(node["$ref"])
            if reference in seen:
                raise SourceError(f"the reference `{reference}` leads back to itself")
            seen.add(reference)
            beside = {key: value for key, value in node.items() if key != "$ref"}
            node = {**self._target(reference, path), **beside}
        return node, reference

    def _target(self, reference: str, path: FieldPath) -> Table:
        where = f"`{'.'.join(path) or 'the schema'}`"
        if not reference.startswith("#"):
            raise SourceError(
                f"{where} refers to `{reference}`; put it into the same file, nothing is fetched"
            )
        found = self._anchors().get(reference)
        if found is None and (reference == "#" or reference.startswith("#/")):
            found = self._pointed(reference)
        if found is None:
            raise SourceError(f"{where} refers to `{reference}`, which is not in the schema")
        return found

    def _pointed(self, reference: str) -> Table | None:
        node: object = self.root
        for step in reference[1:].split("/")[1:]:
            node = _table(node).get(unquote(step).replace("~1", "/").replace("~0", "~"))
        return node if isinstance(node, dict) else None

    def _anchors(self) -> dict[str, Table]:
        """Definitions that have a name of their own: `$anchor`, and `$id` of a fragment before 2019-09."""
        defined = [_table(one) for key in _DEFINITIONS for one in _table(self.root.get(key)).values()]
        named = {f"#{one['$anchor']}": one for one in defined if isinstance(one.get("$anchor"), str)}
        return named | {str(one["$id"]): one for one in defined if str(one.get("$id", "")).startswith("#")}

    def _field(self, name: str, at: Table, parent: FieldPath, *, demanded: bool) -> Field | None:
        path = (*parent, name)
        bare = self._without_null(at, path)
        of = self._type(bare, path)
        if of is None:
            return None
        node = bare.node
        self._lose(node, path, _UNKEPT)
        self._lose_absence(bare, of, path, demanded=demanded)
        self._rules(path).keep(node, of)
        required = demanded and not bare.nullable
        doc, old = _text(node.get("description")), node.get("deprecated") is True
        return Field(name, of, required=required, doc=doc, deprecated=old)

    def _lose_absence(self, bare: _Bare, of: Type, path: FieldPath, *, demanded: bool) -> None:
        if demanded and bare.nullable:
            self.notes.lose(path, "that it must be written though it may be null is not kept")
        if not demanded and not bare.nullable:
            self.notes.lose(
                path, "that it may be left out but not null is not kept: a generated schema allows both"
            )
        if (
            isinstance(of, Integer)
            and not {"minimum", "maximum"} <= bare.node.keys()
            and "enum" not in bare.node
        ):
            self.notes.lose(path, f"an integer of any size becomes one of {of.bits} bits")

    def _rules(self, path: FieldPath) -> Rules:
        return Rules(self.notes, path)

    def _without_null(self, at: Table, path: FieldPath) -> _Bare:
        """The schema of what is not null, and whether null is allowed."""
        node, reference = self._resolved(at, path)
        for keyword in _CHOICES:
            choices = node.get(keyword)
            rest = (
                [one for one in choices if _table(one).get("type") != "null"]
                if isinstance(choices, list)
                else []
            )
            if isinstance(choices, list) and len(rest) == 1 < len(choices):
                beside = {key: value for key, value in node.items() if key != keyword}
                inner, reference = self._resolved(_table(rest[0]), path)
                return _Bare({**inner, **beside}, reference, nullable=True)
        kinds, values = node.get("type"), node.get("enum")
        if not isinstance(kinds, list) or "null" not in kinds:
            return _Bare(node, reference)
        others = [kind for kind in kinds if kind != "null"]
        listed = {"enum": [one for one in values if one is not None]} if isinstance(values, list) else {}
        one = others[0] if len(others) == 1 else others
        return _Bare({**node, "type": one, **listed}, reference, nullable=True)

    def _type(self, bare: _Bare, path: FieldPath) -> Type | None:
        if bare.reference and bare.reference in self.open:
            self.notes.leave_out(path, f"`{bare.reference}` contains itself; a contract's types do not")
            return None
        self.open.append(bare.reference)
        of = self._by_kind(bare.node, path)
        self.open.pop()
        return of

    def _by_kind(self, node: Table, path: FieldPath) -> Type | None:
        merged = self._merged(node, path)
        if merged is None:
            return None
        kind = merged.get("type") or self._implied(merged)
        match kind:
            case "object":
                return self._object(merged, path)
            case "array":
                return self._list(merged, path)
            case str() if kind:
                return plain_type(merged, kind, path, self.notes)
            case _:
                what = f"any of {', '.join(map(str, kind))}" if isinstance(kind, list) else "of no type"
                self.notes.leave_out(path, f"it is {what}; a field of a contract has one type")
                return None

    def _implied(self, node: Table) -> str:
        """The type of a schema that does not name it, where its keywords leave one only."""
        if "properties" in node:
            return "object"
        values = node.get("enum") if "enum" in node else [node["const"]] if "const" in node else None
        return "string" if isinstance(values, list) and all(isinstance(one, str) for one in values) else ""

    def _merged(self, node: Table, path: FieldPath) -> Table | None:
        """The schema with the parts of `allOf` beside it; None (told) for a choice of schemas."""
        if any(keyword in node for keyword in _CHOICES):
            self.notes.leave_out(path, "a choice of schemas; a field of a contract has one type")
            return None
        parts = node.get("allOf")
        if not isinstance(parts, list):
            return node
        whole = {key: value for key, value in node.items() if key != "allOf"}
        for part in parts:
            for key, value in self._resolved(_table(part), path)[0].items():
                if key in whole and whole[key] != value:
                    self.notes.lose(path, f"the second `{key}` in `allOf` is not kept")
                whole.setdefault(key, value)
        return whole

    def _list(self, node: Table, path: FieldPath) -> Type | None:
        items = node.get("items")
        if not isinstance(items, dict):
            self.notes.leave_out(path, "a list whose items have no one schema")
            return None
        self._lose(node, path, _UNKEPT_LIST)
        element = self._inner(items, path)
        return None if element is None else ListOf(element)

    def _inner(self, node: Table, path: FieldPath) -> Type | None:
        bare = self._without_null(node, path)
        if bare.nullable:
            self.notes.lose(path, "that items may be null is not kept")
        of = self._type(bare, path)
        if of is not None and not isinstance(of, Struct):
            self._rules(path).lose(bare.node, of)
        return of

    def _object(self, node: Table, path: FieldPath) -> Type | None:
        properties, more = node.get("properties"), node.get("additionalProperties")
        if not properties and isinstance(more, dict) and more:
            value = self._inner(more, path)
            return None if value is None else MapOf(value)
        if not isinstance(properties, dict) or not properties:
            return self._free_form(node, path)
        self._lose(node, path, _UNKEPT_OBJECT)
        if more is not False:
            self.notes.lose(
                path, "that it is open to other properties is not kept: a generated schema is closed"
            )
        demanded = node.get("required")
        names = demanded if isinstance(demanded, list) else []
        read = (
            self._field(name, _table(of), path, demanded=name in names) for name, of in properties.items()
        )
        fields = tuple(one for one in read if one is not None)
        return Struct(fields) if fields else self._free_form(node, path)

    def _free_form(self, node: Table, path: FieldPath) -> Type | None:
        if path and node.get("additionalProperties") not in (False, None) and "properties" not in node:
            self.notes.lose(path, "an object of any shape becomes a map of text")
            return MapOf(Text())
        if path:
            self.notes.leave_out(path, "an object without properties")
        return None

    def _lose(self, node: Table, path: FieldPath, keywords: tuple[str, ...]) -> None:
        for keyword in keywords:
            if node.get(keyword) not in (None, False):
                self.notes.lose(path, f"`{keyword}` is not kept")
