"""quality/regex-invalid — a pattern is not a regular expression.

Why: no engine can compile it, so the pipeline, the edge and the generated schemas would all fail to start.

Instead: correct the pattern. In YAML, single quotes keep backslashes as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.promises import pattern_of
from headgate.model import Expectation

BROKEN = Message(
    title="pattern `{pattern:.40}` is not a regular expression",
    remedy="correct it: {problem} at character {position}",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    pattern = pattern_of(expectation)
    try:
        re.compile(pattern)
    except re.error as problem:
        if problem.msg.startswith(("bad escape", "unknown extension")):
            return  # another engine's word: not portable, rather than broken
        position = (problem.pos or 0) + 1
        yield BROKEN.at(context.place, pattern=pattern, problem=problem.msg, position=position)
