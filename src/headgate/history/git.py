"""git as a subprocess: few calls, each with a time limit, none that asks or fetches."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headgate.history.versions import NoHistoryError

TIMEOUT_S: Final = 120
NEEDED: Final = "git 2.25 or newer"
# A hook sets the first for the repository that it runs in, and the file's own may be another; the last two would
# read names as patterns.
BOUND: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)
OFFLINE: Final = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # for a git that does not know the one above
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
FOREIGN_OWNER: Final = "dubious ownership"
LEFT_OUT: Final = re.compile(r"lazy fetching disabled|transport .* not allowed")
"""What a clone that was made with a filter says of objects that it does not have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What git wrote, and its exit status."""

    output: bytes
    status: int
    complaint: str = ""

    @property
    def text(self) -> str:
        """The output as one line of text; names of files are decoded as the file system does."""
        return os.fsdecode(self.output).strip()


@dataclass(frozen=True, slots=True)
class Git:
    """The repository whose working tree begins at `root`."""

    root: Path

    def __str__(self) -> str:
        """How messages name it, seen from here."""
        way = os.path.relpath(self.root)
        return "this repository" if not way.strip("./") else f"the repository {way}"

    def ask(self, *words: str, given: bytes = b"", timeout_s: float = TIMEOUT_S) -> Answer:
        """Runs one command; raises `NoHistoryError` when git is absent or does not end in time."""
        command = ["git", "-C", str(self.root), "-c", "core.quotePath=false", "--literal-pathspecs", *words]
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and references are verified before they are used
                command, input=given, capture_output=True, timeout=timeout_s, check=False, env=_environment()
            )
        except FileNotFoundError:
            raise NoHistoryError("git is not installed", f"install {NEEDED}") from None
        except OSError as fault:
            raise NoHistoryError(f"git cannot be started: {fault.strerror}", f"install {NEEDED}") from None
        except subprocess.TimeoutExpired:
            waited = f"`git {words[0]}` in {self} took longer than {timeout_s:g} s"
            raise NoHistoryError(waited, "look what holds it up, or give a folder of versions") from None
        return Answer(done.stdout, done.returncode, _first_line(done.stderr))

    def demand(self, *words: str, given: bytes = b"") -> bytes:
        """The output of a command that has to succeed; raises `NoHistoryError` when it does not."""
        answer = self.ask(*words, given=given)
        if answer.status:
            raise self.failed(words[0], answer)
        return answer.output

    def failed(self, word: str, answer: Answer) -> NoHistoryError:
        """The error that tells of a command that did not succeed."""
        if FOREIGN_OWNER in answer.complaint:
            remedy = f"run `git config --global --add safe.directory {self.root}`"
            return NoHistoryError(f"{self} belongs to another user, so git does not read it", remedy)
        if LEFT_OUT.search(answer.complaint):
            remedy = "run `git fetch --refetch --no-filter`, or clone without `--filter`"
            return NoHistoryError(f"{self} was cloned without the texts of earlier versions", remedy)
        said = answer.complaint or f"exit status {answer.status}"
        return NoHistoryError(f"`git {word}` in {self} failed: {said}", f"check that it is {NEEDED}")

    def blobs(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of objects by name, read by one process; raises `NoHistoryError` when one is not here."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        asked = "".join(f"{name}\n" for name in wanted).encode()
        found = _unbatched(self.demand("cat-file", "--batch", given=asked))
        missing = [name for name in wanted if name not in found]
        if missing:
            told = f"{self} is damaged: `{missing[0]}` is missing or cannot be read"
            raise NoHistoryError(told, "run `git fsck`, and clone it anew")
        return found


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in BOUND}
    return {**kept, **OFFLINE}


def _first_line(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""


def _unbatched(output: bytes) -> dict[str, bytes]:
    """`<name> blob <size>` LF content LF, again and again; `<name> missing` LF for what is not there."""
    found: dict[str, bytes] = {}
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        name, *rest = output[at:end].decode().split(" ")
        at = end + 1
        if rest[-1:] != ["missing"]:
            size = int(rest[1])
            found[name] = output[at : at + size]
            at += size + 1
    return found
