"""Keywords whose values are compared as they are: bounds, patterns, multiples, enums, annotations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from headgate.compat.jsonschema.found import Found
from headgate.compat.jsonschema.schema import About, Arrays, Enumerated, Number, Numbers, Objects, Strings


def strings(reader: Strings, writer: Strings) -> Iterator[Found]:
    """`maxLength`, `minLength`, `pattern`."""
    yield from bound("maxLength", "MAX_LENGTH", reader.max_length, writer.max_length)
    yield from bound("minLength", "MIN_LENGTH", reader.min_length, writer.min_length)
    if reader.pattern == writer.pattern:
        return
    if reader.pattern is None:
        yield _removed("pattern", "PATTERN", writer.pattern)
    elif writer.pattern is None:
        yield _added("pattern", "PATTERN", reader.pattern)
    else:
        yield _moved("pattern", "PATTERN_CHANGED", reader.pattern, writer.pattern)


def numbers(reader: Numbers, writer: Numbers) -> Iterator[Found]:
    """The bounds of a number, and `multipleOf`."""
    yield from bound("maximum", "MAXIMUM", reader.maximum, writer.maximum)
    yield from bound("minimum", "MINIMUM", reader.minimum, writer.minimum)
    yield from bound(
        "exclusiveMaximum", "EXCLUSIVE_MAXIMUM", reader.exclusive_maximum, writer.exclusive_maximum
    )
    yield from bound(
        "exclusiveMinimum", "EXCLUSIVE_MINIMUM", reader.exclusive_minimum, writer.exclusive_minimum
    )
    yield from _multiple(reader.multiple_of, writer.multiple_of)


def array_bounds(reader: Arrays, writer: Arrays) -> Iterator[Found]:
    """`maxItems`, `minItems`, `uniqueItems`."""
    yield from bound("maxItems", "MAX_ITEMS", reader.max_items, writer.max_items)
    yield from bound("minItems", "MIN_ITEMS", reader.min_items, writer.min_items)
    if reader.unique and not writer.unique:
        yield Found(
            "UNIQUE_ITEMS_ADDED", ("uniqueItems",), "items must be unique now, and were not asked to be"
        )
    elif writer.unique and not reader.unique:
        yield Found("UNIQUE_ITEMS_REMOVED", ("uniqueItems",), "items need no longer be unique")


def object_bounds(reader: Objects, writer: Objects) -> Iterator[Found]:
    """`maxProperties`, `minProperties`."""
    yield from bound("maxProperties", "MAX_PROPERTIES", reader.max_properties, writer.max_properties)
    yield from bound("minProperties", "MIN_PROPERTIES", reader.min_properties, writer.min_properties)


def bound(keyword: str, name: str, reader: Number | None, writer: Number | None) -> Iterator[Found]:
    """One bound: added, removed, increased or decreased."""
    if reader == writer:
        return
    if reader is None:
        yield _removed(keyword, name, writer)
    elif writer is None:
        yield _added(keyword, name, reader)
    else:
        direction = "INCREASED" if reader > writer else "DECREASED"
        yield _moved(keyword, f"{name}_{direction}", reader, writer)


def _multiple(reader: Number | None, writer: Number | None) -> Iterator[Found]:
    if reader == writer:
        return
    if reader is None:
        yield _removed("multipleOf", "MULTIPLE_OF", writer)
    elif writer is None:
        yield _added("multipleOf", "MULTIPLE_OF", reader)
    elif Fraction(reader) % Fraction(writer) == 0:
        yield _moved("multipleOf", "MULTIPLE_OF_EXPANDED", reader, writer)
    elif Fraction(writer) % Fraction(reader) == 0:
        yield _moved("multipleOf", "MULTIPLE_OF_REDUCED", reader, writer)
    else:
        yield _moved("multipleOf", "MULTIPLE_OF_CHANGED", reader, writer)


def enums(reader: Enumerated, writer: Enumerated) -> Iterator[Found]:
    """The values of `enum` or `const`."""
    gone = ", ".join(sorted(writer.values - reader.values))
    new = ", ".join(sorted(reader.values - writer.values))
    path = (reader.keyword,)
    if gone and new:
        yield Found("ENUM_ARRAY_CHANGED", path, f"the reader knows {new} and no longer knows {gone}")
    elif gone:
        yield Found("ENUM_ARRAY_NARROWED", path, f"the reader no longer knows {gone}")
    elif new:
        yield Found("ENUM_ARRAY_EXTENDED", path, f"the reader knows {new} as well")


def about(reader: About, writer: About) -> Iterator[Found]:
    """Annotations: all of them compatible, some of them hazards."""
    if reader.id != writer.id:
        yield Found("ID_CHANGED", ("id",), "the identifier differs")
    if reader.title != writer.title:
        yield Found("TITLE_CHANGED", ("title",), "the title differs")
    if reader.description != writer.description:
        yield Found("DESCRIPTION_CHANGED", ("description",), "the description differs")
    if reader.default != writer.default:
        sentence = f"the default goes from {_told(writer.default)} to {_told(reader.default)}"
        yield Found("DEFAULT_CHANGED", ("default",), sentence)
    if reader.format != writer.format:
        sentence = f"the format goes from {_told(writer.format)} to {_told(reader.format)}"
        yield Found("format-changed", ("format",), sentence)
    if reader.content != writer.content:
        sentence = f"the content goes from {_told(writer.content)} to {_told(reader.content)}"
        yield Found("content-changed", ("contentEncoding",), sentence)


def _told(value: str | None) -> str:
    return "none" if value is None else value


def _added(keyword: str, name: str, value: object) -> Found:
    return Found(f"{name}_ADDED", (keyword,), f"the reader asks for `{keyword}` {value}; the writer did not")


def _removed(keyword: str, name: str, value: object) -> Found:
    return Found(f"{name}_REMOVED", (keyword,), f"the reader no longer asks for `{keyword}` {value}")


def _moved(keyword: str, type_: str, reader: object, writer: object) -> Found:
    return Found(type_, (keyword,), f"`{keyword}` goes from {writer} to {reader}")
