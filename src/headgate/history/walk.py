"""One walk over a repository's commits: which blobs stood at which names."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from headgate.history.git import Git

COMMIT: Final = "\x01"
FORMAT: Final = f"--format=tformat:{COMMIT}%H %cd"
# `-c`: what a merge itself made is a version, too. `--full-history`: so is what a merge left out, which was one
# before. `--full-diff`: the other half of a rename is shown.
WALK: Final = (
    "log", "--stdin", "-z", "--raw", "--no-abbrev", "-M", "-c", "--topo-order", "--full-history", "--full-diff",
    "--date=short", FORMAT,
)  # fmt: skip
PLAIN: Final = (
    "--root", "--no-follow", "-O/dev/null", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color",
)  # fmt: skip
"""The user's own settings of the log, undone."""
GONE: Final = "0" * 40
SUBMODULE: Final = "160000"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's name and date."""

    name: str
    date: str

    @property
    def short(self) -> str:
        """Enough of the name to find it."""
        return self.name[:9]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of one commit: the blob it got (empty when it was deleted), and the one that it had before.

    `old_path` is another name when the file was renamed.
    """

    commit: Commit
    path: str
    blob: str
    old_path: str
    old_blob: str
    deed: str


def walk(git: Git, base: str, names: Collection[str], *, first_parent: bool = False) -> tuple[Entry, ...]:
    """Every entry of the commits, from `base` back, that touch one of `names`; the newest commit first."""
    # A line of standard input is a name; one that holds a line break has to be an argument.
    broken = sorted(name for name in names if "\n" in name)
    asked = "\n".join((base, "--", *sorted(set(names).difference(broken)))) + "\n"
    line = ("--first-parent", "-m") if first_parent else ()
    return tuple(entries(git.demand(*WALK, *PLAIN, *line, "--", *broken, given=os.fsencode(asked))))


def entries(output: bytes) -> Iterator[Entry]:
    """The entries that `git log -z --raw` wrote."""
    parts = iter(os.fsdecode(output).split("\0"))
    commit = Commit("", "")
    for part in parts:
        told = part.lstrip("\n")
        if told.startswith(COMMIT):
            name, _, date = told.removeprefix(COMMIT).partition(" ")
            commit = Commit(name, date)
        elif told.startswith(":"):
            yield _entry(commit, told, parts)


def _entry(commit: Commit, told: str, paths: Iterator[str]) -> Entry:
    """One raw line; with n colons it is a merge of n parents, which has n + 1 modes and names of blobs."""
    parents = len(told) - len(told.lstrip(":"))
    words = told[parents:].split(" ")
    modes, blobs, deed = words[: parents + 1], words[parents + 1 : -1], words[-1]
    first = next(paths)
    # A merge's renames are told without their old names.
    path = next(paths) if parents == 1 and deed[0] in "RC" else first
    new, old = _existing(modes[-1], blobs[-1]), _existing(modes[0], blobs[0])
    return Entry(commit, path, new, first, old, deed[0])


def _existing(mode: str, blob: str) -> str:
    """The blob; none where nothing stood or a submodule did, whose commit is in another repository."""
    return "" if mode == SUBMODULE or blob.startswith(GONE) else blob
