"""time/allowed-lateness-shortened — records are late sooner than producers were promised.

Why: records that were on time go to the late topic, so that producers with that delay are missing from the clean one.

Instead: keep `lateness.allowed` above the delay of the slowest producer, or raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import AllowedLatenessShortened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

SOONER = Message(
    title="records of `{stream}` are late after {after}, and were after {before}",
    remedy="keep `lateness.allowed: {before}`, or release {required}",
    label="{after}",
)


@rule(on=AllowedLatenessShortened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: AllowedLatenessShortened, context: Context) -> Iterator[Finding]:
    yield tell(SOONER, change, context)
