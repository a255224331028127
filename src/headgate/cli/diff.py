"""`headgate diff`: what changed between two versions of a contract, and the version that it asks for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS
from headgate.cli._contracts import STDIN, NoContractError, readings
from headgate.cli._policy import Asked, in_force
from headgate.cli._refusal import refuse
from headgate.diagnostics import Severity
from headgate.lint import Comparison, Report
from headgate.lint.changed import compared
from headgate.lint.engine import context_of
from headgate.lint.predecessor import followed, predecessor
from headgate.lint.version_edit import version_fix
from headgate.model import SemVer
from headgate.odcs import Reading, read_file, read_text
from headgate.odcs.editing import edited
from headgate.report.text import plural, render_finding

if TYPE_CHECKING:
    from headgate.change import Regrades
    from headgate.history import Past

DEFAULT_PATHS: Final = ("contracts",)


@dataclass(frozen=True, slots=True)
class Pair:
    """A contract and the version before it (None: there is none), and where that was found."""

    new: Reading
    old: Reading | None
    source: str
    versions: int = 1


@click.command()
@click.argument("paths", nargs=-1, metavar="OLD NEW | [PATHS...]")
@click.option("--against", metavar="REF", help="Git reference, or folder of versions, to take OLD from.")
@click.option("--fix", is_flag=True, help="Write the required version into the new file; all else is kept.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report."
)
@click.option(
    "--policy",
    type=click.Path(path_type=Path),
    help="Policy file, for its verdicts.  [default: gate/policy.toml, here or above]",
)
def command(paths: tuple[str, ...], against: str | None, fix: bool, form: str, policy: Path | None) -> None:
    """Tell what changed from the contract OLD to the contract NEW, whom it hits, and which version it asks for.

    With --against the contracts at PATHS (default: contracts) are held against the version that each follows there.
    What each kind of change means is in gate/changes.md.

    Exit status: 0 the declared version covers the changes, 1 it does not, 2 not understood.
    """
    pairs = _two(paths) if against is None else _since(paths or DEFAULT_PATHS, against)
    regrades = in_force(Asked(policy, None, None, (), (), None, None, no_waivers=False)).regrades
    for pair in pairs:
        _refuse_errors(pair)
    held = [_comparison(pair, regrades) for pair in pairs]
    _print(held, pairs, form)
    for pair, one in zip(pairs, held, strict=True):
        _tell_uncompared(pair, one)
    low = [one for one in zip(pairs, held, strict=True) if not one[1].is_covered]
    if fix:
        low = [one for one in low if not _is_fixed(*one)]
    sys.exit(EXIT_FINDINGS if low else EXIT_CLEAN)


def _two(paths: tuple[str, ...]) -> list[Pair]:
    if len(paths) != 2:
        refuse("give two files, OLD and NEW, or `--against REF`")
    if paths.count(STDIN) > 1:
        refuse("standard input is one text; give OLD or NEW as a file")
    for path in paths:
        if path != STDIN and (Path(path).is_dir() or not Path(path).exists()):
            found = "is a folder" if Path(path).is_dir() else "does not exist"
            refuse(f"`{path}` {found}; give two files, OLD and NEW, or `--against REF`")
    # A pipe, as of the shell's `<(git show …)`, is no file to those who look for files, and is read like one.
    old, new = (_given((path,))[0] if path == STDIN else read_file(Path(path)) for path in paths)
    return [Pair(new, old, old.source_map.path)]


def _since(paths: tuple[str, ...], against: str) -> list[Pair]:
    # Loaded where git is asked: two files need none of it.
    from headgate.history import HistoryError, past_of

    given = _given(paths)
    files = [reading.source_map.path for reading in given]
    try:
        past = past_of(files, against, folders=[path for path in paths if Path(path).is_dir()])
    except HistoryError as fault:
        refuse(str(fault))
    for path, reason in past.untold:
        refuse(f"{path}: {reason}" if path else reason)
    for version in past.gone:
        click.echo(f"gone: {version.path}", err=True)
    return [_pair(reading, past) for reading in given]


def _pair(new: Reading, past: Past) -> Pair:
    history = past.histories[new.source_map.path]
    newest_first = (read_text(one.content, path=one.path) for one in reversed(history.versions))
    old = followed(newest_first, None if new.contract is None else new.contract.version)
    return Pair(new, old, history.source, len(history.versions))


def _given(paths: tuple[str, ...]) -> tuple[Reading, ...]:
    try:
        return readings(paths).readings
    except NoContractError as nothing:
        refuse(str(nothing))


def _comparison(pair: Pair, regrades: Regrades) -> Comparison:
    contract = pair.new.contract
    assert contract is not None, "contracts that cannot be read were refused"
    before = None if pair.old is None else predecessor(pair.old, contract, regrades)
    if before is None:
        return Comparison.of_new(pair.new.source_map.path, contract, pair.source)
    return compared(context_of(pair.new, before), source=pair.source, versions=pair.versions)


def _print(held: list[Comparison], pairs: list[Pair], form: str) -> None:
    if form == "json":
        from headgate.report import json

        texts = {pair.new.source_map.path: pair.new.source_map.text for pair in pairs}
        click.echo(json.render(Report(sources=texts, comparisons=tuple(held))), nl=False)
        return
    from headgate.report import changes

    click.echo(changes.render(held), nl=False)


def _tell_uncompared(pair: Pair, held: Comparison) -> None:
    """Says so where the texts differ in something, and in nothing that is compared."""
    if pair.old is None or held.changes or _content(pair.old) == _content(pair.new):
        return
    old, new = pair.old.source_map.path, pair.new.source_map.path
    told = f"`{new}` differs from `{old}` in nothing that is compared: gate/changes.md says what is not"
    click.echo(told, err=True)


def _content(reading: Reading) -> dict[object, object]:
    document = reading.document if isinstance(reading.document, dict) else {}
    return {key: value for key, value in document.items() if key != "version"}


def _is_fixed(pair: Pair, held: Comparison) -> bool:
    """Writes the required version; says why when it cannot."""
    required, path = SemVer.parse(held.required), pair.new.source_map.path
    if not Path(path).is_file():
        click.echo(f"error: {path}: not a file that could be written; state {required} by hand", err=True)
        return False
    fix = None if required is None else version_fix(pair.new.source_map, required)
    if fix is None:
        click.echo(f"error: {path}: the version is not written plainly; state {required} by hand", err=True)
        return False
    (edit,) = fix.edits
    try:
        raw = Path(path).read_bytes().decode("utf-8")
        Path(path).write_bytes(edited(raw, fix.edits).encode("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        click.echo(f"error: `{path}` cannot be written: {fault}", err=True)
        return False
    click.echo(f"wrote version {edit.text} to {path}", err=True)
    return True


def _refuse_errors(pair: Pair) -> None:
    """A text that is understood in part would show what is not understood as removed."""
    for reading in filter(None, (pair.old, pair.new)):
        errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
        if reading.contract is not None and (reading is pair.old or not errors):
            if errors:
                path = reading.source_map.path
                click.echo(
                    f"`{path}` has {plural(len(errors), 'error')}: parts of it are not compared", err=True
                )
            continue
        for finding in errors or reading.findings:
            click.echo(render_finding(finding, reading.source_map.text) + "\n", err=True)
        refuse(f"`{reading.source_map.path}` has errors, and was not compared")
