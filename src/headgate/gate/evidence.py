"""From the earlier versions of a contract to what rules look at: its subjects' schemas, and what it declared."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias

from headgate.emit.clean import clean_stream
from headgate.emit.registered import schema_text
from headgate.history import Version
from headgate.lint.evidence import Declared, EarlierSchema, VersionHistory, WireHistory
from headgate.model import Contract, Stream
from headgate.model.wire import value_subject
from headgate.odcs import Reading, read_text
from headgate.odcs.past import read_past

Subject: TypeAlias = tuple[str, bool]
"""A subject's name, and whether it is the clean topic's."""
Spelled: TypeAlias = tuple[Stream, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the earlier versions of one contract show.

    `unread` are versions that no contract could be read from, `unspelled` streams that their format cannot say.
    """

    wires: tuple[WireHistory, ...]
    versions: VersionHistory
    unread: tuple[str, ...] = ()
    unspelled: tuple[str, ...] = ()


def evidence_of(contract: Contract, versions: Sequence[Version]) -> Evidence:
    """Reads every version once, and keeps of it only what rules need."""
    new, unspelled = schemas_of(contract.streams)
    earlier: dict[Subject, list[EarlierSchema]] = {subject: [] for subject in new}
    declared: list[Declared] = []
    unread: list[str] = []
    for version in versions:
        past = read_past(version.content)
        if past is None:
            unread.append(version.label)
            continue
        read = _reader(version)
        declared.append(Declared(past.version, version.label, read))
        number = str(past.version)
        for subject, (stream, text) in schemas_of(past.streams, new)[0].items():
            earlier[subject].append(EarlierSchema(number, version.label, stream.format, text, read))
    wires = (
        WireHistory(stream, name, clean, text, tuple(earlier[name, clean]))
        for (name, clean), (stream, text) in new.items()
    )
    return Evidence(tuple(_distinct(wires)), VersionHistory(tuple(declared)), tuple(unread), unspelled)


def schemas_of(
    streams: Iterable[Stream], wanted: Container[Subject] | None = None
) -> tuple[dict[Subject, Spelled], tuple[str, ...]]:
    """The schemas of the streams' subjects, each raw topic's before its clean one's, and what cannot be spelled."""
    spelled: dict[Subject, Spelled] = {}
    unspelled: list[str] = []
    for stream in streams:
        raw, clean = (value_subject(stream), False), (value_subject(stream, clean=True), True)
        if wanted is not None and raw not in wanted:
            continue
        try:
            text = schema_text(stream)
            cleaned = clean_stream(stream)
            spelled[raw] = (stream, text)
            spelled[clean] = (stream, text if cleaned is stream else schema_text(cleaned))
        except ValueError as reason:
            unspelled.append(f"`{raw[0]}` has no {stream.format.value} schema: {reason}")
    return spelled, tuple(unspelled)


def _reader(version: Version) -> Callable[[], Reading]:
    return cache(partial(read_text, version.content, version.path))


def _distinct(wires: Iterable[WireHistory]) -> Iterator[WireHistory]:
    """Without the clean topics whose records are, and always were, those of the raw topic."""
    raw: dict[str, WireHistory] = {}
    for wire in wires:
        twin = raw.get(wire.stream.name) if wire.clean else None
        if not wire.clean:
            raw[wire.stream.name] = wire
        if twin is None or (twin.text, twin.earlier) != (wire.text, wire.earlier):
            yield wire
