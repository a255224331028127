"""What a rendering needs beside the report: where paths start, what fails, which rules ran."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from headgate.diagnostics import Finding, Place, Severity

NO_FOLDER: Final = PurePath()
NO_FILES: Final = ("<stdin>", "<text>")
"""Paths of readings that came from no file."""


def repository_root(path: Path) -> Path | None:
    """The folder that holds `.git`: the path's own repository, which may be a submodule; None when there is none.

    The path need not be there: git takes a folder away with its last file.
    """
    return next((folder for folder in (path, *path.parents) if (folder / ".git").exists()), None)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where and how a report is shown.

    `here` is the folder that relative paths of the report start from, `root` the repository's; both absolute, or
    both empty when they are the same. `ran` are the ids of the rules that were run, `files` is the address below
    which a forge shows the repository's files (empty: places are not linked).
    """

    here: PurePath = NO_FOLDER
    root: PurePath = NO_FOLDER
    fail_on: Severity = Severity.ERROR
    ran: frozenset[str] = frozenset()
    files: str = ""

    def home(self, path: str) -> str | None:
        """`path` from the repository's root, with slashes; None when it is no file in it."""
        if path in NO_FILES:
            return None
        found = PurePath(os.path.normpath(self.here / path))
        inside = found.is_relative_to(self.root) and ".." not in found.parts
        return found.relative_to(self.root).as_posix() if inside else None

    def shown(self, path: str) -> str:
        """The path from the root, or as the user gave it."""
        return self.home(path) or path

    def where(self, place: Place) -> str:
        """`contracts/orders.odcs.yaml:14`."""
        return f"{self.shown(place.path)}:{place.span.start.line}"

    def fails(self, finding: Finding) -> bool:
        """Whether the finding alone makes the command fail."""
        return finding.severity.rank <= self.fail_on.rank
