"""The text of an Avro schema becomes nodes, by the rules of Apache Avro Java 1.12.

As that library does, it takes names of any letters, a name used before its definition, and an enum or fixed
that is defined twice alike; what it refuses beyond it is a record that defines its own name again inside. A default is kept without holding it against its type: registries do not hold it
against schemas they have, so a history with a wrong one stays readable (`hazards` tells of it in a new one).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from headgate.compat.avro.json_value import (
    Json,
    Object,
    compact,
    list_of,
    loaded,
    optional_text,
    refusal,
    text_of,
    texts_of,
    whole_number,
)
from headgate.compat.avro.logical import logical_of
from headgate.compat.avro.nodes import (
    Array,
    Enumeration,
    Field,
    Fixed,
    Kind,
    Map,
    Named,
    Node,
    Primitive,
    Record,
    Reference,
    Schema,
    Union,
    short_name,
)
from headgate.compat.verdict import SchemaTextError

PRIMITIVES: Final = {kind.value: Primitive(kind) for kind in Kind}
COMPLEX: Final = frozenset({"record", "error", "enum", "fixed", "array", "map"})
ORDERS: Final = frozenset({"ascending", "descending", "ignore"})
ASCII_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST_BYTES: Final = 2**31 - 1


@lru_cache(maxsize=4096)
def parse(text: str) -> Schema:
    """The schema; `SchemaTextError` when the text is none."""
    try:
        return _Parser().schema(loaded(text))
    except RecursionError as error:
        raise SchemaTextError("the schema is nested too deeply to be read") from error


class _Parser:
    """One text's parse: the named types so far, and the names still without a definition."""

    def __init__(self) -> None:
        self._named: dict[str, Named] = {}
        self._open: set[str] = set()
        self._awaited: dict[str, str] = {}

    def schema(self, value: Json) -> Schema:
        root = self._node(value, "", "")
        for name, place in self._awaited.items():
            if name not in self._named:
                raise refusal(place, _undefined(name))
        return Schema(root, self._named)

    def _node(self, value: Json, space: str, place: str) -> Node:
        match value:
            case str():
                return PRIMITIVES.get(value) or self._reference(value, space, place)
            case dict():
                return self._object(value, space, place)
            case list():
                return self._union(value, space, place)
            case _:
                raise refusal(place, "a schema is a name, an object or a list of schemas")

    def _reference(self, name: str, space: str, place: str) -> Reference:
        full = f"{space}.{name}" if space and "." not in name else name
        if self._known(full):
            return Reference(full)
        if self._known(name):
            return Reference(name)
        self._awaited.setdefault(full, place)
        return Reference(full)

    def _known(self, name: str) -> bool:
        return name in self._named or name in self._open

    def _object(self, value: Object, space: str, place: str) -> Node:
        word = text_of(value, "type", place)
        primitive = PRIMITIVES.get(word)
        if primitive is not None:
            logical = logical_of(value, word)
            return primitive if logical is None else Primitive(primitive.kind, logical)
        match word:
            case "record" | "error":
                return self._record(value, space, place)
            case "enum":
                return self._enumeration(value, space, place)
            case "fixed":
                return self._fixed(value, space, place)
            case "array":
                return Array(self._inner(value, "items", space, place))
            case "map":
                return Map(self._inner(value, "values", space, place))
            case _:
                return self._reference(word, space, f"{place}/type")

    def _inner(self, value: Object, key: str, space: str, place: str) -> Node:
        if value.get(key) is None:
            raise refusal(place, f"`{key}` is missing")
        return self._node(value[key], space, f"{place}/{key}")

    def _union(self, values: list[Json], space: str, place: str) -> Union:
        branches = tuple(self._node(one, space, f"{place}/{i}") for i, one in enumerate(values))
        seen: set[str] = set()
        for index, branch in enumerate(branches):
            if isinstance(branch, Union):
                raise refusal(f"{place}/{index}", "a union stands directly inside a union")
            name = _branch_name(branch)
            if name in seen:
                raise refusal(f"{place}/{index}", f"`{name}` stands twice in the union")
            seen.add(name)
        return Union(branches)

    def _record(self, value: Object, space: str, place: str) -> Reference:
        full, inner = _full_name(value, space, place)
        if self._known(full):
            raise refusal(place, f"the type `{full}` is defined twice")
        self._open.add(full)
        fields: dict[str, Field] = {}
        for index, one in enumerate(list_of(value, "fields", place)):
            field = self._field(one, inner, f"{place}/fields/{index}")
            if field.name in fields:
                raise refusal(f"{place}/fields/{index}", f"the record has a field `{field.name}` already")
            fields[field.name] = field
        self._named[full] = Record(full, _aliases(value, inner, place), tuple(fields.values()))
        return Reference(full)

    def _field(self, value: Json, space: str, place: str) -> Field:
        if not isinstance(value, dict):
            raise refusal(place, "a field is an object with a name and a type")
        name = _legal(text_of(value, "name", place), place)
        order = optional_text(value, "order", place)
        if order is not None and order.lower() not in ORDERS:
            raise refusal(place, f"the order `{order}` is none of {', '.join(sorted(ORDERS))}")
        type_ = self._inner(value, "type", space, place)
        default = compact(value["default"]) if "default" in value else None
        return Field(name, type_, texts_of(value, "aliases", place), default)

    def _enumeration(self, value: Object, space: str, place: str) -> Reference:
        full, inner = _full_name(value, space, place)
        list_of(value, "symbols", place)
        symbols = texts_of(value, "symbols", place)
        if len(set(symbols)) != len(symbols):
            raise refusal(f"{place}/symbols", "a symbol stands twice in the list")
        for symbol in symbols:
            _legal(symbol, f"{place}/symbols")
        default = optional_text(value, "default", place)
        if default is not None and default not in symbols:
            raise refusal(place, f"the default `{default}` is none of the enum's symbols")
        return self._defined(Enumeration(full, _aliases(value, inner, place), symbols, default), place)

    def _fixed(self, value: Object, space: str, place: str) -> Reference:
        full, inner = _full_name(value, space, place)
        size = whole_number(value.get("size"))
        if size is None or not 0 <= size <= MOST_BYTES:
            raise refusal(place, "`size` is not a number of bytes")
        logical = logical_of(value, "fixed", size=size)
        return self._defined(Fixed(full, _aliases(value, inner, place), size, logical), place)

    def _defined(self, type_: Enumeration | Fixed, place: str) -> Reference:
        if type_.name in self._open or self._named.setdefault(type_.name, type_) != type_:
            raise refusal(place, f"the type `{type_.name}` is defined twice")
        return Reference(type_.name)


