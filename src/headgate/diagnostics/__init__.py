"""Floor 0: where, what, and what to do. Nothing here knows of contracts."""

from headgate.diagnostics.finding import Edit, Finding, Fix, Related, Severity
from headgate.diagnostics.message import Message
from headgate.diagnostics.span import Place, Position, Span

__all__ = ["Edit", "Finding", "Fix", "Message", "Place", "Position", "Related", "Severity", "Span"]
