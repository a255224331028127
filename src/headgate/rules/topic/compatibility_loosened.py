"""topic/compatibility-loosened — the registry checks less of a new schema.

Why: consumers chose how to read by what the mode promises of future schemas, and the next schema may be one that they
cannot read.

Instead: keep the mode, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import CompatibilityLoosened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LOOSER = Message(
    title="the compatibility of `{stream}` went from {before} down to {after}",
    remedy="keep `compatibility: {before}`, or release {required}",
    label="{after}",
)


@rule(on=CompatibilityLoosened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: CompatibilityLoosened, context: Context) -> Iterator[Finding]:
    yield tell(LOOSER, change, context)
