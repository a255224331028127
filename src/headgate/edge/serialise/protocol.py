"""What a serialiser is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

Payload: TypeAlias = Callable[[Mapping[str, object]], bytes]
"""From a record to its bytes without the frame; raises `UnserialisableError`."""


class UnserialisableError(ValueError):
    """A record that its schema cannot carry; the message names no value."""

    def __init__(self, language: str, fault: Exception) -> None:
        super().__init__(f"the record cannot be written as {language}: {type(fault).__name__}")
