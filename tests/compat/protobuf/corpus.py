"""The cases of the measurement corpus, where it lies beside the repository."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from headgate.model import Compatibility

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus" / "compat" / "protobuf.json"


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of schemas or more, and the verdict of the tests it comes from."""

    id: str
    mode: Compatibility
    new: str
    history: tuple[str, ...]
    compatible: bool
    about: str


def cases() -> list[Case]:
    """All cases; none where the corpus is absent."""
    if not CORPUS.is_file():
        return []
    return [
        Case(
            one["id"],
            Compatibility(one["mode"]),
            one["new"],
            tuple(one["olds"]),
            one["expected_compatible"],
            one["description"],
        )
        for one in json.loads(CORPUS.read_text(encoding="utf-8"))["cases"]
    ]


def texts() -> list[str]:
    """Every schema of the corpus once."""
    return sorted({text for case in cases() for text in (case.new, *case.history)})
