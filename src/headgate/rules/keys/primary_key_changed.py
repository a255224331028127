"""keys/primary-key-changed — the table has another primary key.

Why: a row then stands for something else: readers that merge or join by the earlier key count twice, or overwrite.

Instead: keep the primary key, or land the new grain in a stream of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import PrimaryKeyChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

REKEYED = Message(
    title="the primary key of `{stream}` went from `{before}` to `{after}`",
    remedy="keep `{before}` as the primary key, or release {required}",
    label="keyed by `{after}`",
)


@rule(on=PrimaryKeyChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: PrimaryKeyChanged, context: Context) -> Iterator[Finding]:
    yield tell(REKEYED, change, context, stood="keyed by `{before}`")
