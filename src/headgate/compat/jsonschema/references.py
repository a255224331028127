"""Where a `$ref` points: identifiers, anchors and pointers inside one document; nothing is ever fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from headgate.compat.jsonschema.text import Json, fault

# RFC 3986, appendix B: scheme, authority, path, query, fragment.
URI: Final = re.compile(r"^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?$", re.DOTALL)
ESCAPED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")

ONE: Final = (
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
)
ONE_SCHEMA: Final = (*ONE, "then", "unevaluatedItems", "unevaluatedProperties")
LIST_OF_SCHEMAS: Final = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
NAMED_SCHEMAS: Final = (
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
)


@dataclass(frozen=True, slots=True)
class Location:
    """A value in the document, its place (`#/properties/a`) and the identifier that references in it start from."""

    value: Json
    place: str
    base: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every identifier and anchor of one document."""

    root: Location
    id_keyword: str
    entries: dict[str, Location] = field(default_factory=dict)
    dynamic: Counter[str] = field(default_factory=Counter)

    def located(self, reference: str, origin: Location, keyword: str) -> Location:
        """What `reference` points at, read at `origin`; `SchemaTextError` names what this document does not have."""
        resource, _, fragment = joined(origin.base, reference).partition("#")
        fragment = unescaped(fragment)
        if fragment and not fragment.startswith("/"):
            found = self.entries.get(f"{resource}#{fragment}")
        else:
            start = self.entries.get(resource)
            found = None if start is None else self._pointed(start, fragment)
        if found is None:
            raise fault(f"{origin.place}/{keyword}", _absent(reference, resource, origin))
        if keyword != "$ref" and any(self.dynamic[anchor] > 1 for anchor in _dynamic(found.value)):
            raise fault(f"{origin.place}/{keyword}", _ambiguous(reference))
        return found

    def _pointed(self, start: Location, pointer: str) -> Location | None:
        place, value, base = start.place, start.value, start.base
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, Mapping) and key in value:
                value = value[key]
            elif isinstance(value, Sequence) and not isinstance(value, str) and _indexes(key, value):
                value = value[int(key)]
            else:
                return None
            place = inside(place, key)
            base = rebased(value, base, self.id_keyword)
        return Location(value, place, base)


def catalogue(value: Json, id_keyword: str) -> Catalogue:
    """The identifiers and anchors of a document; `id_keyword` is `id` in draft 4."""
    base = rebased(value, "", id_keyword)
    made = Catalogue(Location(value, "#", base), id_keyword)
    made.entries[""] = made.root
    for found in _locations(made.root, id_keyword):
        made.entries.setdefault(found.base, found)
        for anchor in _anchors(found.value, id_keyword):
            made.entries[f"{found.base}#{anchor}"] = found
        made.dynamic.update(_dynamic(found.value))
    return made


def inside(place: str, step: str) -> str:
    """The place one step further in, as a JSON pointer: two places are never spelled alike."""
    return f"{place}/{step.replace('~', '~0').replace('/', '~1')}"


def rebased(value: Json, base: str, id_keyword: str) -> str:
    """The base inside `value`: its own identifier, where it has one that is no anchor."""
    identifier = value.get(id_keyword) if isinstance(value, Mapping) else None
    if not isinstance(identifier, str) or identifier.startswith("#"):
        return base
    return joined(base, identifier).partition("#")[0]


def joined(base: str, reference: str) -> str:
    """`reference` seen from `base` (RFC 3986, section 5.2)."""
    scheme, authority, path, query, fragment = _split(reference)
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if scheme:
        return reference
    if authority is None:
        authority = base_authority
        if not path:
            path, query = base_path, query if query is not None else base_query
        elif not path.startswith("/"):
            path = base_path.rpartition("/")[0] + "/" + path if "/" in base_path else path
    start = f"{base_scheme}:" if base_scheme else ""
    middle = f"//{authority}" if authority is not None else ""
    ending = "" if fragment is None else f"#{fragment}"
    return f"{start}{middle}{_undotted(path)}{'' if query is None else '?' + query}{ending}"


def unescaped(fragment: str) -> str:
    """A fragment with its `%20`s read."""
    return ESCAPED.sub(lambda run: _decoded(run.group()), fragment)


def _decoded(escapes: str) -> str:
    return bytes.fromhex(escapes.replace("%", "")).decode("utf-8", "replace")


def _split(uri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    parts = URI.match(uri)
    assert parts is not None
    return parts[2], parts[4], parts[5], parts[7], parts[9]


def _undotted(path: str) -> str:
    if "./" not in path and not path.endswith("."):
        return path
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del kept[1:][-1:], kept[max(1, len(kept) - 1) :]
        elif step != ".":
            kept.append(step)
    return "/".join(kept)


def _locations(start: Location, id_keyword: str) -> Iterator[Location]:
    pending = [start]
    while pending:
        here = pending.pop()
        yield here
        for place, value in _inner(here):
            pending.append(Location(value, place, rebased(value, here.base, id_keyword)))


def _inner(here: Location) -> Iterator[tuple[str, Json]]:
    if not isinstance(here.value, Mapping):
        return
    for keyword, value in here.value.items():
        place = inside(here.place, keyword)
        if keyword in ONE_SCHEMA and isinstance(value, Mapping):
            yield place, value
        elif keyword in LIST_OF_SCHEMAS and isinstance(value, Sequence) and not isinstance(value, str):
            yield from ((f"{place}/{index}", item) for index, item in enumerate(value))
        elif keyword in NAMED_SCHEMAS and isinstance(value, Mapping):
            yield from ((inside(place, name), item) for name, item in value.items())


def _anchors(value: Json, id_keyword: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    for keyword in ("$anchor", "$dynamicAnchor"):
        if isinstance(anchor := value.get(keyword), str):
            yield anchor
    identifier = value.get(id_keyword)
    if isinstance(identifier, str) and "#" in identifier:
        yield identifier.partition("#")[2]


def _dynamic(value: Json) -> Iterator[str]:
    """The anchors that a dynamic reference may find here from elsewhere; 2019-09 has one without a name."""
    if isinstance(value, Mapping):
        if isinstance(anchor := value.get("$dynamicAnchor"), str):
            yield anchor
        if value.get("$recursiveAnchor") is True:
            yield ""


def _indexes(key: str, value: Sequence[Json]) -> bool:
    return key.isascii() and key.isdigit() and int(key) < len(value)


def _absent(reference: str, resource: str, origin: Location) -> str:
    if resource and resource != origin.base:
        return f"`{reference}` points outside this text and is not fetched; put what it names under `$defs`"
    return f"`{reference}` points at nothing in this text"


def _ambiguous(reference: str) -> str:
    return (
        f"`{reference}` means one of several schemas, by the way that led to it, and ways are not followed;"
        " point at one of them with `$ref`"
    )
