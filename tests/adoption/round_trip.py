"""From a schema to a contract and back, in one step."""

from __future__ import annotations

from dataclasses import dataclass

from headgate.adopt import Held, Identity, Imported, contract_text, held, read_schema
from headgate.diagnostics import Severity
from headgate.model import Stream, WireFormat
from headgate.odcs import Reading, read_text


@dataclass(frozen=True)
class Adopted:
    """What became of a schema."""

    source: str
    record: Imported
    reading: Reading

    @property
    def stream(self) -> Stream:
        assert self.reading.contract is not None, self.reading.findings
        return self.reading.contract.streams[0]

    @property
    def held(self) -> Held:
        return held(self.stream, self.source)

    @property
    def losses(self) -> list[str]:
        return [str(loss) for loss in self.record.losses]

    @property
    def errors(self) -> list[str]:
        return [found.title for found in self.reading.findings if found.severity is Severity.ERROR]


def adopt(source: str, form: WireFormat, topic: str = "shop.v1", *, message: str = "") -> Adopted:
    """The contract of a schema, read as a user's file is read."""
    record = read_schema(source, form, name="Record", message=message)
    text = contract_text(Identity("shop", topic, form), record)
    return Adopted(source, record, read_text(text, path="shop.odcs.yaml"))
