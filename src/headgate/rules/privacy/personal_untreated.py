"""privacy/personal-untreated — a field is classified as personal, but nothing is done to it.

Why: the value would reach every reader of the clean topic and of the table as it is. The guard treats what has a
`privacy` setting, and passes everything else on.

Instead: set `privacy` to tokenize (joins still work), mask, encrypt or drop. If the value is not personal after all,
correct its `classification`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import children, dotted, find, walk
from headgate.lint.personal import is_personal
from headgate.model import Field, FieldPath, Stream

IN_THE_CLEAR = Message(
    title="`{field}` is classified {classification} but not treated",
    remedy="set `privacy` to tokenize, mask, encrypt or drop",
)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    if is_personal(field) and not _treated(field) and not _dropped_above(context.stream, context.path):
        label = field.classification
        yield IN_THE_CLEAR.at(context.at("classification"), field=dotted(context.path), classification=label)


def _treated(field: Field) -> bool:
    """Whether the field, or (of a struct) something in it, has a treatment."""
    inner = walk(children(field.type))
    return field.privacy is not None or any(part.privacy is not None for _, part in inner)


def _dropped_above(stream: Stream, path: FieldPath) -> bool:
    above = (find(stream, path[:length]) for length in range(1, len(path)))
    return any(field is not None and field.privacy is not None for field in above)
