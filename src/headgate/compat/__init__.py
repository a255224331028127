"""Floor 4: the registry's verdict on wire schemas, worked out offline, and the hazards that it lets pass."""

from headgate.compat.check import check_compatibility, hazards
from headgate.compat.verdict import Direction, Reason, SchemaTextError, Verdict

__all__ = ["Direction", "Reason", "SchemaTextError", "Verdict", "check_compatibility", "hazards"]
