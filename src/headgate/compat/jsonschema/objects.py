"""Objects: properties under an open, a closed or a partially open content model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from headgate.compat.jsonschema.found import Findings, Found, Link, Within, breaking, first_breaking, under
from headgate.compat.jsonschema.scalars import object_bounds
from headgate.compat.jsonschema.schema import ANYTHING, Objects, Schema, referred

Compare: TypeAlias = Callable[[Schema, Schema], Findings]

# ECMA's spellings that Python's `re` has not; both are what people write in names of properties.
SPELLED: Final = ((r"\p{L}", r"[^\W\d_]"), (r"\p{Letter}", r"[^\W\d_]"))


@dataclass(frozen=True, slots=True)
class ObjectComparison:
    """One reader's object beside one writer's."""

    reader: Objects
    writer: Objects
    compare: Compare

    def found(self) -> Iterator[Found | Within | Link]:
        """Every difference between the two."""
        yield from object_bounds(self.reader, self.writer)
        yield from self._required()
        yield from self._properties()
        yield from self._patterns()
        yield from self._additional()
        yield from self._names()
        yield from self._dependent_names()
        yield from self._dependent_schemas()

    def _required(self) -> Iterator[Found | Within | Link]:
        reader, writer = self.reader, self.writer
        for name in sorted(writer.required - reader.required):
            yield Found("REQUIRED_ATTRIBUTE_REMOVED", ("required", name), f"`{name}` is no longer required")
        for name in sorted(reader.required - writer.required):
            path = ("required", name)
            if name in reader.properties and name not in writer.properties:
                continue  # Told where the property is added.
            if name in reader.properties and _has_default(reader.properties[name]):
                sentence = f"`{name}` is required now and has a default"
                yield Found("REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED", path, sentence)
            else:
                sentence = f"`{name}` is required now; what was written may lack it"
                yield Found("REQUIRED_ATTRIBUTE_ADDED", path, sentence)

    def _properties(self) -> Iterator[Found | Within | Link]:
        for name, schema in self.writer.properties.items():
            if name in self.reader.properties:
                compared = self.compare(self.reader.properties[name], schema)
                yield from under(("properties", name), compared)
            else:
                yield self._removed(name, schema)
        for name, schema in self.reader.properties.items():
            if name not in self.writer.properties:
                yield from self._added(name, schema)
        yield from self._renamed()

    def _renamed(self) -> Iterator[Found | Within | Link]:
        """One property out, one in, of the same schema: less is no evidence, and is not guessed at."""
        gone = [name for name in self.writer.properties if name not in self.reader.properties]
        new = [name for name in self.reader.properties if name not in self.writer.properties]
        if len(gone) != 1 or len(new) != 1:
            return
        (old,), (name,) = gone, new
        schema = self.reader.properties[name]
        if schema.text == self.writer.properties[old].text and not schema.takes_all:
            sentence = f"`{old}` became `{name}`: the same schema under another name"
            yield Found("property-renamed", ("properties", name), sentence, renamed_from=old)

    def _removed(self, name: str, schema: Schema) -> Found:
        path = ("properties", name)
        if is_open(self.reader):
            return Found("PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL", path, f"`{name}` is no longer described")
        if is_closed(self.reader):
            if referred(schema).never:
                sentence = f"`{name}` could never be written"
                return Found("PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL", path, sentence)
            sentence = f"the reader is closed and knows no `{name}`; the writer may have written it"
            return Found("PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", path, sentence)
        for covering in asked(self.reader, name):
            if breaking(against := self.compare(covering, schema)):
                sentence = f"what the reader asks of undescribed names does not take `{name}`: {first_breaking(against)}"
                return Found("PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)
        sentence = f"the reader takes `{name}` as one of its undescribed names"
        return Found("PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)

    def _added(self, name: str, schema: Schema) -> Iterator[Found | Within | Link]:
        path, required = ("properties", name), name in self.reader.required - self.writer.required
        if is_open(self.writer):
            yield from _added_to_open(name, schema, required=required)
            return
        if not is_closed(self.writer):
            yield self._covered(name, schema)
        if not required:
            sentence = f"`{name}` is new and optional"
            yield Found("OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL", path, sentence)
        elif _has_default(schema):
            sentence = f"`{name}` is new and required, and has a default"
            yield Found("REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL", path, sentence)
        else:
            sentence = f"`{name}` is new and required; nothing written has it"
            yield Found("REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL", path, sentence)

    def _covered(self, name: str, schema: Schema) -> Found:
        path = ("properties", name)
        promises = promised(self.writer, name)
        if any(referred(one).never or not breaking(self.compare(schema, one)) for one in promises):
            sentence = f"`{name}` takes what the writer could write by that name"
            return Found("PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)
        sentence = f"the writer could write `{name}`, undescribed, in ways that the reader does not take"
        return Found("PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)

    def _patterns(self) -> Iterator[Found | Within | Link]:
        for pattern, schema in self.writer.patterns.items():
            path = ("patternProperties", pattern)
            if pattern in self.reader.patterns:
                yield from under(path, self.compare(self.reader.patterns[pattern], schema))
            else:
                yield self._pattern_removed(pattern, schema)
        for pattern, schema in self.reader.patterns.items():
            if pattern not in self.writer.patterns:
                yield self._pattern_added(pattern, schema)

    def _pattern_removed(self, pattern: str, schema: Schema) -> Found:
        path, rest = ("patternProperties", pattern), self.reader.additional or ANYTHING
        if is_open(self.reader):
            sentence = f"names like `{pattern}` are no longer described"
            return Found("PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL", path, sentence)
        if is_closed(self.reader):
            sentence = f"the reader is closed and knows no names like `{pattern}`"
            return Found("PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", path, sentence)
        if breaking(self.compare(rest, schema)):
            sentence = f"what the reader asks of undescribed names does not take those like `{pattern}`"
            return Found("PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)
        sentence = f"the reader takes names like `{pattern}` undescribed"
        return Found("PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)

    def _pattern_added(self, pattern: str, schema: Schema) -> Found:
        path = ("patternProperties", pattern)
        if referred(schema).takes_all:
            sentence = f"names like `{pattern}` may hold anything"
            return Found("PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL", path, sentence)
        if is_open(self.writer):
            sentence = f"the writer could write anything under names like `{pattern}`"
            return Found("OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", path, sentence)
        if any(breaking(self.compare(schema, one)) for one in self._written_like(pattern)):
            sentence = f"the writer could write names like `{pattern}` in ways that the reader does not take"
            return Found("PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)
        sentence = f"names like `{pattern}` take what the writer could write by them"
        return Found("PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)

    def _written_like(self, pattern: str) -> Iterator[Schema]:
        """What the writer may have put under a name of that pattern; other patterns may share names with it."""
        yield self.writer.additional or ANYTHING
        yield from self.writer.patterns.values()
        for name, schema in self.writer.properties.items():
            if matches(pattern, name) is not False:
                yield schema

    def _additional(self) -> Iterator[Found | Within | Link]:
        reader = referred(self.reader.additional or ANYTHING)
        writer = referred(self.writer.additional or ANYTHING)
        path = ("additionalProperties",)
        if reader.takes_all and writer.takes_all:
            return
        if reader.takes_all:
            type_ = "ADDITIONAL_PROPERTIES_ADDED" if writer.never else "ADDITIONAL_PROPERTIES_EXTENDED"
            yield Found(type_, path, "undescribed names may hold anything now")
        elif writer.never and not reader.never:
            yield Found("ADDITIONAL_PROPERTIES_EXTENDED", path, "undescribed names are taken now")
        elif reader.never and not writer.never:
            yield Found("ADDITIONAL_PROPERTIES_REMOVED", path, "the writer could write undescribed names")
        elif writer.takes_all:
            yield Found("ADDITIONAL_PROPERTIES_NARROWED", path, "undescribed names could hold anything")
        else:
            compared = self.compare(self.reader.additional or ANYTHING, self.writer.additional or ANYTHING)
            yield from under(path, compared)

    def _names(self) -> Iterator[Found | Within | Link]:
        path = ("propertyNames",)
        yield from under(path, asserted(self.reader.names, self.writer.names, self.compare))

    def _dependent_names(self) -> Iterator[Found | Within | Link]:
        reader, writer = self.reader.dependent_names, self.writer.dependent_names
        for name in sorted(reader.keys() | writer.keys()):
            asks, asked_before = reader.get(name), writer.get(name)
            if asks == asked_before:
                continue
            yield Found(_dependency(asks, asked_before), ("dependencies", name), _demand(name, asks))

    def _dependent_schemas(self) -> Iterator[Found | Within | Link]:
        reader, writer = self.reader.dependent_schemas, self.writer.dependent_schemas
        for name in sorted(reader.keys() | writer.keys()):
            path = ("dependencies", name)
            if name not in reader:
                yield Found("DEPENDENCY_SCHEMA_REMOVED", path, f"`{name}` no longer asks for a schema")
            elif name not in writer:
                yield Found(
                    "DEPENDENCY_SCHEMA_ADDED", path, f"an object with `{name}` must be of a schema now"
                )
            else:
                yield from under(path, self.compare(reader[name], writer[name]))


def is_open(objects: Objects) -> bool:
    """Whether any other name may hold anything."""
    return not objects.patterns and referred(objects.additional or ANYTHING).takes_all


def is_closed(objects: Objects) -> bool:
    """Whether no other name may be there."""
    return not objects.patterns and referred(objects.additional or ANYTHING).never


def asked(objects: Objects, name: str) -> tuple[Schema, ...]:
    """All that a value by an undescribed name must satisfy; a pattern that is not understood may match."""
    patterns = [(matches(pattern, name), schema) for pattern, schema in objects.patterns.items()]
    found = tuple(schema for verdict, schema in patterns if verdict is not False)
    return found if any(verdict for verdict, _ in patterns) else (*found, objects.additional or ANYTHING)


def promised(objects: Objects, name: str) -> tuple[Schema, ...]:
    """What a value by an undescribed name is sure to satisfy; a pattern that is not understood promises nothing."""
    patterns = [(matches(pattern, name), schema) for pattern, schema in objects.patterns.items()]
    found = tuple(schema for verdict, schema in patterns if verdict)
    if found or any(verdict is None for verdict, _ in patterns):
        return found
    return (objects.additional or ANYTHING,)


@cache
def matches(pattern: str, name: str) -> bool | None:
    """Whether a property's name is of that pattern; None where Python cannot read the pattern."""
    for ecma, python in SPELLED:
        pattern = pattern.replace(ecma, python)
    try:
        return re.search(pattern, name) is not None
    except (re.error, OverflowError, RecursionError):
        return None


