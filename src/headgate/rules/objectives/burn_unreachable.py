"""objectives/burn-unreachable — a burn alert can never fire.

Why: when every single event is bad, the budget burns at one over the budget, and never faster. A target of 95 percent
burns at most 20 times as fast as allowed, so an alert above 20 is never heard.

Instead: lower `burn.above`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Objective

NEVER_FIRES = Message(
    title="`{objective}` never burns over {above:g} times as fast as allowed",
    remedy="set `burn.above` below {most:g}, which is how fast it burns when every event is bad",
)


@rule(on=Objective, severity=Severity.ERROR, since="0.1")
def check(objective: Objective, context: Context) -> Iterator[Finding]:
    budget = 1 - objective.target
    if objective.burn is not None and budget > 0 and objective.burn.above * budget >= 1:
        place = context.setting("burn", "above")
        most = float(1 / budget)
        yield NEVER_FIRES.at(place, objective=objective.name, most=most, above=float(objective.burn.above))
