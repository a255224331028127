"""`headgate lint`: contracts judged, one report, one exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from headgate.cli import EXIT_NOT_UNDERSTOOD
from headgate.cli._contracts import Given, NoContractError, readings
from headgate.cli._policy import InForce, ran_rules, with_policy
from headgate.lint import Report, joined, lint
from headgate.report import json, text
from headgate.rules import all_rules


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file.")
@with_policy
def command(in_force: InForce, paths: tuple[str, ...], form: str, output: Path | None) -> None:
    """Judge the contracts at PATHS: files, folders, or `-` for standard input.

    A folder is searched for YAML files that say `kind: DataContract`. Nothing is fetched: linting works offline.

    Exit status: 0 clean, 1 findings, 2 a contract or the command was not understood.
    """
    try:
        given = readings(paths)
    except NoContractError as nothing:
        click.echo(f"error: {nothing}", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    report = _judged(given, in_force)
    _write(report, form, output)
    sys.exit(in_force.status(report))


def _judged(given: Given, in_force: InForce) -> Report:
    rules, policy = tuple(all_rules().values()), in_force.policy()
    found = joined((lint(reading, rules, policy) for reading in given.readings), given.skipped)
    return in_force.settled(found, given.readings, ran_rules(rules, policy))


def _write(report: Report, form: str, output: Path | None) -> None:
    rendered = _renderer(form, colour=output is None and sys.stdout.isatty())(report)
    if output is None:
        click.echo(rendered, nl=False)
        return
    try:
        output.write_text(rendered, encoding="utf-8")
    except OSError as fault:
        click.echo(f"error: `{output}` cannot be written: {fault.strerror}", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    click.echo(f"{text.summary(report)}: see {output}")


def _renderer(form: str, *, colour: bool) -> Callable[[Report], str]:
    if form == "json":
        return json.render
    return lambda report: text.render(report, colour=colour)
