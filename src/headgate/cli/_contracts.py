"""Contracts by path: files, folders and standard input, for the commands that read them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headgate.odcs import Reading, read_file, read_text
from headgate.odcs.recognition import ENDINGS, is_contract

STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"
MOST_BYTES: Final = 16 * 1024 * 1024
"""More is not read from standard input; the reader's own limit is lower and told as a finding."""


class NoContractError(Exception):
    """A path that leads to no contract; the message says why."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"`{path}` {problem}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Given:
    """What the paths led to: readings in order, and files in folders that are no contracts."""

    readings: tuple[Reading, ...]
    skipped: tuple[str, ...] = ()


def readings(paths: tuple[str, ...]) -> Given:
    """Every contract at `paths`, each file once; NoContractError when one of them leads to none."""
    files: dict[Path, str] = {}
    skipped: dict[Path, str] = {}
    for given in paths:
        found, left = _files(given)
        for name in found:
            files.setdefault(Path(name).absolute(), name)
        skipped.update((Path(name).absolute(), name) for name in left)
    return Given(
        tuple(_read(path) for path in files.values()),
        tuple(name for place, name in skipped.items() if place not in files),
    )


def _read(path: str) -> Reading:
    if path == STDIN:
        return read_text(sys.stdin.buffer.read(MOST_BYTES), path=STDIN_NAME)
    return read_file(Path(path))


def _files(given: str) -> tuple[list[str], list[str]]:
    """The contracts a path leads to, and what was skipped. A file is read whatever it is called."""
    try:
        if given == STDIN or Path(given).is_file():
            return [given], []
        found = list(_found(given))
    except OSError as fault:
        raise NoContractError(given, f"cannot be read: {fault.strerror}") from None
    contracts = [name for name in found if _is_contract(Path(name))]
    if not contracts:
        raise NoContractError(given, "has no contract: no .yaml or .yml file in it says `kind: DataContract`")
    return contracts, [name for name in found if name not in contracts]


def _found(given: str) -> Iterator[str]:
    path = Path(given)
    if not given or not path.exists():
        raise NoContractError(given, "does not exist")
    if not path.is_dir():
        raise NoContractError(given, "is neither a file nor a folder")
    yield from map(str, _yaml_files(path))


def _yaml_files(folder: Path) -> Iterator[Path]:
    """YAML files below `folder` by name, but for hidden folders."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in ENDINGS and not hidden and path.is_file():
            yield path


def _is_contract(path: Path) -> bool:
    """Whether the file says that it is one; a file that cannot be opened is left to the reader to tell."""
    try:
        return is_contract(path.read_bytes())
    except OSError:
        return True
