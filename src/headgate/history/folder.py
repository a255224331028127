"""A folder of versions: files grouped by contract, ordered by the version that each declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from headgate.history.identity import contract_id, contract_version
from headgate.history.versions import History, Past, UnknownSourceError, Version
from headgate.model import SemVer
from headgate.odcs.recognition import ENDINGS, is_contract


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder: whose contract it is, and which version."""

    file: Path
    identity: str
    version: SemVer
    content: bytes


def folder_past(folder: Path, paths: Sequence[str]) -> Past:
    """The versions of each file's contract in `folder`; the file follows the newest that is not above its own.

    The file itself is none of its versions, so that `--against` may name the folder that it lies in.
    """
    try:
        found = dict(_contracts(folder))
        kept = tuple(one for one in map(_kept, found, found.values()) if one is not None)
        histories = {path: _history(Path(path), folder, kept) for path in paths if Path(path).is_file()}
    except OSError as fault:
        told = f"`{fault.filename or folder}` cannot be read: {fault.strerror}"
        raise UnknownSourceError(told, "give a folder whose files can be read") from None
    if not kept:
        raise UnknownSourceError(
            f"`{folder}` has no version of a contract",
            "give a folder with files that say `kind: DataContract`",
        )
    return Past(histories, untold=(*_unversioned(found, kept), *_twins(kept)))


def _contracts(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.suffix not in ENDINGS or not file.is_file():
            continue
        content = file.read_bytes()
        if is_contract(content):
            yield file, content


def _kept(file: Path, content: bytes) -> Kept | None:
    version = SemVer.parse(contract_version(content))
    return None if version is None else Kept(file, contract_id(content), version, content)


def _history(path: Path, folder: Path, kept: Sequence[Kept]) -> History:
    content = path.read_bytes()
    identity, own = contract_id(content), SemVer.parse(contract_version(content))
    alike = [one for one in kept if one.identity == identity and one.file.resolve() != path.resolve()]
    ordered = sorted(alike, key=lambda one: one.version.precedence)
    if own is not None:
        before = [one for one in ordered if one.version.precedence <= own.precedence]
        ordered = [*(one for one in ordered if one not in before), *before] if before else ordered
    versions = (Version(str(one.version), str(one.file), one.content) for one in ordered)
    return History(f"folder {folder}", tuple(versions))


def _unversioned(found: Iterable[Path], kept: Sequence[Kept]) -> Iterator[tuple[str, str]]:
    versioned = {one.file for one in kept}
    for file in found:
        if file not in versioned:
            yield "", f"`{file}` states no version, so that it has no place among the others"


def _twins(kept: Sequence[Kept]) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, SemVer], Kept] = {}
    for one in kept:
        twin = first.setdefault((one.identity, one.version), one)
        if twin.content != one.content:
            told = f"`{twin.file}` and `{one.file}` are both {one.identity} {one.version} and differ"
            yield "", told
