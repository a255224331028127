"""time/watermark-shortened — windows downstream close sooner.

Why: a window that closes before the last record of its time drops that record, and results are final with less in
them.

Instead: keep `lateness.watermark`, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import WatermarkShortened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

SOONER = Message(
    title="the watermark of `{stream}` waits {after}, and waited {before}",
    remedy="keep `lateness.watermark: {before}`, or release {required}",
    label="{after}",
)


@rule(on=WatermarkShortened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: WatermarkShortened, context: Context) -> Iterator[Finding]:
    yield tell(SOONER, change, context)
