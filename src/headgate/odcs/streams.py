"""From schema objects to streams: topic, key, time, doubles, traffic, and all they promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from headgate.diagnostics import Related
from headgate.model import (
    Cleanup,
    Compatibility,
    Dedup,
    Expectation,
    FieldPath,
    Integer,
    Lateness,
    Stream,
    Subject,
    SubjectStrategy,
    Text,
    Topic,
    Uuid,
    Volume,
    WireFormat,
)
from headgate.odcs import offences
from headgate.odcs.blocks import block, span_at
from headgate.odcs.constraints import constraints, tell_out_of_reach
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.field_types import Site, kind_of_type
from headgate.odcs.fields import Above, FieldReader, Found, Register, WireReader
from headgate.odcs.quality import Subject as QualitySubject
from headgate.odcs.quality import quality
from headgate.odcs.units import duration, rate, unused

_FOREVER: Final = "forever"
_FORMATS: Final = {form.value: form for form in WireFormat} | {
    "json-schema": WireFormat.JSON,
    "jsonschema": WireFormat.JSON,
    "proto": WireFormat.PROTOBUF,
}
_CLEANUPS: Final = {cleanup.value: cleanup for cleanup in Cleanup}
_STRATEGIES: Final = {strategy.value: strategy for strategy in SubjectStrategy}
_COMPATIBILITIES: Final = {mode.value: mode for mode in Compatibility}

DEFAULT_ALLOWED: Final = timedelta(minutes=5)
DEFAULT_IDLE: Final = timedelta(minutes=1)
DEFAULT_WITHIN: Final = timedelta(minutes=10)


_ReadOne: TypeAlias = Callable[[Cursor, str, WireFormat, Ledger], Stream]


@dataclass(frozen=True, slots=True)
class _Site:
    """A schema object, its headgate block, and the fields it may name."""

    at: Cursor
    block: Cursor
    register: Register
    found: tuple[Found, ...]
    inside: tuple[Site, ...]


def streams(document: Cursor, ledger: Ledger) -> tuple[Stream, ...]:
    """The schema objects that are Kafka topics, in declaration order."""
    return _streams(document, ledger, _stream)


def wire_streams(document: Cursor, ledger: Ledger) -> tuple[Stream, ...]:
    """The same with no more than the schemas of their records are spelled from, and the subjects named by."""
    return _streams(document, ledger, _wire_stream)


def _streams(document: Cursor, ledger: Ledger, read_one: _ReadOne) -> tuple[Stream, ...]:
    kafka = [server for server in document["servers"].items() if server["type"].text.lower() == "kafka"]
    wire = _format(kafka, ledger)
    read: dict[str, Stream] = {}
    for at in document["schema"].items():
        if not at["name"].text or not _is_stream(at, bool(kafka), ledger):
            continue
        name = at["name"].text
        if name in read:
            related = (Related("first", ledger.place(ledger.streams[name] + "/name")),)
            ledger.tell(offences.TWIN_STREAM, at["name"], related=related, name=name)
            continue
        ledger.streams[name] = at.pointer
        read[name] = read_one(at, name, wire, ledger)
    return tuple(read.values())


def _is_stream(at: Cursor, has_kafka: bool, ledger: Ledger) -> bool:
    physical = at["physicalType"].text
    if physical.lower() == "topic":
        return True
    is_object = at["logicalType"].text in ("", "object")
    if not physical and has_kafka and is_object:
        return True
    reason = (
        f"its physicalType is `{physical}`" if physical else "it has no physicalType, and no server is Kafka"
    )
    ledger.tell(offences.NOT_A_STREAM, at["name"], name=at["name"].text, reason=reason)
    return False


def _format(kafka: list[Cursor], ledger: Ledger) -> WireFormat:
    """The one format of all Kafka servers; Avro when none says."""
    formats: dict[WireFormat, str] = {}
    for server in kafka:
        given = server["format"]
        if not given.text:
            continue
        wire = _FORMATS.get(given.text.lower())
        if wire is None:
            ledger.tell(offences.FORMAT_UNKNOWN, given, format=given.text)
            continue
        formats.setdefault(wire, given.pointer)
    if len(formats) > 1:
        names = " and ".join(wire.value for wire in formats)
        (_, first), *_, (second, at) = formats.items()
        related = (Related("first", ledger.place(first)),)
        ledger.tell(offences.FORMATS, Cursor(None, at), related=related, formats=names, format=second.value)
    return next(iter(formats), WireFormat.AVRO)


def _stream(at: Cursor, name: str, wire: WireFormat, ledger: Ledger) -> Stream:
    treatment = block(at, "stream", ledger)
    reader = FieldReader(name, ledger)
    fields = reader.fields(at["properties"], Above())
    site = _Site(at, treatment, Register.of(reader.found), *_reached(reader))
    primary = _primary_key(site)
    return Stream(
        name=name,
        topic=_topic(site, name),
        format=wire,
        fields=fields,
        key=_key(site, primary, ledger),
        primary_key=primary,
        event_time=_event_time(site, ledger),
        lateness=_lateness(treatment["lateness"]),
        dedup=_dedup(site, primary, ledger),
        expectations=_expectations(site, name, ledger),
        volume=_volume(treatment["volume"]),
        subject=_subject(treatment["topic"]),
        doc=at["description"].text,
    )


def _wire_stream(at: Cursor, name: str, wire: WireFormat, ledger: Ledger) -> Stream:
    treatment = block(at, "stream", ledger)
    # Of the three formats JSON Schema alone says what a value may be.
    ruled = wire is WireFormat.JSON
    reader = FieldReader(name, ledger) if ruled else WireReader(name, ledger)
    fields = reader.fields(at["properties"], Above())
    register = Register.of(reader.found) if ruled else Register({})
    site = _Site(at, treatment, register, *_reached(reader))
    return Stream(
        name=name,
        topic=_topic(site, name),
        format=wire,
        fields=fields,
        expectations=_expectations(site, name, ledger) if ruled else (),
        subject=_subject(treatment["topic"]),
    )


def _reached(reader: FieldReader) -> tuple[tuple[Found, ...], tuple[Site, ...]]:
    """The fields that rules reach, and the sites that they do not."""
    found = tuple(item for item in reader.found if item.above.in_reach)
    beyond = (item.site for item in reader.found if not item.above.in_reach)
    return found, (*reader.inside, *beyond)


def _primary_key(site: _Site) -> tuple[FieldPath, ...]:
    """The primary key's fields by position; those without one come last, in declaration order."""
    keyed = [item for item in site.found if item.site.at["primaryKey"].truth]
    positions = [item.site.at["primaryKeyPosition"].whole for item in keyed]
    order = [(position is None or position < 0, position or 0) for position in positions]
    ranked = sorted(zip(order, range(len(keyed)), strict=True))
    return tuple(keyed[index].path for _, index in ranked)


