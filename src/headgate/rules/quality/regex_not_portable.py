"""quality/regex-not-portable — a pattern means different things to different engines, or nothing to some.

Why: one rule is checked by Python at the edge, by Java in Flink and Spark, and by RE2 or a browser elsewhere. What
only some of them know gives two verdicts on one record, or a job that does not start.

Instead: keep to literals, classes, groups, alternatives, repetitions and anchors.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.promises import broken, pattern_of
from headgate.model import Expectation
from headgate.predicate import not_portable_reason

NOT_EVERYWHERE = Message(
    title="pattern `{pattern:.40}` is not read alike by every engine",
    remedy="write it without {reason}",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    pattern = pattern_of(expectation)
    reason = not_portable_reason(pattern)
    # A pattern that is broken has a rule of its own.
    if reason and broken(pattern) is None:
        yield NOT_EVERYWHERE.at(context.place, pattern=pattern, reason=reason)
