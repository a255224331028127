"""naming/topic-taken — two streams write to the same topic.

Why: each stream has its own schema, key and settings, and a topic has one of each. The output topics of a stream
(`….clean`, `….dlq` and so on) are taken as well.

Instead: give each stream a topic of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.model import Contract, Stream
from headgate.model.wire import Route, output_topic

TAKEN = Message(
    title="topic `{topic}` of `{stream}` is already written by `{other}`",
    remedy="give `{stream}` a `physicalName` of its own",
)


@rule(on=Contract, severity=Severity.ERROR, since="0.1")
def check(contract: Contract, context: Context) -> Iterator[Finding]:
    taken: dict[str, Stream] = {}
    for stream in contract.streams:
        other = taken.get(stream.topic.name)
        if other is not None:
            twin = Related("taken", context.source.stream(other.name, "/name"))
            place = context.source.stream(stream.name, "/physicalName")
            yield TAKEN.at(
                place, related=(twin,), topic=stream.topic.name, stream=stream.name, other=other.name
            )
        for topic in (stream.topic.name, *(output_topic(stream.topic.name, route) for route in Route)):
            taken.setdefault(topic, stream)
