"""objectives/target-without-budget — the objective is 100 percent or more.

Why: an objective of 100 percent leaves no error budget. One bad event in the whole window breaks it for good, and an
alert on how fast the budget burns cannot be computed.

Instead: promise what is needed, such as 99.99 percent.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Objective

NO_BUDGET = Message(
    title="`{objective}` promises {target:g} percent, which leaves no error budget",
    remedy="choose a target below 100 percent",
)


@rule(on=Objective, severity=Severity.ERROR, since="0.1")
def check(objective: Objective, context: Context) -> Iterator[Finding]:
    if objective.target >= 1:
        place = next(
            (context.setting(key) for key in _TARGETS if context.has_setting(key)), context.at("value")
        )
        yield NO_BUDGET.at(place, objective=objective.name, target=float(objective.target * 100))


_TARGETS = ("objective", "percentile")
