"""What a renamed stream or field was called before, read off the changes themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from headgate.change.field_kinds import FieldRenamed
from headgate.change.kinds import Change
from headgate.change.promise_kinds import ExpectationRenamed, ObjectiveRenamed
from headgate.change.stream_kinds import StreamRenamed
from headgate.model import FieldPath


@dataclass(frozen=True, slots=True)
class Moves:
    """New paths by old ones, of one stream; what is in a renamed object moves with it."""

    renamed: Mapping[FieldPath, FieldPath]

    def path(self, path: FieldPath) -> FieldPath:
        """The path that the deepest renamed field on the way leads to."""
        for length in range(len(path), 0, -1):
            head = self.renamed.get(path[:length])
            if head is not None:
                return head + path[length:]
        return path

    def maybe(self, path: FieldPath | None) -> FieldPath | None:
        """The same of a path that may not be there."""
        return None if path is None else self.path(path)

    def all(self, paths: Iterable[FieldPath]) -> tuple[FieldPath, ...]:
        """The same of several paths."""
        return tuple(map(self.path, paths))


@dataclass(frozen=True, slots=True)
class Lineage:
    """The old names of what the new contract calls otherwise."""

    streams: Mapping[str, str]
    fields: Mapping[str, Moves]
    rules: Mapping[tuple[str, str], str] = field(default_factory=dict)
    objectives: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Lineage:
        """The renames among the changes, backwards."""
        streams: dict[str, str] = {}
        fields: dict[str, dict[FieldPath, FieldPath]] = {}
        rules: dict[tuple[str, str], str] = {}
        objectives: dict[str, str] = {}
        for change in changes:
            match change:
                case StreamRenamed(before=before, after=after):
                    streams[after] = before
                case FieldRenamed(stream=stream, before=path, after=now):
                    fields.setdefault(stream, {})[now] = path
                case ExpectationRenamed(stream=stream, before=before, after=after):
                    rules[stream, after] = before
                case ObjectiveRenamed(before=before, after=after):
                    objectives[after] = before
                case _:
                    pass
        moves = {stream: Moves(renamed) for stream, renamed in fields.items()}
        return cls(streams, moves, rules, objectives)

    def stream(self, name: str) -> str:
        """What the stream was called."""
        return self.streams.get(name, name)

    def path(self, stream: str, path: FieldPath) -> FieldPath:
        """Where the field stood, in the stream by its new name."""
        moves = self.fields.get(stream)
        return path if moves is None else moves.path(path)

    def rule(self, stream: str, name: str, fields: tuple[FieldPath, ...]) -> str:
        """What a quality rule was called: one that is named after its field (`amount.minimum`) moved with it."""
        name = self.rules.get((stream, name), name)
        for path in fields:
            head, earlier = ".".join(path), ".".join(self.path(stream, path))
            if name.startswith(f"{head}."):
                return earlier + name.removeprefix(head)
        return name
