"""wire/hazard — a change that no registry refuses, and that readers trip over all the same.

Why: the registry compares how bytes are read and not what they mean, so milliseconds become microseconds unseen. A
policy with `registry-parity` leaves this rule out.

Instead: add a field with the new meaning beside the old one, and deprecate the old one.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.compat import check_compatibility, hazards
from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import EarlierSchema, WireHistory
from headgate.lint.schema_paths import field_at
from headgate.model import FieldPath

HAZARD = Message(
    title="`{subject}` means something else since version {version}",
    why="{type} at {path}: {sentence}",
    remedy="add a field with the new meaning, and deprecate the old one",
)


@rule(on=WireHistory, severity=Severity.WARNING, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(history: WireHistory, context: Context) -> Iterator[Finding]:
    last = history.last
    if last is None or last not in history.comparable:
        return
    refused = _refused(history, last)
    for hazard in hazards(history.stream.format, new=history.text, old=last.text):
        path = field_at(history.stream, hazard.path)
        if path in refused:
            continue
        source = None if last.read is None else last.read().source_map
        place = None if source is None else source.field(history.stream.name, path)
        yield HAZARD.at(
            context.field(path) if path else context.place,
            related=() if place is None else (Related("earlier", place, last.name),),
            subject=history.subject,
            version=last.version,
            type=hazard.type,
            path=hazard.path,
            sentence=hazard.sentence,
        )


def _refused(history: WireHistory, last: EarlierSchema) -> frozenset[FieldPath]:
    """The fields that the registry has something against already: nothing slips through there."""
    mode = history.stream.subject.compatibility
    verdict = check_compatibility(history.stream.format, mode, new=history.text, history=[last.text])
    return frozenset(field_at(history.stream, reason.path) for reason in verdict.reasons)
