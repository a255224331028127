"""The past of files by one word, as `--against` takes it: a reference of git, or a folder of versions."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from headgate.history.base import base_of, nowhere
from headgate.history.folder import folder_past
from headgate.history.git import Git
from headgate.history.repository import Repository
from headgate.history.versions import History, HistoryError, NoHistoryError, Past, UnknownSourceError, Version
from headgate.report.frame import repository_root

NO_FILE: Final = "standard input has no history"


def earlier_version(path: str, against: str) -> Version | None:
    """The version that the file at `path` follows; None when it is new there. Raises `HistoryError`."""
    past = past_of([path], against)
    history = past.histories.get(path)
    if history is None:
        told = dict(past.untold).get(path, NO_FILE)
        raise NoHistoryError(told, "give a file of a repository, or a folder of versions")
    return history.last


def past_of(
    paths: Sequence[str], against: str, *, folders: Sequence[str] = (), first_parent: bool = False
) -> Past:
    """The histories of the files at `paths`, and the contracts gone from `folders`.

    `against` is a folder when it is written as a path (`./old`, `old/`) or is one and no reference of git. Raises
    `UnknownSourceError` when it is neither, `NoHistoryError` when no file has a past that can be read.
    """
    if _is_folder(against, paths, folders):
        return folder_past(Path(against), paths)
    placed = _by_root([*paths, *folders])
    parts: list[Past] = []
    faults: list[tuple[Path | None, HistoryError]] = []
    for root, names in placed.items():
        try:
            parts.append(_one(root, names, (against, paths, folders), first_parent=first_parent))
        except HistoryError as fault:
            faults.append((root, fault))
    if faults and not parts:
        raise faults[0][1]
    return _joined(parts, [(path, str(fault)) for root, fault in faults for path in placed[root]], paths)


def _one(
    root: Path | None,
    names: Mapping[str, str],
    given: tuple[str, Sequence[str], Sequence[str]],
    *,
    first_parent: bool,
) -> Past:
    against, paths, folders = given
    if root is None:
        raise nowhere(Path(next(iter(names))).resolve())
    git = Git(root)
    files = {path: names[path] for path in paths if path in names}
    within = [names[folder] for folder in folders if folder in names]
    return Repository(git, base_of(git, against), first_parent).past(files, within)


def _is_folder(against: str, paths: Sequence[str], folders: Sequence[str]) -> bool:
    """Whether `against` is to be read as a folder; a bare name that is a reference of git, too, is refused."""
    if not os.path.isdir(against):  # noqa: PTH112 - a name that is too long for one is no folder, and no fault
        return False
    if against.startswith(("/", "./", "../")) or against.endswith("/") or against in {".", ".."}:
        return True
    roots = [root for root in _by_root([*paths, *folders]) if root is not None]
    named = [root for root in roots if Git(root).ask("rev-parse", "--verify", "--quiet", against).status == 0]
    if named:
        told = f"`{against}` is a folder and a reference of git"
        raise UnknownSourceError(
            told, f"write `./{against}` for the folder, `refs/heads/{against}` for the branch"
        )
    return True


def _by_root(paths: Sequence[str]) -> dict[Path | None, dict[str, str]]:
    """Paths as given, with their names inside of the repository that holds them."""
    placed: dict[Path | None, dict[str, str]] = {}
    for path in paths:
        real = Path(path).resolve()
        root = repository_root(real)
        name = path if root is None else real.relative_to(root).as_posix()
        placed.setdefault(root, {})[path] = name
    return placed


def _joined(parts: Sequence[Past], untold: Sequence[tuple[str, str]], paths: Sequence[str]) -> Past:
    histories: dict[str, History] = {}
    for part in parts:
        histories.update(part.histories)
    return Past(
        {path: histories[path] for path in paths if path in histories},
        tuple(lost for part in parts for lost in part.gone),
        (*(told for part in parts for told in part.untold), *untold),
    )
