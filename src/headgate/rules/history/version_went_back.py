"""history/version-went-back — a contract declares a lower version than the one that it follows.

Why: versions only go up, so that readers can tell which of two contracts is the newer one.

Instead: raise the version above the last one, also where the change takes an earlier one back.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import VersionHistory

WENT_BACK = Message(
    title="the version went back from {before} to {version}",
    remedy="write a version above {before}",
    label="lower than before",
)


@rule(on=VersionHistory, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(history: VersionHistory, context: Context) -> Iterator[Finding]:
    version, last = context.contract.version, history.earlier[-1]
    if version.precedence >= last.version.precedence:
        return
    yield WENT_BACK.at(
        context.source.place("/version"),
        related=(Related("earlier", last.read().source_map.place("/version"), last.label),),
        before=last.version,
        version=version,
    )
