"""Clashes put into words: the registry's type and place, and a sentence with the names that a person knows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, assert_never

from headgate.compat.avro.clash import Clash, ClashType, Location, steps
from headgate.compat.avro.nodes import Array, Map, Node, Record, Reference, Schema, Union, spelled
from headgate.compat.verdict import Difference

MOST_CAUSES: Final = 3


def difference(clash: Clash, reader: Schema, writer: Schema) -> Difference:
    """The clash as the registry and a person know it."""
    return Difference(clash.type.value, pointer(clash.location), _sentence(clash, reader, writer))


def pointer(location: Location) -> str:
    """The place in the reader schema as a JSON pointer; Java writes `/` for the root."""
    return "/" + "/".join(str(step) for step in steps(location))


def subject(schema: Schema, location: Location) -> str:
    """The field that holds the place, as a path of names: field `order.lines[].price`."""
    node, path = schema.root, ""
    for step in steps(location):
        node, part = _onward(schema, node, step)
        path += part
    return f"field `{path.lstrip('.')}`" if path else "the schema"


def _onward(schema: Schema, node: Node, step: str | int) -> tuple[Node, str]:
    match schema.follow(node), step:
        case Record(fields=fields), int():
            return fields[step].type, f".{fields[step].name}"
        case Array(items), "items":
            return items, "[]"
        case Map(values), "values":
            return values, "{}"
        case Union(branches), int():
            return branches[step], ""
        case _:
            return node, ""


def _sentence(clash: Clash, reader: Schema, writer: Schema) -> str:
    place = subject(reader, clash.location)
    read, written = spelled(reader, clash.reader), spelled(writer, clash.writer)
    match clash.type:
        case ClashType.NAME_MISMATCH:
            names = f"`{_full(clash.reader)}` for the reader and `{_full(clash.writer)}` for the writer"
            return f"{place} is named {names}, and no alias joins the two"
        case ClashType.FIXED_SIZE_MISMATCH:
            return f"{place} has {clash.names[0]} bytes for the reader and {clash.names[1]} for the writer"
        case ClashType.MISSING_ENUM_SYMBOLS:
            symbols = ", ".join(f"`{symbol}`" for symbol in clash.names)
            return (
                f"{place} may be {symbols} for the writer, which the reader's {read} lacks without a default"
            )
        case ClashType.READER_FIELD_MISSING_DEFAULT_VALUE:
            return f"the reader's {place} has no default, and the writer does not write it"
        case ClashType.TYPE_MISMATCH if clash.names:
            missing = f"the reader's {place} has no default, and the writer does not write it"
            return f"{missing}: the default of its {read} only stands for symbols that the enum lacks"
        case ClashType.TYPE_MISMATCH:
            return f"{place} is {read} for the reader, and a written {written} cannot be read as that"
        case ClashType.MISSING_UNION_BRANCH:
            unread = f"{place} may be {written} for the writer, and no branch of the reader's {read} reads it"
            return f"{unread}{_causes(clash, reader, writer)}"
        case ClashType.AMBIGUOUS_READER_FIELD:
            several = ", ".join(f"`{name}`" for name in clash.names[1:])
            return f"the reader's {place} matches several fields of the writer by its aliases: {several}"
        case _:
            assert_never(clash.type)


def _causes(clash: Clash, reader: Schema, writer: Schema) -> str:
    first = list(islice(_last_causes(clash), MOST_CAUSES + 1))
    told = [_sentence(cause, reader, writer) for cause in first[:MOST_CAUSES]]
    return f": {'; '.join(told)}{'; and more' if len(first) > MOST_CAUSES else ''}" if told else ""


def _last_causes(clash: Clash) -> Iterator[Clash]:
    """The causes that have no cause themselves: unions in unions are passed over."""
    pending = list(reversed(clash.causes))
    while pending:
        cause = pending.pop()
        if cause.causes:
            pending.extend(reversed(cause.causes))
        else:
            yield cause


def _full(node: Node) -> str:
    return node.name if isinstance(node, Reference) else ""
