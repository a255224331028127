"""The Avro back end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar, Final

from headgate.emit.avro.schema import schema_value
from headgate.emit.avro.support import SUPPORT
from headgate.emit.clean import clean_stream
from headgate.emit.json_text import Json, pretty
from headgate.emit.losses import table_losses
from headgate.emit.names import AVRO_NAME
from headgate.emit.protocol import Emission, Header, Loss, Options, SupportTable
from headgate.emit.walk import enumerations, field_paths
from headgate.model import Contract, Enumeration, Stream, Struct, WireFormat

HOME: Final = PurePosixPath("reference_pipelines/edge/avro")


class AvroEmitter:
    """Writes `<topic>.avsc` and `<topic>.clean.avsc` for each stream whose values are Avro."""

    name: ClassVar[str] = "avro"
    summary: ClassVar[str] = "Avro schemas of the raw and the clean record"
    support: ClassVar[SupportTable] = SUPPORT

    def emit(self, contract: Contract, options: Options) -> Emission:  # noqa: ARG002 - the protocol's signature
        """The schemas with their descriptions, indented."""
        streams = tuple(stream for stream in contract.streams if stream.format is WireFormat.AVRO)
        files: dict[PurePosixPath, str] = {}
        for stream in streams:
            topic = stream.topic.name
            files[HOME / f"{topic}.avsc"] = _file(contract, stream)
            files[HOME / f"{topic}.clean.avsc"] = _file(contract, clean_stream(stream))
        illegal = tuple(loss for stream in streams for loss in _illegal_names(stream))
        return Emission(files, table_losses(self, contract, streams) + illegal)


def _file(contract: Contract, stream: Stream) -> str:
    header: dict[str, Json] = {"generated": Header("avro", contract).text}
    return pretty({**header, **schema_value(stream, docs=True)})


def _illegal_names(stream: Stream) -> Iterator[Loss]:
    for path, field in field_paths(stream.fields):
        if not AVRO_NAME.fullmatch(field.name):
            reason = f"`{field.name}` is no Avro name (letters, digits and `_`, no digit first)"
            yield Loss("avro", Struct, reason, stream.name, path, refused=True)
        for symbol in enumerations(field.type):
            if not AVRO_NAME.fullmatch(symbol):
                yield Loss(
                    "avro", Enumeration, f"`{symbol}` is no Avro symbol", stream.name, path, refused=True
                )


EMITTER: Final = AvroEmitter()
