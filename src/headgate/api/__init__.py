"""Floor 10: the public door for library users. What is not named here may change without notice."""

from headgate.diagnostics import Finding, Place, Severity, Span
from headgate.model import Contract
from headgate.odcs import Reading, read_file, read_text

__all__ = ["Contract", "Finding", "Place", "Reading", "Severity", "Span", "read_file", "read_text"]
