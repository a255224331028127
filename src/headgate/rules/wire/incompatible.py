"""wire/incompatible — a schema cannot follow one that the subject had before, under the contract's own mode.

Why: the registry will refuse the schema when it is registered, and records under the old one are still in the topic.
Every earlier version counts in a transitive mode, and only the last one in the others. A schema that did not change is
not looked at, as the registry does not look at it either.

Instead: make the change one that the mode allows (an optional field in place of a required one), or publish the stream
as a new topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headgate.compat import Direction, Reason, check_compatibility
from headgate.diagnostics import Finding, Message, Place, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import EarlierSchema, WireHistory
from headgate.lint.schema_paths import field_at
from headgate.model import FieldPath

INCOMPATIBLE = Message(
    title="`{subject}` is not {mode} with version {version}",
    why="{type} at {path}: {sentence}",
    remedy="make the change one that {mode} allows, or publish the stream as a new topic",
)
NEW_FIELD = Message(
    title="`{subject}` is not {mode} with version {version}",
    why="{type} at {path}: {sentence}",
    remedy="make `{field}` optional, or publish the stream as a new topic",
    label="new and required",
)
OLD_FIELD = Message(
    title="`{subject}` is not {mode} with version {version}",
    why="{type} at {path}: {sentence}",
    remedy="keep `{field}` as it was, or publish the stream as a new topic",
    label="readers of {version} need `{field}`",
)
NEW_FIELDS = frozenset(
    ("READER_FIELD_MISSING_DEFAULT_VALUE", "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL")
)


@rule(on=WireHistory, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(history: WireHistory, context: Context) -> Iterator[Finding]:
    earlier = history.comparable
    mode = history.stream.subject.compatibility
    texts = [schema.text for schema in earlier]
    verdict = check_compatibility(history.stream.format, mode, new=history.text, history=texts)
    for alike in _alike(verdict.reasons):
        yield _finding(history, [(reason, earlier[reason.version]) for reason in alike], context)


def _alike(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Reasons that say the same of several versions, together; the newest version first."""
    same: dict[tuple[str, str, Direction, str], list[Reason]] = {}
    for reason in sorted(reasons, key=lambda one: -one.version):
        same.setdefault((reason.type, reason.path, reason.direction, reason.sentence), []).append(reason)
    return list(same.values())


def _finding(
    history: WireHistory, broken: Sequence[tuple[Reason, EarlierSchema]], context: Context
) -> Finding:
    reason, schema = broken[0]
    path = _field(reason, history, schema)
    return _message(reason, path).at(
        context.field(path) if path else context.place,
        related=tuple(_since(path, history, [schema for _, schema in broken])),
        subject=history.subject,
        mode=history.stream.subject.compatibility.value,
        version=schema.version,
        type=reason.type,
        path=reason.path,
        sentence=reason.sentence,
        field=".".join(path),
    )


def _message(reason: Reason, path: FieldPath) -> Message:
    if not path or reason.type not in NEW_FIELDS:
        return INCOMPATIBLE
    return NEW_FIELD if reason.direction is Direction.BACKWARD else OLD_FIELD


def _field(reason: Reason, history: WireHistory, schema: EarlierSchema) -> FieldPath:
    """The field in the reader's schema, which is the new one's or, forward, the old one's; else in the other."""
    new = field_at(history.stream, reason.path)
    if reason.direction is Direction.BACKWARD and new:
        return new
    reading = schema.read() if schema.read is not None else None
    streams = () if reading is None or reading.contract is None else reading.contract.streams
    old = next((one for one in streams if one.name == history.stream.name), None)
    return (field_at(old, reason.path) if old is not None else ()) or new


def _since(path: FieldPath, history: WireHistory, broken: Sequence[EarlierSchema]) -> Iterator[Related]:
    newest, *older = broken
    place, oldest = _place(path, history, newest), _place(path, history, broken[-1])
    if place is not None:
        yield Related("earlier", place, newest.name)
    if older and oldest is not None:
        names = ", ".join(schema.version for schema in older[:4]) + (", …" if len(older) > 4 else "")
        yield Related("and", oldest, f"{len(older)} older: {names}")


def _place(path: FieldPath, history: WireHistory, schema: EarlierSchema) -> Place | None:
    if schema.read is None:
        return None
    source = schema.read().source_map
    name = history.stream.name
    return source.field(name, path) if (name, path) in source.origins.fields else source.stream(name, "/name")
