"""The generator's ground truth: for each label, the exact offsets of the records that it describes.

Labels: `clean`, `duplicate`, `late`, `violation:<rule>`, `unknown-field`, `old-version`, `poison:<kind>`. A record
has one label. Offsets are 64-bit Roaring bitmaps by partition, so that millions of them fit a small file.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyroaring import BitMap64

from headgate.connect.faults import SettingsError

CLEAN: Final = "clean"
DUPLICATE: Final = "duplicate"
LATE: Final = "late"
UNKNOWN_FIELD: Final = "unknown-field"
OLD_VERSION: Final = "old-version"
VIOLATION: Final = "violation"
POISON: Final = "poison"

Offsets = Mapping[int, BitMap64]
"""Offsets by partition."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What was really written to one topic.

    `offsets` may know less than `counts`: a run that only counts has no offsets at all.
    """

    topic: str
    contract: str
    counts: Mapping[str, int]
    offsets: Mapping[str, Offsets]

    @property
    def total(self) -> int:
        """Records written."""
        return sum(self.counts.values())

    def label(self, partition: int, offset: int) -> str | None:
        """The label of one record, None when the generator did not write it."""
        for label, partitions in self.offsets.items():
            if offset in partitions.get(partition, ()):
                return label
        return None

    def save(self, path: Path) -> None:
        """Writes the truth as JSON; raises `SettingsError` when `path` cannot be written."""
        document = {
            "topic": self.topic,
            "contract": self.contract,
            "labels": {label: _written(self, label) for label in sorted(self.counts)},
        }
        with _writing(path):
            path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Truth:
        """The truth in `path`; raises `SettingsError` when the file is not one."""
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            labels = document["labels"]
            counts = {label: int(entry["count"]) for label, entry in labels.items()}
            offsets = {label: _read(entry["offsets"]) for label, entry in labels.items() if entry["offsets"]}
            return cls(document["topic"], document["contract"], counts, offsets)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            remedy = "give a file that `headgate traffic --truth` wrote"
            raise SettingsError(f"{path}: is not a ground truth: {fault}", remedy) from None


def require_writable(path: Path) -> None:
    """Raises `SettingsError` when a truth cannot be written to `path`; what stands there stays."""
    with _writing(path):
        path.open("a").close()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        message = f"{path}: the ground truth cannot be written: {fault.strerror}"
        raise SettingsError(message, "name a file that can") from None


def _written(truth: Truth, label: str) -> dict[str, object]:
    partitions = truth.offsets.get(label, {})
    offsets = {
        str(part): base64.b64encode(bits.serialize()).decode() for part, bits in sorted(partitions.items())
    }
    return {"count": truth.counts[label], "offsets": offsets}


def _read(entry: Mapping[str, str]) -> Offsets:
    return {int(part): BitMap64.deserialize(base64.b64decode(text)) for part, text in entry.items()}


@dataclass(slots=True)
class TruthRecorder:
    """Collects delivery reports; those of an aborted transaction never become truth."""

    topic: str
    contract: str
    _counts: Counter[str] = field(default_factory=Counter)
    _offsets: dict[str, dict[int, BitMap64]] = field(default_factory=dict)
    _pending: list[tuple[str, int, int]] = field(default_factory=list)

    def delivered(self, label: str, partition: int, offset: int) -> None:
        """Notes one delivered record, which counts once `commit` says so."""
        self._pending.append((label, partition, offset))

    def counted(self, label: str, records: int) -> None:
        """Counts records whose offsets nobody asked for."""
        self._counts[label] += records

    def commit(self) -> None:
        """What was delivered since the last commit is true."""
        for (label, partition), offsets in _grouped(self._pending):
            self._offsets.setdefault(label, {}).setdefault(partition, BitMap64()).update(offsets)
            self._counts[label] += len(offsets)
        self._pending.clear()

    def abort(self) -> None:
        """What was delivered since the last commit never happened."""
        self._pending.clear()

    def truth(self) -> Truth:
        """All that is committed so far."""
        return Truth(
            self.topic, self.contract, dict(self._counts), {k: dict(v) for k, v in self._offsets.items()}
        )


def _grouped(pending: list[tuple[str, int, int]]) -> Iterator[tuple[tuple[str, int], list[int]]]:
    groups: dict[tuple[str, int], list[int]] = {}
    for label, partition, offset in pending:
        groups.setdefault((label, partition), []).append(offset)
    yield from groups.items()
