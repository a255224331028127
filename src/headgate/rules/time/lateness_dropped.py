"""time/lateness-dropped — lateness is no longer bounded.

Why: readers closed their windows by the bound, and without one no window is ever complete. Late records come into
results that were final.

Instead: keep `lateness`, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import LatenessDropped
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

UNBOUNDED = Message(
    title="the lateness of `{stream}` is no longer bounded",
    remedy="keep `lateness`, or release {required}",
    label="no bound",
)


@rule(on=LatenessDropped, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: LatenessDropped, context: Context) -> Iterator[Finding]:
    yield tell(UNBOUNDED, change, context, stood="bounded here")
