"""Floor 10: the public door for library users. What is not named here may change without notice."""

from headgate.change import Change, diff, required_version, sentence_of, verdict_of
from headgate.change import Verdict as ChangeVerdict
from headgate.compat import (
    Direction,
    Reason,
    SchemaTextError,
    Verdict,
    check_compatibility,
    hazards,
)
from headgate.diagnostics import Finding, Place, Severity, Span
from headgate.model import Compatibility, Contract, SemVer, WireFormat
from headgate.odcs import Reading, read_file, read_text

__all__ = [
    "Change",
    "ChangeVerdict",
    "Compatibility",
    "Contract",
    "Direction",
    "Finding",
    "Place",
    "Reading",
    "Reason",
    "SchemaTextError",
    "SemVer",
    "Severity",
    "Span",
    "Verdict",
    "WireFormat",
    "check_compatibility",
    "diff",
    "hazards",
    "read_file",
    "read_text",
    "required_version",
    "sentence_of",
    "verdict_of",
]
