"""Reading an old version for what travelled, and no more: no findings, no places, a third of the time.

A gate reads every earlier version of every contract. What is wrong with them was told when they were new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import yaml

from headgate.diagnostics import Finding
from headgate.diagnostics.span import START, Span
from headgate.model import SemVer, Stream
from headgate.odcs.composing import LOADER, MAX_DEPTH
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.front import read_text
from headgate.odcs.nodes import Json
from headgate.odcs.scalars import plain_value
from headgate.odcs.streams import wire_streams
from headgate.odcs.texts import decode

_MERGE: Final = "<<"
_Following: TypeAlias = Callable[[], yaml.Event]


class _NotPlainError(Exception):
    """The text has more to it than values: `read_text` knows what."""


@dataclass(frozen=True, slots=True)
class PastVersion:
    """What an earlier text declared, and its streams as far as their schemas and subjects need them."""

    identity: str
    version: SemVer
    streams: tuple[Stream, ...]


def read_past(content: str | bytes) -> PastVersion | None:
    """The version of an earlier text, equal in its part to what `read_text` gives; None when it is no contract."""
    found: list[Finding] = []
    text = decode(content, "", found)
    if text is None or found:
        return _in_full(content)
    try:
        document = Cursor(_document(text))
    except (yaml.YAMLError, _NotPlainError):
        return _in_full(content)
    identity, version = document["id"].text, SemVer.parse(document["version"].text)
    if not identity or version is None:
        return _in_full(content)
    return PastVersion(identity, version, wire_streams(document, Ledger("", _nowhere, is_quiet=True)))


def _in_full(content: str | bytes) -> PastVersion | None:
    contract = read_text(content).contract
    return None if contract is None else PastVersion(contract.id, contract.version, contract.streams)


def _nowhere(_pointer: str, _key: bool) -> Span:
    return START


def _document(text: str) -> Json:
    """The value of a text without anchors, tags and merges, as the composer has it."""
    parser = LOADER(text)
    try:
        parser.get_event()  # the stream begins
        parser.get_event()  # the document begins
        first = parser.get_event()
        if not isinstance(first, yaml.MappingStartEvent):
            raise _NotPlainError
        value = _value(first, parser.get_event, 0)
        parser.get_event()  # the document ends
        if not isinstance(parser.get_event(), yaml.StreamEndEvent):
            raise _NotPlainError
    finally:
        parser.dispose()
    return value


def _value(event: yaml.Event, following: _Following, depth: int) -> Json:
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if depth >= MAX_DEPTH or not isinstance(event, yaml.CollectionStartEvent):
        raise _NotPlainError
    if event.anchor is not None or event.tag is not None:
        raise _NotPlainError
    within = _mapping if isinstance(event, yaml.MappingStartEvent) else _sequence
    return within(following, depth)


def _scalar(event: yaml.ScalarEvent) -> Json:
    if event.anchor is not None or event.tag is not None:
        raise _NotPlainError
    text: str = event.value
    return _plain(text) if event.implicit[0] else text


_plain: Final = lru_cache(maxsize=4096)(plain_value)
"""Versions that follow each other write the same words."""


def _sequence(following: _Following, depth: int) -> Json:
    items: list[Json] = []
    while not isinstance(event := following(), yaml.SequenceEndEvent):
        items.append(_value(event, following, depth + 1))
    return items


def _mapping(following: _Following, depth: int) -> Json:
    entries: dict[str, Json] = {}
    # The parser's events are of just these classes, and asking for the class is half of the work.
    while type(key := following()) is yaml.ScalarEvent:
        if key.value == _MERGE or key.anchor is not None:
            raise _NotPlainError
        event = following()
        value = _scalar(event) if type(event) is yaml.ScalarEvent else _value(event, following, depth + 1)
        # Of a key that is written twice the first one counts, as the composer has it.
        entries.setdefault(key.value, value)
    if not isinstance(key, yaml.MappingEndEvent):
        raise _NotPlainError
    return entries
