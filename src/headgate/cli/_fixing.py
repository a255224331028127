"""`--fix` and `--diff`: the fixes that findings carry, made in the files or shown as a difference."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_UNDERSTOOD
from headgate.cli._contracts import STDIN_NAME, Given
from headgate.cli._refusal import refuse
from headgate.lint import Report
from headgate.lint.fixing import Fixing, fixed
from headgate.odcs import Reading, read_text
from headgate.odcs.texts import BOM

JudgeReading = Callable[[Reading], Report]
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_NO_BREAK: Final = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A contract's file, its text before, and what came of fixing it."""

    path: str
    before: str
    fixing: Fixing


def fix_files(given: Given, judge: JudgeReading) -> Given:
    """Makes the fixes in the files and says so on standard error; the contracts as they read then."""
    if any(reading.source_map.path == STDIN_NAME for reading in given.readings):
        refuse("standard input cannot be fixed in place; `--diff` shows what would be changed")
    return Given(tuple(_fixed_reading(reading, judge) for reading in given.readings), given.skipped)


def show_differences(given: Given, judge: JudgeReading) -> int:
    """Prints what fixing would change, for `git apply` or `patch -p1`; 1 when that is anything."""
    files = [_fixed_file(reading, judge) for reading in given.readings]
    for file in files:
        click.echo(_difference(file), nl=False)
        _tell_refused(file)
    if any(reading.contract is None for reading in given.readings):
        return EXIT_NOT_UNDERSTOOD
    return EXIT_FINDINGS if any(file.fixing.done for file in files) else EXIT_CLEAN


def _fixed_reading(reading: Reading, judge: JudgeReading) -> Reading:
    file = _fixed_file(reading, judge)
    _tell_refused(file)
    if not file.fixing.done:
        return reading
    path = Path(file.path)
    try:
        path.write_bytes(file.fixing.text.encode())
    except OSError as fault:
        refuse(f"`{path}` cannot be written: {fault.strerror}")
    for fix in sorted(file.fixing.done, key=lambda fix: fix.edits[0].span):
        click.echo(f"fixed {path}:{fix.edits[0].span.start.line}: {fix.description}", err=True)
    return read_text(file.fixing.text, file.path)


def _fixed_file(reading: Reading, judge: JudgeReading) -> FixedFile:
    """The fixes of one file. The text is the file's own, with its byte order mark and its line ends."""
    path, text = reading.source_map.path, _own_text(reading)
    return FixedFile(path, text, fixed(text, lambda new: judge(read_text(new, path))))


def _own_text(reading: Reading) -> str:
    """What the file holds, where that is what was read; else what was read."""
    source = reading.source_map
    if source.path == STDIN_NAME:
        return source.text
    try:
        text = Path(source.path).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return source.text
    same = len(text.removeprefix(BOM)) == len(source.text)
    return text if same else source.text


def _tell_refused(file: FixedFile) -> None:
    for fix in file.fixing.refused:
        line = fix.edits[0].span.start.line
        click.echo(
            f"not fixed {file.path}:{line}: {fix.description}: it would uncover more than it meets", err=True
        )


def _difference(file: FixedFile) -> str:
    """A unified difference; lines end at line feeds alone, so that a carriage return stays in its line."""
    old, new = (_LINE.findall(text) for text in (file.before, file.fixing.text))
    lines = difflib.unified_diff(old, new, f"a/{file.path}", f"b/{file.path}")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_BREAK}" for line in lines)
