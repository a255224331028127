"""`headgate init`: the rooms of a new repository, from a few questions or flags, and a first verdict on them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Final

import click

from headgate import __version__
from headgate.adopt import CiSystem, Plan, layout
from headgate.adopt.example import RESERVED
from headgate.adopt.layout import CONTRACTS
from headgate.cli._contracts import NoContractError, readings
from headgate.cli._refusal import refuse
from headgate.emit.names import namespace
from headgate.model import WireFormat
from headgate.report.frame import repository_root

FORMATS: Final = tuple(form.value for form in WireFormat)
SYSTEMS: Final = tuple(system.value for system in CiSystem)
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]*")
FIELD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ENTRY: Final = "from headgate.cli import main; main()"
GATE: Final = ("gate", "contracts", "--against", "HEAD")
FORGES: Final = {
    ".github": CiSystem.GITHUB, ".gitlab-ci.yml": CiSystem.GITLAB, "Jenkinsfile": CiSystem.JENKINS,
}  # fmt: skip


@click.command()
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the stream is about, in the plural.  [default: orders]")
@click.option("--owner", help="The team that answers for it.  [default: data-platform]")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="How records are written.  [default: avro]"
)
@click.option("--topic", help="The Kafka topic.  [default: the name, then .v1]")
@click.option("--key", help="The field that is the message key.  [default: id]")
@click.option("--event-time", help="The field with the time of the event.  [default: occurred_at]")
@click.option(
    "--ci",
    type=click.Choice(SYSTEMS),
    help="Whose pipeline runs the gate.  [default: by the files in DIR, else none]",
)
def command(folder: Path, **given: str | None) -> None:
    """Lay out contracts, policy, waivers, a CI file and pre-commit hooks in DIR, and judge them.

    On a terminal what is not given is asked for; elsewhere the defaults hold. A file that is there is left alone, and
    where there are contracts already, an example is added only for a --name.

    Exit status: that of the gate on the result; 2 an answer was not understood.
    """
    adds = bool(given["name"]) or not _has_contracts(folder)
    if not adds:
        _refuse_unread(given)
    plan = _plan(folder, given, adds=adds)
    files = {path: text for path, text in layout(plan).items() if path.parent != CONTRACTS or adds}
    written = 0
    for path, text in files.items():
        written += _write(folder / path, text)
    click.echo(f"{written} written, {len(files) - written} left alone")
    _tell_root(folder, files)
    click.echo()
    sys.exit(_judged(folder))


def _has_contracts(folder: Path) -> bool:
    try:
        readings((str(folder / CONTRACTS),))
    except NoContractError:
        return False
    return True


def _refuse_unread(given: dict[str, str | None]) -> None:
    """Refuses answers about a contract where none is added."""
    unread = [f"--{'format' if name == 'form' else name.replace('_', '-')}" for name in given if given[name]]
    unread = [option for option in unread if option != "--ci"]
    if unread:
        refuse(f"{', '.join(unread)}: there are contracts already; give --name to add one")


def _plan(folder: Path, given: dict[str, str | None], *, adds: bool) -> Plan:
    """What the files say; where no contract is added, nothing about one is asked."""
    ask_ci = _asking(given) if sys.stdin.isatty() else _defaulting(given)
    ask = ask_ci if adds else _defaulting(given)
    name = ask("name", "What is the stream about, in the plural?", "orders")
    if not NAME.fullmatch(name):
        refuse(f"--name `{name}`: begin with a letter, and use letters, digits, blanks, `.`, `_` and `-`")
    slug = namespace(name.lower().replace(" ", "-").replace("_", "-")).replace("_", "-")
    plan = Plan(
        name=name,
        owner=ask("owner", "Which team answers for it?", "data-platform"),
        format=WireFormat(ask("form", f"How are records written ({', '.join(FORMATS)})?", "avro")),
        topic=ask("topic", "Which Kafka topic?", f"{slug}.v1"),
        key=ask("key", "Which field is the message key?", "id"),
        event_time=ask("event_time", "Which field has the time of the event?", "occurred_at"),
        ci=CiSystem(ask_ci("ci", f"Whose pipeline runs the gate ({', '.join(SYSTEMS)})?", _forge(folder))),
        version=__version__,
    )
    _check_fields(plan)
    return plan


Ask = Callable[[str, str, str], str]


def _asking(given: dict[str, str | None]) -> Ask:
    """Asks for what is not given."""

    def ask(option: str, question: str, default: str) -> str:
        choices = {"form": click.Choice(FORMATS), "ci": click.Choice(SYSTEMS)}.get(option)
        answer = given[option] or click.prompt(question, default=default, type=choices, show_choices=False)
        return str(answer)

    return ask


def _defaulting(given: dict[str, str | None]) -> Ask:
    return lambda option, _, default: given[option] or default


def _forge(folder: Path) -> str:
    """The system whose files are in the folder already."""
    found = (system for name, system in FORGES.items() if (folder / name).exists())
    return next(found, CiSystem.NONE).value


def _check_fields(plan: Plan) -> None:
    for option, name in (("--key", plan.key), ("--event-time", plan.event_time)):
        if not FIELD.fullmatch(name):
            refuse(f"{option} `{name}`: a field's name has letters, digits and `_`, and no digit first")
        if name in RESERVED:
            refuse(f"{option} `{name}`: the example has a field of that name already; give another")
    if plan.key == plan.event_time:
        refuse(f"--key and --event-time are both `{plan.key}`; name two fields")


def _write(path: Path, text: str) -> bool:
    """Whether the file was written: one that is there is left alone."""
    if path.exists():
        same = path.is_file() and path.read_bytes() == text.encode()
        click.echo(f"kept       {path.as_posix()}" + ("" if same else " (yours: left alone)"))
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        refuse(f"`{path}` cannot be written: {fault.strerror}")
    click.echo(f"written    {path.as_posix()}")
    return True


def _tell_root(folder: Path, files: Iterable[PurePosixPath]) -> None:
    """Says which files nobody reads where they were written: below the root of a repository."""
    here = folder.resolve()
    root = repository_root(here)
    if root is not None and root != here:
        unread = " and ".join(str(path) for path in files if path.parts[0] not in (CONTRACTS.name, "gate"))
        below = here.relative_to(root).as_posix()
        click.echo(
            f"to do      move {unread} to {root}, where they are looked for; there, judge {below}/contracts"
        )


def _judged(folder: Path) -> int:
    """The verdict of the command that the pipeline will run, in a process of its own, where it will run."""
    click.echo(f"$ headgate {' '.join(GATE)}")
    line = [sys.executable, "-c", ENTRY, *GATE]
    sys.stdout.flush()
    return subprocess.run(line, cwd=folder, check=False).returncode  # noqa: S603 - this program
