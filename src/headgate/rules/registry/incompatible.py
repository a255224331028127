"""registry/incompatible — the live registry refuses the schema of a stream.

Why: the producer cannot register it, so the first deployment fails. The registry has versions, or a mode, that the
contract's own history does not show.

Instead: make the change one that the mode allows, or publish the stream as a new topic.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import SubjectRefusal

REFUSED = Message(
    title="the registry refuses the schema of `{subject}`{version}",
    why="{reasons}",
    remedy="make the change compatible under {mode}, or publish the stream as a new topic",
    label="this stream's schema",
)


@rule(on=SubjectRefusal, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.REGISTRY}))
def check(refusal: SubjectRefusal, context: Context) -> Iterator[Finding]:
    version = refusal.version
    yield REFUSED.at(
        context.source.stream(refusal.stream.name, "/name"),
        subject=refusal.subject,
        version="" if version is None else f": not compatible with version {version}",
        reasons="; ".join(refusal.reasons) or "it gives no reason",
        mode=refusal.stream.subject.compatibility.value,
    )
