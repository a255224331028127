"""Reading an old version for its promises, and no more: no findings, no places, a fraction of the time.

A gate reads every earlier version of every contract. What is wrong with them was told when they were new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from headgate.diagnostics import Finding
from headgate.diagnostics.span import START, Span
from headgate.model import Contract
from headgate.odcs.composing import LOADER, MAX_DEPTH
from headgate.odcs.contracts import contract
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.front import read_text
from headgate.odcs.nodes import Json
from headgate.odcs.scalars import plain_value
from headgate.odcs.texts import decode

_MERGE: Final = "<<"


class _NotPlainError(Exception):
    """The text has more to it than values: `read_text` knows what."""


def read_past(content: str | bytes) -> Contract | None:
    """The contract of an earlier text, equal to the one that `read_text` gives; None when there is none."""
    found: list[Finding] = []
    text = decode(content, "", found)
    if text is None or found:
        return read_text(content).contract
    try:
        document = _document(text)
    except (yaml.YAMLError, _NotPlainError):
        return read_text(content).contract
    return contract(Cursor(document), Ledger("", _nowhere, is_quiet=True), is_checked=True)


def _nowhere(_pointer: str, _key: bool) -> Span:
    return START


def _document(text: str) -> Json:
    """The value of a text without anchors, tags and merges, as the composer has it."""
    events = (event for event in yaml.parse(text, Loader=LOADER) if not isinstance(event, _FRAME))
    first = next(events, None)
    if not isinstance(first, yaml.MappingStartEvent):
        raise _NotPlainError
    value = _value(first, events, 0)
    if next(events, None) is not None:
        raise _NotPlainError
    return value


_FRAME: Final = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)


def _value(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Json:
    if depth >= MAX_DEPTH or not isinstance(event, yaml.NodeEvent) or event.anchor is not None:
        raise _NotPlainError
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if not isinstance(event, yaml.CollectionStartEvent) or event.tag is not None:
        raise _NotPlainError
    return _mapping(events, depth) if isinstance(event, yaml.MappingStartEvent) else _sequence(events, depth)


def _scalar(event: yaml.ScalarEvent) -> Json:
    if event.tag is not None:
        raise _NotPlainError
    text: str = event.value
    return plain_value(text) if event.implicit[0] else text


def _sequence(events: Iterator[yaml.Event], depth: int) -> Json:
    items: list[Json] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_value(event, events, depth + 1))
    return items


def _mapping(events: Iterator[yaml.Event], depth: int) -> Json:
    entries: dict[str, Json] = {}
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        if not isinstance(key, yaml.ScalarEvent) or key.value == _MERGE or key.anchor is not None:
            raise _NotPlainError
        # Of a key that is written twice the first one counts, as the composer has it.
        entries.setdefault(key.value, _value(next(events), events, depth + 1))
    return entries
