"""wire/format-changed — a subject changed from one wire format to another.

Why: no reader of the old format can read the new one, and records of both are then in the topic. Every registry refuses
it, whatever the mode but NONE.

Instead: publish the stream in the new format as a new topic, and let readers move at their own time.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import WireHistory

CHANGED = Message(
    title="`{subject}` was {before} in version {version} and is {after} now",
    remedy="publish the stream as a new topic, or keep {before}",
)


@rule(on=WireHistory, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(history: WireHistory, context: Context) -> Iterator[Finding]:
    last = history.last
    if last is None or last.format is history.stream.format or history.clean:
        return
    reading = None if last.read is None else last.read()
    place = None if reading is None else reading.source_map.stream(history.stream.name, "/name")
    yield CHANGED.at(
        context.place,
        related=() if place is None else (Related("earlier", place, last.name),),
        subject=history.subject,
        before=last.format.value,
        after=history.stream.format.value,
        version=last.version,
    )
