"""Where a job left off: the newest of its retained checkpoints and savepoints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from headgate.connect.faults import SettingsError

METADATA: Final = "_metadata"
"""Flink writes it last: a folder with it is whole."""


@dataclass(frozen=True, slots=True)
class _Saved:
    folder: Path
    written_ns: int


def newest_state(*homes: str) -> str | None:
    """The URI of the newest whole checkpoint or savepoint under `homes`; None when there is none.

    Raises `SettingsError` for a home that is no `file:` URI or may not be read: only the user can know what is there.
    """
    found = [at for home in homes for at in _whole(_folder(home))]
    return max(found, key=lambda at: at.written_ns).folder.as_uri() if found else None


def _folder(home: str) -> Path:
    parts = urlsplit(home)
    if parts.scheme not in {"file", ""}:
        raise SettingsError(
            f"what is under {home} cannot be listed from here",
            "name the checkpoint or savepoint with `restore --from URI`, or start anew with --fresh",
        )
    return Path(unquote(parts.path))


def _whole(home: Path) -> Iterator[_Saved]:
    """Checkpoints are at <job id>/chk-<n>, savepoints at savepoint-<id>."""
    for folder in _listed(home):
        inside = (folder,) if folder.name.startswith("savepoint-") else _listed(folder)
        for saved in inside:
            try:
                yield _Saved(saved, (saved / METADATA).stat().st_mtime_ns)
            except (FileNotFoundError, NotADirectoryError):
                # Not whole, something else, or removed by Flink in this moment.
                continue


def _listed(folder: Path) -> tuple[Path, ...]:
    """What is in `folder`; one that may not be read is told, since a job would forget all that it did."""
    try:
        return tuple(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except PermissionError as fault:
        raise SettingsError(
            f"what is under {folder} may not be read: {fault.strerror}",
            "read it as a user who may, or name the checkpoint or savepoint with `restore --from URI`",
        ) from None
