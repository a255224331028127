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
        topics = (stream.topic.name, *(output_topic(stream.topic.name, route) for route in Route))
        topic = next((name for name in topics if name in taken), None)
        if topic is not None:
            other = taken[topic]
            twin = Related("taken", context.source.stream(other.name, "/name"))
            place = context.source.stream(stream.name, "/physicalName")
            yield TAKEN.at(place, related=(twin,), topic=topic, stream=stream.name, other=other.name)
        taken = dict.fromkeys(topics, stream) | taken
