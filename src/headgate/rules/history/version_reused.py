"""history/version-reused — a version that an earlier contract had stands for other promises now.

Why: whoever pinned that version would silently get another contract, and records say only the number of their
contract.

Instead: give the change a version of its own, above all earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import VersionHistory

REUSED = Message(
    title="version {version} was used before, for other promises",
    remedy="write a version above {newest}",
    label="used before",
)


@rule(on=VersionHistory, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(history: VersionHistory, context: Context) -> Iterator[Finding]:
    version = context.contract.version
    last = history.earlier[-1]
    used = [one for one in history.earlier if one.version == version]
    # Under the version that it follows, the change itself says which one it needs.
    if last.version == version or not used or any(one.read().contract == context.contract for one in used):
        return
    yield REUSED.at(
        context.source.place("/version"),
        related=(Related("earlier", used[-1].read().source_map.place("/version"), used[-1].label),),
        version=version,
        newest=max((one.version for one in history.earlier), key=lambda version: version.precedence),
    )
