"""objectives/burn-over-window — a burn alert looks back further than the objective's own window.

Why: a rate measured over more than the window counts events that the budget has already forgotten. The alert would
fire for a budget that is whole again.

Instead: make `burn.over` a small part of `window`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.durations import spell
from headgate.model import Objective

LONGER = Message(
    title="`{objective}` looks back {over} for a window of {window}",
    remedy="set `burn.over` to less than {window}",
)


@rule(on=Objective, severity=Severity.ERROR, since="0.1")
def check(objective: Objective, context: Context) -> Iterator[Finding]:
    if objective.burn is not None and objective.burn.over > objective.window:
        over, window = spell(objective.burn.over), spell(objective.window)
        yield LONGER.at(context.setting("burn", "over"), objective=objective.name, over=over, window=window)
