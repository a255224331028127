"""What the JVM functions are told: the JSON that travels as a literal inside the SQL.

The module README of `reference_pipelines/jvm/functions` says what each key means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from headgate.emit.avro import avro_schema
from headgate.emit.flink.types import sql_type
from headgate.emit.json_text import Json
from headgate.emit.protobuf import message_spec
from headgate.emit.walk import field_paths
from headgate.model import Contract, FieldPath, Stream, Type, WireFormat
from headgate.model.wire import Route, contract_tag, output_topic, value_subject
from headgate.predicate import Predicate

FIXED_COLUMNS: Final = (
    "schema_id",
    "schema_version",
    "decode_error",
    "decode_reason",
    "unknown_fields",
    "event_ms",
    "pk",
    "id_hash",
    "clean_key",
    "clean_value",
)
"""What `headgate_decode` returns before the columns that its spec asks for."""


def guard_decoding(stream: Stream, columns: dict[FieldPath, Type], *, tombstones: bool) -> Json:
    """The decode spec of the guard: the raw record in, the clean one out."""
    return _decoding(
        stream,
        subject=value_subject(stream),
        reader=_schema(stream, clean=False),
        clean={
            "clean": _schema(stream, clean=True),
            "cleanSubject": value_subject(stream, clean=True),
            "eventTime": _optional(_dated_by(stream)),
            "dedup": _dedup(stream),
            "key": {"field": _optional(stream.key)},
            "treatments": list(_treatments(stream)),
        },
        columns={path: sql_type(of) for path, of in columns.items()},
        tombstones=tombstones,
    )


def _dated_by(stream: Stream) -> FieldPath | None:
    """The field that dates a record for lateness and deduplication.

    Without a bound on lateness none does: no horizon of event time could then be told from history being loaded
    out of order, so the guard counts the window in arrival time.
    """
    return None if stream.lateness is None else stream.event_time


def land_decoding(stream: Stream, columns: dict[FieldPath, str], *, tombstones: bool) -> Json:
    """The decode spec of the landing job: the clean record in, its columns out."""
    event_time = stream.event_time if stream.event_time in columns else None
    return _decoding(
        stream,
        subject=value_subject(stream, clean=True),
        reader=_schema(stream, clean=True),
        clean={
            "clean": None,
            "cleanSubject": None,
            "eventTime": _optional(event_time),
            "dedup": None,
            "key": {"field": _optional(stream.key)},
            "treatments": [],
        },
        columns=columns,
        tombstones=tombstones,
    )


def routing(contract: Contract, stream: Stream, rules: Sequence[Predicate]) -> Json:
    """The spec of `headgate_guard` and `headgate_route`."""
    within = None if stream.dedup is None else stream.dedup.within
    allowed = None if stream.lateness is None or stream.event_time is None else stream.lateness.allowed
    topics: dict[str, Json] = {route.value: output_topic(stream.topic.name, route) for route in Route}
    fields: dict[str, Json] = {rule.name: ".".join(rule.field) for rule in rules}
    return {
        "source": stream.topic.name,
        "contract": contract_tag(contract),
        "within_ms": _millis(within),
        "allowed_ms": _millis(allowed),
        "topics": topics,
        "rules": fields,
        "envelope": has_personal_data(stream),
        **({"watermark": True} if is_scattered(stream) else {}),
    }


def is_scattered(stream: Stream) -> bool:
    """Whether one deduplication scope can be read from several partitions, which may lag hours behind each other.

    Then a record's own source time says nothing of how far the other partitions have come, and the guard prunes
    by the watermark of source time, which is that of the slowest partition.
    """
    return stream.dedup is not None and stream.key not in stream.dedup.scope


def has_personal_data(stream: Stream) -> bool:
    """Whether a dead letter of this stream must not be readable: a field is treated or names a person."""
    return any(field.privacy is not None or field.data_subject for _, field in field_paths(stream.fields))


def _decoding(
    stream: Stream,
    *,
    subject: str,
    reader: Json,
    clean: dict[str, Json],
    columns: dict[FieldPath, str],
    tombstones: bool,
) -> Json:
    return {
        "format": stream.format.value,
        "subject": subject,
        "reader": reader,
        **clean,
        "columns": [
            {"name": column_name(path), "path": list(path), "type": of} for path, of in columns.items()
        ],
        "tombstones": tombstones,
    }


def column_name(path: FieldPath) -> str:
    """A record's value among the decoded columns; the prefix keeps it apart from the fixed ones."""
    return "f." + ".".join(path)


def _schema(stream: Stream, *, clean: bool) -> Json:
    if stream.format is WireFormat.PROTOBUF:
        return message_spec(stream, clean=clean)
    return avro_schema(stream, clean=clean)


def _dedup(stream: Stream) -> Json:
    if stream.dedup is None:
        return None
    return {
        "by": [list(path) for path in stream.dedup.by],
        "scope": [list(path) for path in stream.dedup.scope],
    }


def _treatments(stream: Stream) -> Iterator[Json]:
    """Each field's own; a field inside a treated one goes with it."""
    treated: set[FieldPath] = set()
    for path, field in field_paths(stream.fields):
        if field.privacy is not None and not any(path[:length] in treated for length in range(1, len(path))):
            treated.add(path)
            yield {"path": list(path), "treatment": field.privacy.value}


def _optional(path: FieldPath | None) -> Json:
    return None if path is None else list(path)


def _millis(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(milliseconds=1)
