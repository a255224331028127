"""Floor 0: where, what, and what to do. Nothing here knows of contracts."""

from headgate.diagnostics.finding import Finding, Related, Severity
from headgate.diagnostics.message import Message
from headgate.diagnostics.span import Place, Position, Span

__all__ = ["Finding", "Message", "Place", "Position", "Related", "Severity", "Span"]
