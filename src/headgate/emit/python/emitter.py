"""The Python back end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar, Final

from headgate.emit.losses import promised_path, table_losses
from headgate.emit.names import snake
from headgate.emit.protocol import Emission, Header, Loss, Options, SupportTable
from headgate.emit.python.module import python_module
from headgate.emit.python.support import SUPPORT
from headgate.model import Contract, Stream
from headgate.predicate import misfit

HOME: Final = PurePosixPath("reference_pipelines/edge/python")


class PythonEmitter:
    """Writes `<record>_validator.py` for each stream."""

    name: ClassVar[str] = "python"
    summary: ClassVar[str] = "a stand-alone validator for producers, with the record's TypedDict"
    support: ClassVar[SupportTable] = SUPPORT

    def emit(self, contract: Contract, options: Options) -> Emission:  # noqa: ARG002 - the protocol's signature
        """One module a stream; a rule that does not fit its field is a loss."""
        header = str(Header("python", contract))
        files = {
            HOME / f"{snake(stream.name)}_validator.py": python_module(stream, header)
            for stream in contract.streams
        }
        misfits = tuple(loss for stream in contract.streams for loss in _misfits(stream))
        return Emission(files, table_losses(self, contract, contract.streams) + misfits)


def _misfits(stream: Stream) -> Iterator[Loss]:
    for expectation in stream.expectations:
        reason = misfit(expectation, stream)
        if reason:
            yield Loss("python", type(expectation.promise), reason, stream.name, promised_path(expectation))


EMITTER: Final = PythonEmitter()
