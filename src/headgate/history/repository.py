"""The earlier versions of contracts in one git repository."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headgate.history.base import DEEPEN, SHORT, Base
from headgate.history.git import Git
from headgate.history.identity import contract_id, is_pointer
from headgate.history.lineage import Lineage, Stood
from headgate.history.versions import Gone, History, Past, Version
from headgate.odcs.recognition import ENDINGS, is_contract

BLOB: Final = "blob"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, and the commit whose past is asked for. `first_parent`: merged branches count as one step."""

    git: Git
    base: Base
    first_parent: bool = False

    def past(self, files: Mapping[str, str], folders: Sequence[str]) -> Past:
        """The histories of `files` (path as given by name in the repository).

        Contracts gone from `folders` (names, too) are told.
        """
        here = self._here(files)
        gone = self._gone(set(files.values()), folders)
        contents = self.git.blobs([*here.values(), *gone.values()])
        stood = _stood({**here, **gone}, contents)
        ids = {path: contract_id(_text(self.git.root / name)) for path, name in files.items()}
        follows = _followed(files, ids, stood)
        # One that was deleted before the base, and is back, has a past under its name.
        back = {path: Stood(files[path], "", own) for path, own in ids.items() if own and path not in follows}
        lineage = Lineage(self.git, self.base.commit, self.first_parent, dict(contents))
        tracked = lineage.versions({**follows, **back})
        histories = {path: History(self.base.source, tracked.get(path, ())) for path in files}
        left = set(follows.values())
        lost = [one for one in stood if one.name in gone and one not in left and _within(one.name, folders)]
        told = tuple(self._lost(one, contents[one.blob]) for one in lost if is_contract(contents[one.blob]))
        return Past(_sound(histories), told, tuple(self._untold(histories)))

    def _here(self, files: Mapping[str, str]) -> dict[str, str]:
        """The blobs, at the base, of the files' own names."""
        if not files:
            return {}
        listed = self.git.demand("ls-tree", "-z", "--full-tree", self.base.commit, "--", *set(files.values()))
        return {name: blob for kind, blob, name in _listed(listed) if kind == BLOB}

    def _gone(self, given: Collection[str], folders: Sequence[str]) -> dict[str, str]:
        """The blobs of YAML files that stood at the base, and are not in the working tree or no contracts there."""
        words = ("diff-index", "-z", "--no-renames", "--diff-filter=DMT", "--ignore-submodules")
        parts = os.fsdecode(self.git.demand(*words, "--raw", "--no-abbrev", self.base.commit)).split("\0")
        told = zip(parts[::2], parts[1::2], strict=False)
        blobs = {
            name: line.split(" ")[2] for line, name in told if name.endswith(ENDINGS) and name not in given
        }
        return {name: blob for name, blob in blobs.items() if self._is_gone(name, folders)}

    def _is_gone(self, name: str, folders: Sequence[str]) -> bool:
        path = self.git.root / name
        # What a link leads to is another file, which may be this one moved.
        is_here = path.exists() and path.resolve() == path
        return not is_here or (_within(name, folders) and not is_contract(_text(path)))

    def _lost(self, stood: Stood, content: bytes) -> Gone:
        short = self.base.commit[:SHORT]
        version = Version(short, f"{short}:{stood.name}", content)
        return Gone(os.path.relpath(self.git.root / stood.name), stood.identity, version)

    def _untold(self, histories: Mapping[str, History]) -> Iterator[tuple[str, str]]:
        if self.base.is_shallow:
            yield "", f"the clone is shallow, so versions may be missing; {DEEPEN}"
        for path, history in histories.items():
            pointers = sum(is_pointer(version.content) for version in history.versions)
            if pointers:
                noun = "version is" if pointers == 1 else "versions are"
                yield path, f"{pointers} earlier {noun} kept by Git LFS, which is not asked"


def _listed(output: bytes) -> Iterator[tuple[str, str, str]]:
    """`mode kind blob TAB name`, each ended by NUL."""
    for line in filter(None, os.fsdecode(output).split("\0")):
        told, _, name = line.partition("\t")
        _, kind, blob = told.split(" ")
        yield kind, blob, name


def _stood(blobs: Mapping[str, str], contents: Mapping[str, bytes]) -> tuple[Stood, ...]:
    return tuple(
        Stood(name, blob, contract_id(contents[blob])) for name, blob in blobs.items() if blob in contents
    )


def _followed(files: Mapping[str, str], ids: Mapping[str, str], stood: Sequence[Stood]) -> dict[str, Stood]:
    """What each file follows: the contract of the same id, wherever it stood; else the file of the same name."""
    follows: dict[str, Stood] = {}
    for path, name in files.items():
        alike = [one for one in stood if one.identity and one.identity == ids[path]]
        if alike:
            follows[path] = next((one for one in alike if one.name == name), alike[0])
    taken = set(follows.values())
    for path, name in files.items():
        same = next((one for one in stood if one.name == name), None)
        if path not in follows and same is not None and same not in taken:
            follows[path] = same
    return follows


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _within(name: str, folders: Sequence[str]) -> bool:
    return any(folder in {"", "."} or name.startswith(f"{folder}/") for folder in folders)


def _sound(histories: Mapping[str, History]) -> dict[str, History]:
    return {
        path: History(one.source, tuple(v for v in one.versions if not is_pointer(v.content)))
        for path, one in histories.items()
    }
