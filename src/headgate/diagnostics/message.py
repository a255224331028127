"""The wording of a finding, kept apart from the code that raises it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from headgate.diagnostics.finding import Finding, Fix, Related, Severity
from headgate.diagnostics.span import Place


@dataclass(frozen=True, slots=True)
class Message:
    """A finding's text with `{placeholders}`.

    `title` says what (names in backticks, no full stop), `why` is one sentence, `remedy` starts with a verb,
    `label` stands under the caret.
    """

    title: str
    remedy: str
    why: str = ""
    label: str = ""

    @property
    def placeholders(self) -> frozenset[str]:
        """The names that `at` must be given."""
        texts = (self.title, self.remedy, self.why, self.label)
        return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)

    def at(
        self,
        place: Place,
        *,
        rule: str = "",
        severity: Severity = Severity.ERROR,
        related: Sequence[Related] = (),
        fix: Fix | None = None,
        **values: object,
    ) -> Finding:
        """The finding at `place`; every placeholder must be in `values` (KeyError otherwise).

        `rule` may stay empty inside a rule module: the lint engine fills in the rule's own id and severity.
        """
        return Finding(
            rule=rule,
            severity=severity,
            title=self.title.format_map(values),
            place=place,
            label=self.label.format_map(values),
            related=tuple(related),
            why=self.why.format_map(values),
            remedy=self.remedy.format_map(values),
            fix=fix,
        )
