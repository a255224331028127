"""The Flink back end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar, Final

from headgate.emit.clean import clean_stream
from headgate.emit.flink.guard import guard_sql
from headgate.emit.flink.land import land_sql, own_columns
from headgate.emit.flink.layout import Job, is_compacted, is_upserted, sql_file
from headgate.emit.flink.support import SUPPORT
from headgate.emit.losses import table_losses
from headgate.emit.protocol import Emission, Loss, Options, SupportTable
from headgate.emit.sql import FLINK, sql_loss
from headgate.emit.walk import field_paths
from headgate.model import Contract, Stream, Struct, Time, TimeUnit, Topic, WireFormat
from headgate.predicate import Predicate, predicates


class FlinkEmitter:
    """Writes `<topic>.guard.sql` and `<topic>.land.sql` for each stream whose values can be decoded."""

    name: ClassVar[str] = "flink"
    summary: ClassVar[str] = "Flink SQL of the guard job and of the job that lands the clean topic in Iceberg"
    support: ClassVar[SupportTable] = SUPPORT

    def emit(self, contract: Contract, options: Options) -> Emission:  # noqa: ARG002 - the protocol's signature
        """Both jobs of each stream."""
        streams = tuple(stream for stream in contract.streams if stream.format is not WireFormat.JSON)
        files: dict[PurePosixPath, str] = {}
        for stream in streams:
            rules, _ = sayable(stream)
            files[sql_file(contract, stream, Job.GUARD)] = guard_sql(contract, stream, rules)
            files[sql_file(contract, stream, Job.LAND)] = land_sql(contract, stream)
        special = tuple(loss for stream in contract.streams for loss in _stream_losses(stream))
        return Emission(files, table_losses(self, contract, streams) + special)


def sayable(stream: Stream) -> tuple[tuple[Predicate, ...], tuple[Loss, ...]]:
    """The record rules that Flink SQL can say, and the loss for each other one."""
    said: list[Predicate] = []
    losses: list[Loss] = []
    for rule in predicates(stream):
        if reason := sql_loss(rule, FLINK):
            losses.append(Loss("flink", type(rule.expr), reason, stream.name, rule.field))
        else:
            said.append(rule)
    return tuple(said), tuple(losses)


def _stream_losses(stream: Stream) -> Iterator[Loss]:
    if stream.format is WireFormat.JSON:
        reason = "the guard decodes Avro and Protobuf, no JSON"
        yield Loss("flink", Topic, reason, stream.name, refused=True)
        return
    yield from sayable(stream)[1]
    yield from _field_losses(stream)
    if is_compacted(stream) and not is_upserted(stream):
        reason = "a tombstone needs a message key that is a field, or no row can be marked as deleted"
        yield Loss("flink", Topic, reason, stream.name, refused=True)


def _field_losses(stream: Stream) -> Iterator[Loss]:
    for path, field in field_paths(stream.fields):
        if isinstance(field.type, Time) and field.type.unit is TimeUnit.MICROS:
            yield Loss("flink", Time, "Flink keeps a time of day in whole milliseconds", stream.name, path)
    taken = own_columns(stream)
    for field in clean_stream(stream).fields:
        if field.name in taken:
            reason = f"the table has a column `{field.name}` of its own"
            yield Loss("flink", Struct, reason, stream.name, (field.name,), refused=True)


EMITTER: Final = FlinkEmitter()
