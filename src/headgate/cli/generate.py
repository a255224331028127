"""`headgate generate`: contracts in the words of other systems, written or compared with what is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Final

import click

from headgate.cli import EXIT_FINDINGS
from headgate.cli._generation import (
    DOCS,
    RULEBOOK,
    Generation,
    difference,
    generated,
    made_here,
    on_disk,
    orphans,
    stops,
    targets,
)
from headgate.cli._refusal import refuse
from headgate.cli._sound import Sound, sound_contracts
from headgate.diagnostics import Finding, Severity
from headgate.emit.protocol import Loss

ALL: Final = "all"


@click.command()
@click.argument("words", nargs=-1, metavar="TARGET... [PATHS]...")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 when a file is stale, missing or an orphan."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    show_default=True,
    help="Folder that the generated paths start from.",
)
@click.option("--exact", is_flag=True, help="Refuse what a target can say only in part.")
@click.option(
    "--contracts",
    default="contracts",
    show_default=True,
    help="Contracts to read when no PATHS are given.",
)
def command(words: tuple[str, ...], check: bool, out: Path, exact: bool, contracts: str) -> None:
    """Spell contracts for each TARGET: avro, protobuf, jsonschema, topics, flink, python, docs, rulebook, or all.

    PATHS are contracts or folders of them. What a target cannot say is told as a loss, never dropped silently. With
    --check no TARGET needs to be named: those that made files under --out are checked.

    Exit status: 0 done, 1 a contract is refused or a file is stale, 2 not understood.
    """
    names, paths = _told_apart(words, made_here(out) if check else None)
    if not names:
        click.echo("nothing is generated here")
        return
    needs_contracts = set(names) - {DOCS, RULEBOOK}
    read = sound_contracts(paths or (contracts,)) if needs_contracts else ()
    generation = generated(names, read, exact=exact)
    refused = _tell_losses(generation, exact=exact)
    _tell_clashes(generation)
    if refused or generation.clashes:
        sys.exit(EXIT_FINDINGS)
    left = () if paths else orphans(out, names, generation.files)
    if check:
        sys.exit(EXIT_FINDINGS if _differs(out, generation.files, left) else 0)
    _write(out, generation.files)
    for path in left:
        click.echo(f"orphan     {path} (no contract makes it any more: delete it)")


def _told_apart(
    words: tuple[str, ...], made: frozenset[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Targets and paths; `all` stands for every target, and none for those that made files, where that is enough."""
    known = targets()
    named = [word for word in words if word in known or word == ALL]
    paths = [word for word in words if word not in named]
    strangers = [word for word in paths if word != "-" and not Path(word).exists()]
    if strangers or (not named and made is None):
        word = strangers[0] if strangers else ""
        told = f"`{word}` is neither a target nor a file" if strangers else "no target is named"
        refuse(f"{told}; targets are {', '.join((*known, ALL))}")
    chosen = known if ALL in named else tuple(name for name in known if name in (named or made or ()))
    return chosen, tuple(paths)


def _tell_losses(generation: Generation, *, exact: bool) -> bool:
    """Tells of losses, those that stop as findings with their places; whether there is one of these."""
    stopping = [(sound, loss) for sound, loss in generation.losses if stops(loss, exact=exact)]
    passing = [(sound, loss) for sound, loss in generation.losses if not stops(loss, exact=exact)]
    for line in _loss_lines(passing):
        click.echo(line)
    for sound, loss in stopping:
        _tell_finding(sound, loss)
    return bool(stopping)


def _loss_lines(losses: list[tuple[Sound, Loss]]) -> Iterator[str]:
    """One line for each contract, target and reason."""
    keyed = [((loss.target, sound.contract.id, loss.reason), loss) for sound, loss in losses]
    ordered = sorted(keyed, key=lambda pair: pair[0])
    for (target, contract, reason), some in groupby(ordered, key=lambda pair: pair[0]):
        met = [loss for _, loss in some]
        nodes = ", ".join(dict.fromkeys(loss.node.__name__ for loss in met))
        fields = ", ".join(dict.fromkeys(".".join(loss.path) for loss in met if loss.path))
        yield f"loss       {target}: {contract}: {nodes}{f' ({fields})' if fields else ''}: {reason}"


def _tell_finding(sound: Sound, loss: Loss) -> None:
    # Loaded only to tell of refusals.
    from headgate.report.text import render_finding

    where = sound.source_map
    place = where.field(loss.stream, loss.path) if loss.path else where.stream(loss.stream)
    named = f"`{'.'.join(loss.path) or loss.stream or sound.contract.id}`"
    finding = Finding(
        rule="emit/refused" if loss.refused else "emit/lossy",
        severity=Severity.ERROR,
        title=f"{named} cannot be said in {loss.target}" + ("" if loss.refused else " but in part"),
        place=place,
        why=f"{loss.node.__name__}: {loss.reason}",
        remedy="change the contract, or generate without this target"
        if loss.refused
        else "generate without --exact, or change the contract",
    )
    # The last line names a page of the rulebook, and a target's limits have theirs in the support matrix.
    rendered = render_finding(finding, where.text).rsplit("\n", 1)[0]
    click.echo(rendered + "\n", err=True)


def _tell_clashes(generation: Generation) -> None:
    for clash in generation.clashes:
        first, second = clash.contracts
        click.echo(f"error: {first} and {second} both make {clash.path}: rename a topic or record", err=True)


def _differs(out: Path, files: Mapping[PurePosixPath, str], left: tuple[PurePosixPath, ...]) -> bool:
    """Tells of every file that is not as it should be."""
    wrong = len(left)
    for path, text in files.items():
        old = on_disk(out / path)
        if old == text:
            continue
        wrong += 1
        click.echo(
            f"missing    {path}" if old is None else f"stale      {path}\n{difference(path, old, text)}"
        )
    for path in left:
        click.echo(f"orphan     {path}")
    if wrong:
        click.echo(
            f"{wrong} of {len(files) + len(left)} files are not as they should be: run the same without --check"
        )
    else:
        click.echo(f"{len(files)} generated files, all fresh")
    return wrong > 0


def _write(out: Path, files: Mapping[PurePosixPath, str]) -> None:
    written = 0
    for path, text in files.items():
        if on_disk(out / path) == text:
            continue
        written += 1
        _write_file(out / path, text)
        click.echo(f"written    {path}")
    click.echo(f"{written} written, {len(files) - written} unchanged")


def _write_file(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        if text.startswith("#!"):
            path.chmod(0o755)
    except OSError as fault:
        refuse(f"`{path}` cannot be written: {fault.strerror}")
