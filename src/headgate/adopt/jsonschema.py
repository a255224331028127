"""JSON Schemas as records: objects, lists, maps, and the keywords that a contract has words for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from headgate.adopt.json_text import json_value
from headgate.adopt.jsonschema_rules import Rules
from headgate.adopt.jsonschema_types import plain_type
from headgate.adopt.record import Imported, Notes, SourceError
from headgate.model import Field, FieldPath, Integer, ListOf, MapOf, Struct, Text, Type

_UNKEPT: Final = (
    "default",
    "examples",
    "readOnly",
    "writeOnly",
    "not",
    "if",
    "dependentRequired",
    "dependentSchemas",
)
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
References = tuple[str, ...]


def read_jsonschema(text: str, name: str) -> Imported:
    """The record that the schema describes, called by its title, else `name`; raises `SourceError` when none."""
    root = json_value(text)
    if not isinstance(root, dict):
        raise SourceError("a JSON Schema of a topic's values must be an object; give the schema of a record")
    return _Reader(root).record(name)


def _table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class _Bare:
    """A schema without null and without a reference at its top, and the references that led to it."""

    node: Table
    references: References = ()
    nullable: bool = False


@dataclass(slots=True)
class _Reader:
    root: Table
    notes: Notes = field(default_factory=Notes)
    open: list[str] = field(default_factory=list)

    def record(self, name: str) -> Imported:
        node, references = self._resolved(self.root, ())
        self.open += ["#", *references]
        self._lose(node, (), (*_UNKEPT, *_CHOICES))
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

    def _resolved(self, node: Table, path: FieldPath, seen: References = ()) -> tuple[Table, References]:
        """The node behind local references and with the parts of `allOf`, and all references that led to it."""
        while isinstance(node.get("$ref"), str):
            reference = str(node["$ref"])
            if reference in seen:
                raise SourceError(f"the reference `{reference}` leads back to itself")
            seen = (*seen, reference)
            beside = {key: value for key, value in node.items() if key != "$ref"}
            node = {**self._target(reference, path), **beside}
        parts = node.get("allOf")
        if not isinstance(parts, list):
            return node, seen
        whole, met = {key: value for key, value in node.items() if key != "allOf"}, seen
        for part in parts:
            inner, passed = self._resolved(_table(part), path, seen)
            self._join(whole, inner, path)
            met = (*met, *passed[len(seen) :])
        return whole, met

    def _join(self, whole: dict[str, object], part: Table, path: FieldPath) -> None:
        """Adds what a part of `allOf` asks for; where both have a word for one thing, the first stays."""
        for key, value in part.items():
            have = whole.setdefault(key, value)
            if key == "required" and isinstance(have, list) and isinstance(value, list):
                whole[key] = [*have, *(one for one in value if one not in have)]
            elif key == "properties" and isinstance(have, dict) and isinstance(value, dict):
                whole[key] = {**have, **value, **have}
                for name in value:
                    if have.get(name, value[name]) != value[name]:
                        self.notes.lose((*path, name), "its second schema in `allOf` is not kept")
            elif have != value:
                self.notes.lose(path, f"the second `{key}` in `allOf` is not kept")

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
        self.notes.meet(path)
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
        node, references = self._resolved(at, path)
        for keyword in _CHOICES:
            choices = node.get(keyword)
            rest = (
                [one for one in choices if _table(one).get("type") != "null"]
                if isinstance(choices, list)
                else []
            )
            if isinstance(choices, list) and len(rest) == 1 < len(choices):
                beside = {key: value for key, value in node.items() if key != keyword}
                inner, behind = self._resolved(_table(rest[0]), path, references)
                return _Bare({**inner, **beside}, behind, nullable=True)
        kinds, values = node.get("type"), node.get("enum")
        if not isinstance(kinds, list) or "null" not in kinds:
            return _Bare(node, references)
        others = [kind for kind in kinds if kind != "null"]
        listed = {"enum": [one for one in values if one is not None]} if isinstance(values, list) else {}
        one = others[0] if len(others) == 1 else others
        return _Bare({**node, "type": one, **listed}, references, nullable=True)

    def _type(self, bare: _Bare, path: FieldPath) -> Type | None:
        for reference in bare.references:
            if reference in self.open:
                self.notes.leave_out(path, f"`{reference}` contains itself; a contract's types do not")
                return None
        before = len(self.open)
        self.open += bare.references
        of = self._by_kind(bare.node, path)
        del self.open[before:]
        return of

    def _by_kind(self, node: Table, path: FieldPath) -> Type | None:
        if any(keyword in node for keyword in _CHOICES):
            self.notes.leave_out(path, "a choice of schemas; a field of a contract has one type")
            return None
        kind = node.get("type") or self._implied(node)
        match kind:
            case "object":
                return self._object(node, path)
            case "array":
                return self._list(node, path)
            case str() if kind:
                return plain_type(node, kind, path, self.notes)
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
        names = [one for one in demanded if isinstance(one, str)] if isinstance(demanded, list) else []
        for name in names:
            if name not in properties:
                self.notes.lose(path, f"that `{name}` must be there is not kept: no property says what it is")
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
            value = node.get(keyword)
            if value is not None and (value is not False or keyword == "default"):
                self.notes.lose(path, f"`{keyword}` is not kept")
