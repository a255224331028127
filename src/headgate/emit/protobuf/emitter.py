"""The Protobuf back end."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import ClassVar, Final

from headgate.emit.clean import clean_stream
from headgate.emit.losses import table_losses
from headgate.emit.protobuf.refusals import refusals
from headgate.emit.protobuf.schema import proto_text
from headgate.emit.protobuf.support import SUPPORT
from headgate.emit.protocol import Emission, Header, Loss, Options, SupportTable
from headgate.model import Contract, Stream, WireFormat

HOME: Final = PurePosixPath("reference_pipelines/edge/protobuf")


class ProtobufEmitter:
    """Writes `<topic>.proto` and `<topic>.clean.proto` for each stream whose values are Protobuf."""

    name: ClassVar[str] = "protobuf"
    summary: ClassVar[str] = "proto3 messages of the raw and the clean record"
    support: ClassVar[SupportTable] = SUPPORT

    def emit(self, contract: Contract, options: Options) -> Emission:  # noqa: ARG002 - the protocol's signature
        """The messages with their descriptions; none for a stream that protoc would reject."""
        streams = tuple(stream for stream in contract.streams if stream.format is WireFormat.PROTOBUF)
        files: dict[PurePosixPath, str] = {}
        losses: list[Loss] = list(table_losses(self, contract, streams))
        for stream in streams:
            refused = refusals(stream)
            losses += refused
            if not refused:
                topic = stream.topic.name
                files[HOME / f"{topic}.proto"] = _file(contract, stream)
                files[HOME / f"{topic}.clean.proto"] = _file(contract, clean_stream(stream))
        return Emission(files, tuple(losses))


def _file(contract: Contract, stream: Stream) -> str:
    return f"{Header('protobuf', contract, comment='//')}\n{proto_text(stream, docs=True)}"


EMITTER: Final = ProtobufEmitter()
