"""quality/rule-does-not-fit-type — a rule asks of a field what its type cannot answer.

Why: no engine can compute a pattern of a number or a multiple of a text, so generated jobs would not start.

Instead: correct the rule, or the field's `logicalType`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find
from headgate.lint.fitting import misfit
from headgate.model import Aggregate, Expectation

MISFIT = Message(
    title="rule `{rule_name}` is for {need}, but `{field}` is of type {type}",
    remedy="correct the rule, or the field's `logicalType`",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    promise = expectation.promise
    if isinstance(promise, Aggregate):
        return
    field = find(context.stream, promise.field)
    need = misfit(promise, field.type) if field is not None else ""
    if field is not None and need:
        kind = type(field.type).__name__.lower()
        path = dotted(promise.field)
        yield MISFIT.at(context.place, rule_name=expectation.name, need=need, field=path, type=kind)
