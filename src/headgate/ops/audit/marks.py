"""A mark on disk: where topics ended when it was made, so that a later audit starts there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from headgate.connect.faults import SettingsError
from headgate.ops.audit.reading import Marks

REMEDY: Final = "give a file that `headgate audit --mark` wrote"


def save(marks: Marks, path: Path) -> None:
    """Writes `marks` as JSON: topic to partition to offset; raises `SettingsError` where that cannot be."""
    document: dict[str, dict[str, int]] = {}
    for (topic, partition), offset in sorted(marks.items()):
        document.setdefault(topic, {})[str(partition)] = offset
    try:
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    except OSError as fault:
        raise SettingsError(
            f"{path}: cannot be written: {fault.strerror}", "name another file with --mark"
        ) from None


def load(path: Path) -> Marks:
    """The marks in `path`; raises `SettingsError` when the file holds none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return {
            (str(topic), int(partition)): int(offset)
            for topic, offsets in document.items()
            for partition, offset in offsets.items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as fault:
        raise SettingsError(f"{path}: is not a mark: {fault}", REMEDY) from None
