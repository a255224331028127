"""objectives/window-lengthened — an objective is met or missed over more time.

Why: over a longer window one bad day is evened out by good ones, so that the same target allows worse days than
before.

Instead: keep the window, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import WindowLengthened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LONGER = Message(
    title="the window of `{name}` was lengthened from {before} to {after}",
    remedy="keep `window: {before}`, or release {required}",
    label="{after}",
)


@rule(on=WindowLengthened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: WindowLengthened, context: Context) -> Iterator[Finding]:
    yield tell(LONGER, change, context)
