"""What reading a contract gives: a model when there is one, and everything there is to say about the text."""

from __future__ import annotations

from dataclasses import dataclass

from headgate.diagnostics import Finding
from headgate.model import Contract
from headgate.odcs.source import SourceMap


@dataclass(frozen=True, slots=True)
class Reading:
    """`contract` is None when the text promises nothing that can be understood; `findings` then say why.

    `document` is the YAML value (None when the text is not YAML), for rules that look at the file itself.
    """

    contract: Contract | None
    source_map: SourceMap
    findings: tuple[Finding, ...]
    document: object = None
