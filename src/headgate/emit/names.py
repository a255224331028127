"""Names in other systems' alphabets, made from topics and record names."""

from __future__ import annotations

import re
from typing import Final

from headgate.model import Stream

_ILLEGAL: Final = re.compile(r"[^A-Za-z0-9_]")
_WORD_STARTS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
AVRO_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def identifier(text: str) -> str:
    """`text` with `_` for every character that no identifier may have."""
    legal = _ILLEGAL.sub("_", text) or "_"
    return f"_{legal}" if legal[0].isdigit() else legal


def namespace(topic: str) -> str:
    """The topic as a dotted namespace: `clickstream.events.v1` stays, `user-profile` becomes `user_profile`."""
    return ".".join(identifier(part) for part in topic.split(".") if part)


def words(text: str) -> list[str]:
    """The lower-case words of a CamelCase, snake_case or dotted name."""
    return [word.lower() for word in _WORD_STARTS.split(text) if word]


def snake(text: str) -> str:
    """`ClickstreamEvent` as `clickstream_event`."""
    return identifier("_".join(words(text)))


def pascal(text: str) -> str:
    """`clickstream_event` as `ClickstreamEvent`; a name that is Pascal already stays."""
    return identifier("".join(word[0].upper() + word[1:] for word in _WORD_STARTS.split(text) if word))


def record_name(stream: Stream) -> str:
    """The name of the stream's record type."""
    return identifier(stream.name)
