"""quality/enum-empty — a rule lists no allowed values.

Why: an empty list says that no value is right, but it is read as no promise at all, so nothing would be checked.

Instead: list the values, or take the list away.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field

NO_VALUE = Message(
    title="the list of values that `{field}` may have is empty",
    remedy="list the values, or take the list away",
)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(_field: Field, context: Context) -> Iterator[Finding]:
    for keys in _lists(context):
        if context.value(*keys) == []:
            yield NO_VALUE.at(context.at(*keys), field=dotted(context.path))


def _lists(context: Context) -> Iterator[tuple[str, ...]]:
    quality = context.value("quality")
    for index in range(len(quality) if isinstance(quality, list) else 0):
        yield ("quality", str(index), "arguments", "validValues")
        yield ("quality", str(index), "validValues")
