"""quality/regex-invalid — a pattern is not a regular expression.

Why: no engine can compile it, so the pipeline, the edge and the generated schemas would all fail to start.

Instead: correct the pattern. In YAML, single quotes keep backslashes as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.promises import broken, pattern_of
from headgate.model import Expectation

BROKEN = Message(
    title="pattern `{pattern:.40}` is not a regular expression",
    remedy="correct it: {problem} at character {position}",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    pattern = pattern_of(expectation)
    problem = broken(pattern)
    if problem is not None:
        position = (problem.pos or 0) + 1
        yield BROKEN.at(context.place, pattern=pattern, problem=problem.msg, position=position)
