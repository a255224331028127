"""What a user types and reads: files, a command, its output and its exit status, in one document a story.

A block ```yaml file=NAME is written to the folder that the story runs in; a block ```console holds one command (with
`< FILE` for standard input), or several `$ git …` that make a past; the block ```result after it holds the command's
standard output, what it says on standard error, and its exit status.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.markdown import Block, blocks, rewrite

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("[0-9]*.md"))
LIMIT_S = 60
HEADGATE = "import sys; sys.argv[0] = 'headgate'; from headgate.cli import main; main()"

# Who commits and when is part of a commit's name.
GIT = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_AUTHOR_DATE": "2026-01-31T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-31T12:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def past(lines: list[str], folder: Path) -> None:
    """Runs `$ git …`, line by line."""
    for line in lines:
        prompt, *words = shlex.split(line)
        assert (prompt, words[0]) == ("$", "git"), line
        subprocess.run(words, cwd=folder, check=True, capture_output=True, env={**os.environ, **GIT})


def run(line: str, folder: Path) -> str:
    """Runs `$ headgate …` as a user would, in a process of its own."""
    prompt, program, *words = shlex.split(line)
    assert (prompt, program) == ("$", "headgate"), line
    stdin = (folder / words.pop()).read_bytes() if words[-2:-1] == ["<"] else b""
    done = subprocess.run(
        [sys.executable, "-c", HEADGATE, *(word for word in words if word != "<")],
        cwd=folder,
        input=stdin,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
    )
    stderr = done.stderr.decode()
    return done.stdout.decode() + (f"[stderr]\n{stderr}" if stderr else "") + f"[exit {done.returncode}]\n"


def told(path: Path, folder: Path) -> list[tuple[Block, str]]:
    """Plays a story; each result block with what really came out."""
    found: list[tuple[Block, str]] = []
    output = ""
    for block in blocks(path.read_text(encoding="utf-8")):
        kind, _, name = block.info.partition(" file=")
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(block.body.encode())
        elif kind == "console":
            lines = block.body.strip().splitlines()
            before = [line for line in lines if line.startswith("$ git ")]
            past(before, folder)
            output = "".join(run(line, folder) for line in lines if line not in before)
        elif kind == "result":
            found.append((block, output))
    return found


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path: Path, tmp_path: Path, *, golden: bool) -> None:
    results = told(path, tmp_path)
    assert results, f"{path.name} has no ```result block"
    if golden:
        rewrite(path, {block.start: (block.end, output) for block, output in results})
        return
    for block, output in results:
        assert output == block.body
