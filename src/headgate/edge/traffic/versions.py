"""The stream as it was and as it may become: compatible neighbours of the contract's own schema."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import Final

from headgate.model import Field, FieldPath, Stream, Text

NEW_FIELD: Final = "experiment"
NEW_FIELD_VALUE: Final = "B"


def newer(stream: Stream) -> tuple[Stream, str]:
    """The stream with one more optional text field, and that field's name."""
    fields = _numbered(stream)
    numbered = (f"{NEW_FIELD}_{place}" for place in count(2))
    taken = {field.name for field in fields}
    name = next(name for name in chain([NEW_FIELD], numbered) if name not in taken)
    added = Field(name, Text(), number=1 + max(field.number for field in fields))
    return replace(stream, fields=(*fields, added)), name


def older(stream: Stream) -> Stream | None:
    """The stream without its last optional field; None when it has none that it can do without."""
    fields = _numbered(stream)
    spare = [field for field in fields if not field.required and not _needed(stream, field.name)]
    if not spare:
        return None
    return replace(stream, fields=tuple(field for field in fields if field is not spare[-1]))


def _numbered(stream: Stream) -> tuple[Field, ...]:
    return tuple(replace(field, number=field.number or place) for place, field in enumerate(stream.fields, 1))


def _needed(stream: Stream, name: str) -> bool:
    dedup: tuple[FieldPath, ...] = () if stream.dedup is None else (*stream.dedup.by, *stream.dedup.scope)
    paths = (stream.key, stream.event_time, *stream.primary_key, *dedup)
    return any(path is not None and path[0] == name for path in paths)
