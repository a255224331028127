"""quality/regex-exponential — a pattern repeats a repetition of the same thing.

Why: on a text that almost matches, Java and Python try every way to split the repetitions, and each character doubles
their number. One hostile record of 40 characters stops a whole partition.

Instead: repeat once: `(a+)+` accepts the same texts as `a+`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.promises import pattern_of
from headgate.model import Expectation

DOUBLES = Message(
    title="pattern `{pattern:.40}` repeats a repetition",
    remedy="write `{inner}` without the group's own `{outer}`",
)
ATOM: Final = r"(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[\](){}|*+?])"
NESTED: Final = re.compile(r"\((?:\?:)?(?P<inner>" + ATOM + r"(?:[*+]|\{\d+,\}))\)(?P<outer>[*+]|\{\d+,\})")


@rule(on=Expectation, severity=Severity.WARNING, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    pattern = pattern_of(expectation)
    found = NESTED.search(pattern)
    if found is not None:
        yield DOUBLES.at(context.place, pattern=pattern, inner=found["inner"], outer=found["outer"])
