"""What `headgate generate` would write, and how the files on disk differ from it."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from headgate.cli._sound import Sound
from headgate.emit import backend, backend_names
from headgate.emit.protocol import Loss, Options

DOCS: Final = "docs"
RULEBOOK: Final = "rulebook"
PROPERTY_PAGE: Final = PurePosixPath("contracts/headgate-property.md")
ROOMS: Final = ("reference_pipelines", "contracts", "gate")
"""Where generated files live, and so where orphans are looked for."""

_MARK: Final = re.compile(r"`headgate generate ([a-z]+)`")
_MARK_WITHIN: Final = 512
_SKIPPED_FOLDERS: Final = frozenset({"target", "node_modules", "__pycache__"})
_DIFF_LINES: Final = 12


def targets() -> tuple[str, ...]:
    """Everything that can be generated."""
    return (*backend_names(), DOCS, RULEBOOK)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two contracts that want different bytes in one file."""

    path: PurePosixPath
    contracts: tuple[str, str]


@dataclass(slots=True)
class Generation:
    """The wanted files by path, what could not be said, and what cannot be written."""

    files: dict[PurePosixPath, str] = field(default_factory=dict)
    losses: list[tuple[Sound, Loss]] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    _origins: dict[PurePosixPath, str] = field(default_factory=dict)

    def add(self, origin: str, files: Mapping[PurePosixPath, str]) -> None:
        """Takes the files of one contract; a path that another filled differently is a clash."""
        for path, text in files.items():
            if self.files.setdefault(path, text) != text:
                self.clashes.append(Clash(path, (self._origins[path], origin)))
            self._origins.setdefault(path, origin)


def generated(names: tuple[str, ...], contracts: tuple[Sound, ...], *, exact: bool) -> Generation:
    """The files of the targets `names`; a contract that a target refuses adds none there."""
    generation = Generation()
    for name in names:
        if name == DOCS:
            generation.add(DOCS, _docs())
        elif name == RULEBOOK:
            generation.add(RULEBOOK, _rulebook())
        else:
            _spell(name, contracts, generation, exact=exact)
    return generation


def _spell(name: str, contracts: tuple[Sound, ...], generation: Generation, *, exact: bool) -> None:
    emitter = backend(name)
    for sound in contracts:
        emission = emitter.emit(sound.contract, Options())
        generation.losses += [(sound, loss) for loss in emission.losses]
        if not any(stops(loss, exact=exact) for loss in emission.losses):
            generation.add(sound.contract.id, emission.files)


def stops(loss: Loss, *, exact: bool) -> bool:
    """Whether the loss stops the emission."""
    return loss.refused or exact


def _docs() -> Mapping[PurePosixPath, str]:
    # Loaded for this target alone: the matrix imports every back end.
    from headgate.emit.matrix import PATH, matrix_page
    from headgate.odcs.reference import page

    return {PATH: matrix_page(), PROPERTY_PAGE: page()}


def _rulebook() -> Mapping[PurePosixPath, str]:
    from headgate.report.rulebook import pages

    return pages()


def orphans(
    out: Path, names: tuple[str, ...], wanted: Mapping[PurePosixPath, str]
) -> tuple[PurePosixPath, ...]:
    """Files under `out` that say one of `names` made them, but would no longer."""
    return tuple(path for path in _files(out) if path not in wanted and _made_by(out / path) in names)


def _files(out: Path) -> Iterator[PurePosixPath]:
    for room in ROOMS:
        for folder, inner, files in os.walk(out / room):
            inner[:] = sorted(name for name in inner if name not in _SKIPPED_FOLDERS and name[0] != ".")
            for name in sorted(files):
                yield PurePosixPath((Path(folder) / name).relative_to(out).as_posix())


def _made_by(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as text:
            found = _MARK.search(text.read(_MARK_WITHIN))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def on_disk(path: Path) -> str | None:
    """The file's text, or None when there is none that could be ours."""
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None


def difference(path: PurePosixPath, old: str, new: str) -> str:
    """The first lines of a unified diff from the file to what it should be."""
    lines = list(
        difflib.unified_diff(
            old.splitlines(), new.splitlines(), f"{path} (on disk)", f"{path} (generated)", lineterm=""
        )
    )
    more = [f"… {len(lines) - _DIFF_LINES} more lines"] if len(lines) > _DIFF_LINES else []
    return "\n".join(lines[:_DIFF_LINES] + more)
