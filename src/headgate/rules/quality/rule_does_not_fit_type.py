"""quality/rule-does-not-fit-type — a rule asks of a field what its type cannot answer.

Why: no engine can compute a pattern of a number or a multiple of a text, so the rule would be checked by none.

Instead: correct the rule, or the field's `logicalType`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.promises import pattern_of
from headgate.model import Expectation
from headgate.predicate import is_portable, misfit

MISFIT = Message(
    title="rule `{rule_name}` does not fit its field: {reason}",
    remedy="correct the rule, or the field's `logicalType`",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    reason = misfit(expectation, context.stream)
    # What is wrong with a pattern itself has its own rules.
    if reason and is_portable(pattern_of(expectation)):
        yield MISFIT.at(context.place, rule_name=expectation.name, reason=reason)
