"""One contract through renames and moves: the names it had, and its text at each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from headgate.history.base import SHORT
from headgate.history.git import Git
from headgate.history.identity import contract_id
from headgate.history.versions import Version
from headgate.history.walk import Commit, Entry, walk
from headgate.odcs.recognition import ENDINGS

Move: TypeAlias = tuple[str, str]
"""The new name of a file and its old one."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A contract as it stood at the base: its file, its blob (empty: it was not there) and its id."""

    name: str
    blob: str
    identity: str


@dataclass(slots=True)
class Lineage:
    """Follows contracts back from the base; `contents` has blobs that are read already."""

    git: Git
    base: str
    first_parent: bool
    contents: dict[str, bytes]
    _ids: dict[str, str] = field(default_factory=dict)
    _left: set[tuple[Commit, str]] = field(default_factory=set)
    """Where a contract left its file to another one."""

    def versions(self, stood: Mapping[str, Stood]) -> dict[str, tuple[Version, ...]]:
        """The versions of contracts by the key given, oldest first and the one that stood at the base last."""
        if not stood:
            return {}
        names = {key: {one.name} for key, one in stood.items()}
        found = self._walked(names)
        self._read(blob for entry in found for blob in (entry.blob, entry.old_blob))
        by_name: dict[str, list[tuple[int, Entry]]] = {}
        for age, entry in enumerate(found):
            by_name.setdefault(entry.path, []).append((age, entry))
        return {
            key: self._of(one, sorted(told for name in names[key] for told in by_name.get(name, ())))
            for key, one in stood.items()
        }

    def _walked(self, names: Mapping[str, set[str]]) -> tuple[Entry, ...]:
        """The entries of all names, walked again while a walk shows earlier names."""
        while True:
            known = set[str]().union(*names.values())
            found = walk(self.git, self.base, known, first_parent=self.first_parent)
            moves = tuple(self._moves(found, known))
            for had in names.values():
                _extend(had, moves)
            if set[str]().union(*names.values()) == known:
                return found

    def _moves(self, found: Sequence[Entry], known: Collection[str]) -> Iterator[Move]:
        """Renames as git sees them, and ends that have beginnings, where the id says that it is one contract."""
        moved = [entry for entry in found if entry.deed == "R" and entry.path in known]
        likely = tuple(_likely(found, known))
        entries = [*moved, *(entry for some in likely for entry in some)]
        self._read(blob for entry in entries for blob in (entry.blob, entry.old_blob))
        for entry in moved:
            if entry.blob == entry.old_blob or self._alike(entry.blob, entry.old_blob):
                yield entry.path, entry.old_path
        for some in likely:
            yield from self._begun_elsewhere(some)

    def _begun_elsewhere(self, some: Sequence[Entry]) -> Iterator[Move]:
        """The moves in one commit: an id that ended under one name and began under another."""
        changed = [entry for entry in some if not self._alike(entry.blob, entry.old_blob)]
        ended: dict[str, list[Entry]] = {}
        for entry in changed:
            ended.setdefault(self._id(entry.old_blob), []).append(entry)
        for begin in changed:
            for end in ended.get(self._id(begin.blob), ()) if self._id(begin.blob) else ():
                self._left.add((end.commit, end.path))
                yield begin.path, end.path

    def _alike(self, one: str, other: str) -> bool:
        return self._id(one) != "" and self._id(one) == self._id(other)

    def _id(self, blob: str) -> str:
        if blob not in self._ids:
            self._ids[blob] = contract_id(self.contents.get(blob, b""))
        return self._ids[blob]

    def _read(self, blobs: Iterable[str]) -> None:
        self.contents.update(self.git.blobs(blob for blob in blobs if blob and blob not in self.contents))

    def _of(self, stood: Stood, newest_first: Sequence[tuple[int, Entry]]) -> tuple[Version, ...]:
        """The texts under its id, and under an id that it had before in the same file."""
        own = {stood.identity}
        taken: dict[str, Version] = {}
        for _, entry in newest_first:
            if entry.blob in self.contents and self._id(entry.blob) in own:
                is_left = (entry.commit, entry.path) in self._left
                if entry.old_path == entry.path and entry.old_blob and not is_left:
                    own.add(self._id(entry.old_blob))
                    own.discard("")
                # In the order of the newest commits that had the texts, under the name of the first one.
                taken[entry.blob] = self._version(entry)
        last = taken.pop(stood.blob, None) or self._at_base(stood) if stood.blob else None
        return tuple(filter(None, (*reversed(taken.values()), last)))

    def _version(self, entry: Entry) -> Version:
        commit = entry.commit
        name = f"{commit.short}:{entry.path}"
        return Version(f"{commit.short} of {commit.date}", name, self.contents[entry.blob])

    def _at_base(self, stood: Stood) -> Version:
        return Version(self.base[:SHORT], f"{self.base[:SHORT]}:{stood.name}", self.contents[stood.blob])


def _likely(found: Sequence[Entry], known: Collection[str]) -> Iterator[list[Entry]]:
    """Commit by commit, what may have changed names: known ones with a new text, and YAML files that ended."""
    by_commit: dict[Commit, list[Entry]] = {}
    for entry in found:
        if entry.path in known if entry.deed in "AM" else entry.deed == "D" and entry.path.endswith(ENDINGS):
            by_commit.setdefault(entry.commit, []).append(entry)
    yield from (some for some in by_commit.values() if len(some) > 1)


def _extend(names: set[str], moves: Iterable[Move]) -> None:
    """Adds the old names of those that are there, and of these again; newest moves come first."""
    for new, old in moves:
        if new in names:
            names.add(old)
