"""structure/consumer-unknown-field — a consumer is said to read a field that no stream has.

Why: the consumer list decides whom a change of a field would break, and a name that no stream has protects nobody.

Instead: name the field as it is on the wire, with dots into structs (`address.city`).
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, walk
from headgate.lint.remedies import setting
from headgate.model import Contract
from headgate.odcs.likeness import nearest

NO_SUCH_FIELD = Message(
    title="`{consumer}` reads `{field}`, which no stream of `{contract}` has",
    remedy="correct the name, or take it off the consumer's list",
)


@rule(on=Contract, severity=Severity.ERROR, since="0.1")
def check(contract: Contract, context: Context) -> Iterator[Finding]:
    names = {dotted(path) for stream in contract.streams for path, _ in walk(stream.fields)}
    for index, consumer in enumerate(contract.consumers):
        for number, field in enumerate(consumer.fields):
            if names and field not in names:
                keys = ("consumers", str(index), "fields", str(number))
                near = nearest(field, sorted(names))
                yield NO_SUCH_FIELD.at(
                    context.setting(*keys),
                    fix=setting(context, keys, near) if near else None,
                    consumer=consumer.name,
                    field=field,
                    contract=contract.id,
                )
