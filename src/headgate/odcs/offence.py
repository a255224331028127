"""A finding that reading can raise: its id, its weight and its wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headgate.diagnostics import Finding, Fix, Message, Place, Related, Severity


@dataclass(frozen=True, slots=True)
class Offence:
    """A rule that reading itself holds; one rule may have several wordings."""

    rule: str
    message: Message
    severity: Severity = Severity.ERROR

    def at(
        self, place: Place, *, related: Sequence[Related] = (), fix: Fix | None = None, **values: object
    ) -> Finding:
        """The finding at `place`."""
        return self.message.at(
            place, rule=self.rule, severity=self.severity, related=related, fix=fix, **values
        )
