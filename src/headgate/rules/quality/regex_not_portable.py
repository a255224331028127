"""quality/regex-not-portable — a pattern means different things to different engines, or nothing to some.

Why: one rule is checked by Python at the edge, by Java in Flink and Spark, and by RE2 in some registries and
databases. What only one of them knows gives two verdicts on one record, or a job that does not start.

Instead: keep to literals, classes, groups, alternatives, repetitions and anchors.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.patterns import unportable
from headgate.lint.promises import pattern_of
from headgate.model import Expectation

NOT_EVERYWHERE = Message(
    title="pattern `{pattern:.40}` uses {construct}",
    remedy="write it without {construct} (`{spelling}`): {lacking}",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    pattern = pattern_of(expectation)
    for found in unportable(pattern):
        yield NOT_EVERYWHERE.at(
            context.place,
            pattern=pattern,
            construct=found.construct,
            spelling=found.spelling,
            lacking=found.lacking,
        )
