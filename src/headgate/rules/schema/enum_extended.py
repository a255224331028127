"""schema/enum-extended — an enumeration has symbols that readers of the earlier version do not know.

Why: an Avro or JSON Schema reader refuses a record with a symbol that its own schema lacks, and code that lists all
cases falls through.

Instead: tell the readers and raise the major version, or declare the field as text with a rule where the list is
expected to grow.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import EnumExtended
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GAINED = Message(
    title="`{field}` of `{stream}` gained {symbols}",
    remedy="tell the readers that {symbols} will come, and release {required}",
    label="gained {symbols}",
)


@rule(on=EnumExtended, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: EnumExtended, context: Context) -> Iterator[Finding]:
    yield tell(GAINED, change, context)