def asserted(reader: Schema | None, writer: Schema | None, compare: Compare) -> Findings:
    """A schema that is asked for beside others: added, removed or compared."""
    if reader is None or referred(reader).takes_all:
        gone = writer is not None and not referred(writer).takes_all
        return (Found("SCHEMA_REMOVED", (), "the reader no longer asks for it"),) if gone else ()
    if writer is None:
        return (Found("SCHEMA_ADDED", (), "the reader asks for it; the writer did not"),)
    return compare(reader, writer)


def _added_to_open(name: str, schema: Schema, *, required: bool) -> Iterator[Found | Within | Link]:
    path = ("properties", name)
    if referred(schema).takes_all:
        sentence = f"`{name}` may hold anything, as it could before"
        yield Found("PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL", path, sentence)
        if required:
            sentence = f"`{name}` is required now; what was written may lack it"
            yield Found("REQUIRED_ATTRIBUTE_ADDED", ("required", name), sentence)
        return
    kind = "OPTIONAL_PROPERTY"
    if required:
        kind = "REQUIRED_PROPERTY_WITH_DEFAULT" if _has_default(schema) else "REQUIRED_PROPERTY"
    sentence = f"the writer is open: it could write anything under `{name}`, which the reader now checks"
    yield Found(f"{kind}_ADDED_TO_OPEN_CONTENT_MODEL", path, sentence)


def _has_default(schema: Schema) -> bool:
    return schema.about.default is not None or referred(schema).about.default is not None


def _dependency(reader: frozenset[str] | None, writer: frozenset[str] | None) -> str:
    if reader is None or writer is None:
        return f"DEPENDENCY_ARRAY_{'REMOVED' if reader is None else 'ADDED'}"
    if reader > writer:
        return "DEPENDENCY_ARRAY_EXTENDED"
    return f"DEPENDENCY_ARRAY_{'NARROWED' if reader < writer else 'CHANGED'}"


def _demand(name: str, asks: frozenset[str] | None) -> str:
    if asks is None:
        return f"`{name}` no longer asks for other names"
    return f"an object with `{name}` must have {', '.join(f'`{one}`' for one in sorted(asks))} now"
