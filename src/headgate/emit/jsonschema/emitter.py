"""The JSON Schema back end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar, Final

from headgate.emit.clean import clean_stream
from headgate.emit.json_text import pretty
from headgate.emit.jsonschema.rules import why_not
from headgate.emit.jsonschema.schema import schema_value
from headgate.emit.jsonschema.support import SUPPORT
from headgate.emit.losses import table_losses
from headgate.emit.protocol import Emission, Header, Loss, Options, SupportTable
from headgate.emit.walk import field_paths
from headgate.model import Aggregate, Contract, Stream, WireFormat
from headgate.predicate import misfit

HOME: Final = PurePosixPath("reference_pipelines/edge/jsonschema")


class JsonSchemaEmitter:
    """Writes `<topic>.json` for each stream, and `<topic>.clean.json` where the values are JSON."""

    name: ClassVar[str] = "jsonschema"
    summary: ClassVar[str] = "JSON Schemas of the record as JSON, with its rules"
    support: ClassVar[SupportTable] = SUPPORT

    def emit(self, contract: Contract, options: Options) -> Emission:  # noqa: ARG002 - the protocol's signature
        """The schemas with their descriptions, indented; a rule the schema leaves out is a loss."""
        files: dict[PurePosixPath, str] = {}
        for stream in contract.streams:
            topic = stream.topic.name
            files[HOME / f"{topic}.json"] = _file(contract, stream)
            if stream.format is WireFormat.JSON:
                files[HOME / f"{topic}.clean.json"] = _file(contract, clean_stream(stream))
        left_out = tuple(loss for stream in contract.streams for loss in _left_out(stream))
        return Emission(files, table_losses(self, contract, contract.streams) + left_out)


def _file(contract: Contract, stream: Stream) -> str:
    return pretty(schema_value(stream, docs=True, comment=Header("jsonschema", contract).text))


def _left_out(stream: Stream) -> Iterator[Loss]:
    types = {path: field.type for path, field in field_paths(stream.fields)}
    for expectation in stream.expectations:
        rule = expectation.promise
        if isinstance(rule, Aggregate):
            continue
        reason = misfit(expectation, stream) or why_not(expectation, types[rule.field])
        if reason:
            yield Loss("jsonschema", type(rule), reason, stream.name, rule.field)


EMITTER: Final = JsonSchemaEmitter()
