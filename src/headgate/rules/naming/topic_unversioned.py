"""naming/topic-unversioned — the topic's name has no version at its end.

Why: a change that readers cannot follow needs a second topic beside the first while they move, and its name follows
from the first one's version. Without a version, the first topic tends to be reused, and readers break.

Instead: end the name with the contract's major version, as in `orders.v1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Stream

NO_VERSION = Message(
    title="topic `{topic}` has no version at its end",
    remedy="call it `{topic}.v{major}` when you next create it",
)


@rule(on=Stream, severity=Severity.NOTE, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if not re.search(r"[._-]?v\d+$", stream.topic.name, re.IGNORECASE):
        major = max(context.contract.version.major, 1)
        yield NO_VERSION.at(context.at("physicalName"), topic=stream.topic.name, major=major)
