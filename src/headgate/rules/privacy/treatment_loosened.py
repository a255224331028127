"""privacy/treatment-loosened — more of a personal value leaves the raw topic.

Why: what is once in clean topics, tables and their backups cannot be taken back, and values before and after the
change no longer match.

Instead: keep the treatment, or let the data protection officer decide and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import TreatmentLoosened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

MORE = Message(
    title="the treatment of `{field}` of `{stream}` was loosened from {before} to {after}",
    remedy="keep `privacy: {before}`, or release {required}",
    label="{after}",
)


@rule(on=TreatmentLoosened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TreatmentLoosened, context: Context) -> Iterator[Finding]:
    yield tell(MORE, change, context)
