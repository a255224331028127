"""The commit that a change is held against: where the branch left the reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from headgate.history.git import NEEDED, Git
from headgate.history.versions import NoHistoryError, UnknownSourceError

SHORT: Final = 9
MOST_NAMED: Final = 4
BACK: Final = re.compile(r"(?:HEAD|@)(?:~\d*|\^)+")
"""Some commits before this one."""
DEEPEN: Final = "run `git fetch --unshallow`, or `git fetch --deepen=200` as often as needed"


@dataclass(frozen=True, slots=True)
class Base:
    """The commit, and how the report names it; `is_shallow`: older commits are not here."""

    commit: str
    source: str
    is_shallow: bool


def nowhere(path: Path) -> NoHistoryError:
    """The error that tells of a path in no working tree."""
    bare = [
        folder for folder in path.parents if (folder / "HEAD").is_file() and (folder / "objects").is_dir()
    ]
    if bare:
        return NoHistoryError(
            f"{bare[0]} is a bare repository, without a working tree", "judge the contracts in a clone"
        )
    return NoHistoryError(f"{path} is in no git repository", "judge a clone, or give a folder of versions")


def base_of(git: Git, ref: str) -> Base:
    """The merge base of `HEAD` and `ref`: `ref` itself when it is an ancestor, as tags and commits are.

    Commits that `ref` got since then are other people's changes. Raises `HistoryError`.
    """
    is_shallow = _is_shallow(git)
    tip = _commit(git, ref)
    if tip is None:
        raise _unknown(git, ref, is_shallow=is_shallow)
    head = _commit(git, "HEAD")
    if head is None:
        return Base(tip, f"git {ref} at {tip[:SHORT]}", is_shallow)
    fork = git.ask("merge-base", head, tip)
    if fork.status or not fork.text:
        raise _unrelated(git, ref, is_shallow=is_shallow)
    commit = fork.text.split("\n")[0]
    told = f"git {ref} at {commit[:SHORT]}"
    return Base(commit, told if commit == tip else f"{told}, where this branch left it", is_shallow)


def _commit(git: Git, ref: str) -> str | None:
    # `^main` would be all that is not in it, and no argument holds a null character.
    if ref.startswith("^") or "\0" in ref:
        return None
    answer = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return answer.text if answer.status == 0 and answer.text else None


def _is_shallow(git: Git) -> bool:
    answer = git.ask("rev-parse", "--is-shallow-repository")
    if answer.status:
        raise git.failed("rev-parse", answer)
    if answer.text not in {"true", "false"}:
        raise NoHistoryError("git is too old", f"install {NEEDED}")
    return answer.text == "true"


def _unrelated(git: Git, ref: str, *, is_shallow: bool) -> NoHistoryError:
    if is_shallow:
        return NoHistoryError(f"the clone is too shallow to show where the branch left `{ref}`", DEEPEN)
    told = f"`HEAD` and `{ref}` have no common commit in {git}"
    return NoHistoryError(told, "give a reference that this branch began at")


def _unknown(git: Git, ref: str, *, is_shallow: bool) -> UnknownSourceError | NoHistoryError:
    if _commit(git, "HEAD") is None:
        return NoHistoryError(f"{git} has no commit yet", "commit the contracts first")
    told = f"`{ref}` is neither a commit of {git} nor a folder"
    goes_back = BACK.fullmatch(ref) is not None
    if goes_back and _commit(git, "HEAD^") is None:
        if is_shallow:
            return NoHistoryError("the clone is shallow and has one commit only", DEEPEN)
        return NoHistoryError("`HEAD` is the first commit", "give `--against HEAD` for what is not committed")
    if goes_back:
        return UnknownSourceError(f"`{ref}` goes back beyond the first commit", "give a later one")
    remote, _, branch = ref.partition("/")
    if branch and remote in git.ask("remote").text.split():
        return UnknownSourceError(told, f"run `git fetch {remote} {branch}` first")
    names = git.ask("for-each-ref", "--format=%(refname:short)").text.split()
    near = get_close_matches(ref, names, n=2, cutoff=0.5)
    some = near or names[:MOST_NAMED]
    listed = " or ".join(f"`{name}`" for name in some)
    return UnknownSourceError(told, f"did you mean {listed}?" if near else f"give {listed}, for example")
