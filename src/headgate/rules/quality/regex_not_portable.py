"""quality/regex-not-portable — a pattern means different things to different engines, or nothing to some.

Why: one rule is checked by Python at the edge, by Java in Flink and Spark, and by RE2 or a browser elsewhere. What
only some of them know gives two verdicts on one record, or a job that does not start.

Instead: keep to literals, classes, groups, alternatives, repetitions and anchors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.promises import pattern_of
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
    if reason and _compiles(pattern):
        yield NOT_EVERYWHERE.at(context.place, pattern=pattern, reason=reason)


def _compiles(pattern: str) -> bool:
    """A pattern that Python itself refuses has its own rule, unless another engine would take it."""
    try:
        re.compile(pattern)
    except re.error as problem:
        return problem.msg.startswith(("bad escape", "unknown extension"))
    return True