def _key(site: _Site, primary: tuple[FieldPath, ...], ledger: Ledger) -> FieldPath | None:
    at = site.block["topic"]["key"]
    if not at:
        first = next((item for item in site.found if item.path in primary[:1]), None)
        return first.path if first is not None and _can_be_key(first) else None
    item = site.register.look_up(at, "topic.key", "the message key decides the partition", ledger)
    if item is None:
        return None
    if not _can_be_key(item):
        ledger.tell(offences.KEY_TYPE, at, field=item.dotted, kind=kind_of_type(item.field.type))
        return None
    return item.path


def _can_be_key(item: Found) -> bool:
    return isinstance(item.field.type, Text | Uuid | Integer)


def _event_time(site: _Site, ledger: Ledger) -> FieldPath | None:
    why = "lateness, windows and deduplication are measured by it"
    item = site.register.look_up(site.block["eventTime"], "eventTime", why, ledger)
    return None if item is None else item.path


def _lateness(at: Cursor) -> Lateness | None:
    if not isinstance(at.value, dict):
        return None
    allowed = span_at(at["allowed"], DEFAULT_ALLOWED)
    return Lateness(allowed, span_at(at["watermark"], allowed), span_at(at["idle"], DEFAULT_IDLE))


def _dedup(site: _Site, primary: tuple[FieldPath, ...], ledger: Ledger) -> Dedup | None:
    at = site.block["dedup"]
    if not isinstance(at.value, dict):
        return None
    why = "two records are one when they agree in these fields"
    by = site.register.look_up_all(at["by"], "dedup.by", why, ledger) if at["by"] else primary
    scope = site.register.look_up_all(at["scope"], "dedup.scope", why, ledger)
    return Dedup(by, span_at(at["within"], DEFAULT_WITHIN), scope)


def _topic(site: _Site, name: str) -> Topic:
    at = site.block["topic"]
    plain = Topic(site.at["physicalName"].text or name)
    retention, kept = at["retention"].text, duration(at["retention"].text)
    return Topic(
        name=plain.name,
        partitions=at["partitions"].whole or plain.partitions,
        replication=at["replication"].whole or plain.replication,
        min_insync=at["minInsync"].whole or plain.min_insync,
        retention=None if retention == _FOREVER else plain.retention if kept is None else kept,
        cleanup=_CLEANUPS.get(at["cleanup"].text, plain.cleanup),
    )


def _subject(at: Cursor) -> Subject:
    plain = Subject()
    return Subject(
        _STRATEGIES.get(at["subjectStrategy"].text, plain.strategy),
        _COMPATIBILITIES.get(at["compatibility"].text, plain.compatibility),
    )


def _volume(at: Cursor) -> Volume | None:
    average = rate(at["rate"].text)
    if average is None:
        return None
    peak = at["peak"].fraction
    return Volume(average, Volume(average).peak if peak is None else peak, at["recordBytes"].whole)


def _expectations(site: _Site, stream: str, ledger: Ledger) -> tuple[Expectation, ...]:
    named: dict[str, Expectation] = {}
    for expectation, at in _all_expectations(site, ledger):
        name = unused(expectation.name, named)
        named[name] = _renamed(expectation, name)
        ledger.expectations[stream, name] = at
    return tuple(named.values())


def _all_expectations(site: _Site, ledger: Ledger) -> Iterator[tuple[Expectation, str]]:
    for beyond in site.inside:
        tell_out_of_reach(beyond, ledger)
    for item in site.found:
        yield from constraints(item, ledger)
        yield from quality(QualitySubject(item.site.at, item, site.register), ledger)
    yield from quality(QualitySubject(site.at, None, site.register), ledger)


def _renamed(expectation: Expectation, name: str) -> Expectation:
    if expectation.name == name:
        return expectation
    return Expectation(
        name,
        expectation.promise,
        expectation.weight,
        expectation.action,
        expectation.dimension,
        expectation.doc,
    )