def _undefined(name: str) -> str:
    if (word := short_name(name)) in COMPLEX:
        return f'`{word}` is no name of a type; write `{{"type": {{"type": "{word}", …}}}}`'
    return f"the type `{name}` is neither a primitive nor defined in this schema; define it where it is first named"


def _full_name(value: Object, space: str, place: str) -> tuple[str, str]:
    """The full name, and the namespace that names inside the type belong to."""
    name = text_of(value, "name", place)
    if "." not in name:
        stated = optional_text(value, "namespace", place)
        space = space if stated is None else stated
        name = f"{space}.{name}" if space else name
    for part in name.split("."):
        _legal(part, place)
    if name in PRIMITIVES:
        raise refusal(place, f"the type `{name}` has a primitive's name")
    return name, name.rpartition(".")[0]


def _legal(name: str, place: str) -> str:
    if not ASCII_NAME.fullmatch(name) and not _letters(name):
        raise refusal(place, f"`{name}` is no name (letters, digits and `_`, no digit first)")
    return name


def _letters(name: str) -> bool:
    """Whether it is a name of letters beyond ASCII, which Java's parser takes since 1.12."""
    legal = all(sign.isalpha() or sign.isdecimal() or sign == "_" for sign in name)
    return legal and name != "" and not name[0].isdecimal()


def _aliases(value: Object, space: str, place: str) -> frozenset[str]:
    names = texts_of(value, "aliases", place)
    for name in names:
        _legal(short_name(name), f"{place}/aliases")
    return frozenset(f"{space}.{name}" if space and "." not in name else name for name in names)


def _branch_name(branch: Node) -> str:
    match branch:
        case Primitive(kind):
            return kind.value
        case Reference(name):
            return name
        case _:
            return type(branch).__name__.lower()
