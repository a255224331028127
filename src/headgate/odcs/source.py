"""Where each node of the document, and each part of the model read from it, stands in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from headgate.diagnostics import Place, Span
from headgate.model import FieldPath

Locate = Callable[[str, bool], Span]


@dataclass(frozen=True, slots=True)
class Origins:
    """RFC 6901 pointers of the parts of the model."""

    streams: Mapping[str, str]
    fields: Mapping[tuple[str, FieldPath], str]
    expectations: Mapping[tuple[str, str], str]
    objectives: Mapping[str, str]


NOWHERE = Origins({}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The way back from the model to the text.

    `locate(pointer, key)` gives the span of a node's value, or of its key; for a pointer that the document
    lacks, the nearest node above it.
    """

    path: str
    text: str
    locate: Locate
    origins: Origins = NOWHERE

    def place(self, pointer: str, *, key: bool = False) -> Place:
        """The place of the node at `pointer`, or of its key."""
        return Place(self.path, self.locate(pointer, key), pointer)

    def stream(self, stream: str, within: str = "") -> Place:
        """The schema object read as `stream`; `within` is a pointer below it (`/customProperties/0`)."""
        return self.place(self.origins.streams.get(stream, "/schema") + within)

    def field(self, stream: str, path: FieldPath) -> Place:
        """The property read as the field at `path`, or the stream when there is none."""
        pointer = self.origins.fields.get((stream, path))
        return self.stream(stream) if pointer is None else self.place(pointer)

    def expectation(self, stream: str, name: str) -> Place:
        """The place of the rule `name`, or the stream when there is none."""
        pointer = self.origins.expectations.get((stream, name))
        return self.stream(stream) if pointer is None else self.place(pointer)

    def objective(self, name: str) -> Place:
        """The SLA entry read as the objective `name`, or all of `slaProperties`."""
        return self.place(self.origins.objectives.get(name, "/slaProperties"))
