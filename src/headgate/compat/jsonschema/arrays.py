"""Arrays: the first items one by one, and the content model of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headgate.compat.jsonschema.found import Found, Link, Within, breaking, under
from headgate.compat.jsonschema.objects import Compare, asserted
from headgate.compat.jsonschema.scalars import array_bounds, bound
from headgate.compat.jsonschema.schema import ANYTHING, Arrays, Number, Schema, referred


@dataclass(frozen=True, slots=True)
class ArrayComparison:
    """One reader's array beside one writer's."""

    reader: Arrays
    writer: Arrays
    compare: Compare

    def found(self) -> Iterator[Found | Within | Link]:
        """Every difference between the two."""
        yield from array_bounds(self.reader, self.writer)
        yield from under(("items",), asserted(self.reader.every, self.writer.every, self.compare))
        shared = min(len(self.reader.prefix), len(self.writer.prefix))
        for index in range(shared):
            compared = self.compare(self.reader.prefix[index], self.writer.prefix[index])
            yield from under(("items", str(index)), compared)
        for index in range(shared, len(self.reader.prefix)):
            yield self._added(index, self.reader.prefix[index])
        for index in range(shared, len(self.writer.prefix)):
            yield self._removed(index, self.writer.prefix[index])
        yield from self._rest()
        yield from self._contains()

    def _added(self, index: int, schema: Schema) -> Found:
        path, rest = ("items", str(index)), self.writer.rest or ANYTHING
        if referred(rest).takes_all and referred(schema).takes_all:
            sentence = f"item {index} may hold anything, as it could before"
            return Found("ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL", path, sentence)
        if referred(rest).takes_all:
            sentence = f"the writer could put anything at item {index}, which the reader now checks"
            return Found("ITEM_ADDED_TO_OPEN_CONTENT_MODEL", path, sentence)
        if referred(rest).never:
            return Found("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL", path, f"item {index} is new")
        if breaking(self.compare(schema, rest)):
            sentence = f"the writer could put an item {index} that the reader does not take"
            return Found("ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)
        sentence = f"item {index} takes what the writer could put there"
        return Found("ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)

    def _removed(self, index: int, schema: Schema) -> Found:
        path, rest = ("items", str(index)), self.reader.rest or ANYTHING
        if referred(rest).takes_all:
            sentence = f"item {index} is no longer described"
            return Found("ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL", path, sentence)
        if referred(rest).never and referred(schema).never:
            sentence = f"item {index} could never be written"
            return Found("ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL", path, sentence)
        if referred(rest).never:
            sentence = f"the reader takes no item {index}; the writer may have written it"
            return Found("ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL", path, sentence)
        if breaking(self.compare(rest, schema)):
            sentence = f"what the reader asks of further items does not take item {index}"
            return Found("ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)
        sentence = f"the reader takes item {index} as one of its further items"
        return Found("ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", path, sentence)

    def _rest(self) -> Iterator[Found | Within | Link]:
        reader, writer = referred(self.reader.rest or ANYTHING), referred(self.writer.rest or ANYTHING)
        path = ("additionalItems",)
        if reader.takes_all and writer.takes_all:
            return
        if reader.never and writer.never:
            return
        if reader.takes_all or writer.never:
            type_ = "ADDITIONAL_ITEMS_ADDED" if writer.never else "ADDITIONAL_ITEMS_EXTENDED"
            yield Found(type_, path, "further items are taken now")
        elif reader.never:
            yield Found("ADDITIONAL_ITEMS_REMOVED", path, "the writer could write further items")
        elif writer.takes_all:
            yield Found("ADDITIONAL_ITEMS_NARROWED", path, "further items could be anything")
        else:
            compared = self.compare(self.reader.rest or ANYTHING, self.writer.rest or ANYTHING)
            yield from under(path, compared)

    def _contains(self) -> Iterator[Found | Within | Link]:
        reader, writer, path = self.reader, self.writer, ("contains",)
        if reader.contains is None and writer.contains is not None:
            yield Found("SCHEMA_REMOVED", path, "the reader no longer asks for such an item")
        elif reader.contains is not None and writer.contains is None:
            # Also where it takes anything: an empty array has nothing to take.
            yield Found("SCHEMA_ADDED", path, "the reader asks for such an item; the writer did not")
        elif reader.contains is not None and writer.contains is not None:
            yield from self._contained(reader.contains, writer.contains)

    def _contained(self, reader: Schema, writer: Schema) -> Iterator[Found | Within | Link]:
        most, before = self.reader.contained[1], self.writer.contained[1]
        yield from under(("contains",), self.compare(reader, writer))
        if most is not None and breaking(self.compare(writer, reader)):
            # An upper bound turns the subschema round: what is wider finds more items, and so refuses more.
            yield Found("SCHEMA_ADDED", ("contains",), "`contains` takes more under a `maxContains`")
        yield from bound("minContains", "MIN_ITEMS", _fewest(self.reader), _fewest(self.writer))
        yield from bound("maxContains", "MAX_ITEMS", most, before)


def _fewest(arrays: Arrays) -> Number:
    return 1 if arrays.contained[0] is None else arrays.contained[0]
