"""version/consumer-left-behind — a consumer is pinned to an earlier major version, and what it reads is broken.

Why: a major version allows a breaking change, it does not make the consumer ready for it. On the same topic there is no
earlier version left to stay on.

Instead: agree on the day with the consumer and raise its pin in the same change, or fill the earlier topic until it moved.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change import Verdict, sentence_of, touched_consumers, verdict_of
from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import place_of
from headgate.model import Contract

LEFT_BEHIND = Message(
    title="`{consumer}` is pinned to major {pinned}, which {version} breaks",
    remedy="agree with {contact} on the day, and raise the pin to {major}",
    label="reads what is broken",
)


@rule(on=Contract, severity=Severity.WARNING, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(contract: Contract, context: Context) -> Iterator[Finding]:
    before = context.before
    if before is None or not before.is_covered:
        return
    breaking = [one for one in before.changes if verdict_of(one, before.regrades) is Verdict.BREAKING]
    for index, consumer in enumerate(contract.consumers):
        hits = [
            change for change in breaking if consumer in touched_consumers(change, contract, before.regrades)
        ]
        if not hits or consumer.major >= contract.version.major:
            continue
        yield LEFT_BEHIND.at(
            context.setting("consumers", str(index), "major"),
            related=[Related("broken", place_of(change, context), sentence_of(change)) for change in hits],
            consumer=consumer.name,
            pinned=consumer.major,
            version=contract.version,
            major=contract.version.major,
            contact=consumer.contact or f"`{consumer.name}`",
        )
