"""Whether what a contract generates still reads what exists: the registry's verdict on the round trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from headgate.compat import Reason, check_compatibility
from headgate.emit.registered import schema_text
from headgate.model import Compatibility, Stream

STRONGEST_FIRST: Final = (Compatibility.FULL, Compatibility.BACKWARD, Compatibility.FORWARD)


@dataclass(frozen=True, slots=True)
class Held:
    """The strongest mode in which the generated schema follows the source, and what stops the next stronger one."""

    mode: Compatibility
    reasons: tuple[Reason, ...] = ()


def held(stream: Stream, source: str) -> Held:
    """The generated schema of the stream held against the one that it was imported from.

    Raises `headgate.compat.SchemaTextError` when a registry would not take the source, and `ValueError` for a
    stream that its format cannot spell.
    """
    new = schema_text(stream)
    reasons: tuple[Reason, ...] = ()
    for mode in STRONGEST_FIRST:
        verdict = check_compatibility(stream.format, mode, new=new, history=(source,))
        if verdict.compatible:
            return Held(mode, reasons)
        reasons = reasons or verdict.reasons
    return Held(Compatibility.NONE, reasons)
