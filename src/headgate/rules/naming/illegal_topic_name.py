"""naming/illegal-topic-name — Kafka does not take the topic's name, or one derived from it.

Why: a topic is named with letters, digits, dots, hyphens and underscores, in at most 249 characters, and two leading
underscores mark Kafka's own topics. The guard adds a suffix of up to 11 characters for its outputs.

Instead: give the stream a legal `physicalName` of at most 238 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Place, Severity
from headgate.lint import Context, rule
from headgate.model import Stream
from headgate.model.wire import Route, output_topic

BAD_CHARACTER = Message(
    title="topic `{topic}` has `{character}`, which Kafka does not take",
    remedy="use letters, digits, dots, hyphens and underscores in `physicalName`",
)
TOO_LONG = Message(
    title="topic `{topic:.30}…` is {length} characters long",
    remedy="shorten `physicalName` to at most {most} characters",
)
KAFKAS_OWN = Message(
    title="topic `{topic}` is a name that Kafka keeps for itself",
    remedy="choose a `physicalName` that does not begin with two underscores and is not dots alone",
)
LONGEST: Final = 249 - max(len(output_topic("", route)) for route in Route)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    topic = stream.topic.name
    place = _place(context)
    for character in sorted(set(re.findall(r"[^A-Za-z0-9._-]", topic))):
        yield BAD_CHARACTER.at(place, topic=topic, character=character)
    if len(topic) > LONGEST:
        yield TOO_LONG.at(place, topic=topic, length=len(topic), most=LONGEST)
    if topic.startswith("__") or topic in {".", "..", ""}:
        yield KAFKAS_OWN.at(place, topic=topic)


def _place(context: Context) -> Place:
    return context.at("physicalName")
