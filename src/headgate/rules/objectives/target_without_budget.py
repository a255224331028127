"""objectives/target-without-budget — the objective is 100 percent or more.

Why: without an error budget, one bad event in the whole window breaks the objective for good. How fast the budget
burns cannot be computed, so there is nothing to alert on.

Instead: promise what is needed, such as 99.99 percent.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Objective

NO_BUDGET = Message(
    title="`{objective}` leaves no error budget: its target is {target:g} percent",
    remedy="allow a small share of bad events, such as 0.01 percent",
)


@rule(on=Objective, severity=Severity.ERROR, since="0.1")
def check(objective: Objective, context: Context) -> Iterator[Finding]:
    if objective.target >= 1:
        place = next(
            (context.setting(key) for key in _TARGETS if context.has_setting(key)), context.at("value")
        )
        yield NO_BUDGET.at(place, objective=objective.name, target=float(objective.target * 100))


_TARGETS = ("objective", "percentile")
