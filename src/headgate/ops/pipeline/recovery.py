"""Where a job left off: the newest of its retained checkpoints and savepoints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from headgate.connect.faults import SettingsError

METADATA: Final = "_metadata"
"""Flink writes it last: a folder with it is whole."""


def newest_state(*homes: str) -> str | None:
    """The URI of the newest whole checkpoint or savepoint under `homes`; None when there is none.

    Raises `SettingsError` for a home that is no `file:` URI, since only the user can know what is there.
    """
    found = [file for home in homes for file in _whole(_folder(home))]
    if not found:
        return None
    return max(found, key=lambda file: file.stat().st_mtime_ns).parent.as_uri()


def _folder(home: str) -> Path:
    parts = urlsplit(home)
    if parts.scheme not in {"file", ""}:
        raise SettingsError(
            f"what is under {home} cannot be listed from here",
            "name the checkpoint or savepoint with `restore --from URI`, or start anew with --fresh",
        )
    return Path(unquote(parts.path))


def _whole(folder: Path) -> Iterator[Path]:
    """Checkpoints are at <job id>/chk-<n>, savepoints at savepoint-<id>."""
    yield from folder.glob(f"*/chk-*/{METADATA}")
    yield from folder.glob(f"savepoint-*/{METADATA}")
