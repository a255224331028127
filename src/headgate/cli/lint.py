"""`headgate lint`: contracts judged, one report, one exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_UNDERSTOOD
from headgate.cli._contracts import Given, NoContractError, readings
from headgate.cli._nearest import nearest
from headgate.diagnostics import Severity
from headgate.lint import Policy, Report, joined, lint
from headgate.odcs.offences import offences
from headgate.report import json, text
from headgate.rules import all_rules

SEVERITIES: Final = tuple(severity.value for severity in Severity)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default=Severity.ERROR.value,
    show_default=True,
    help="Lowest severity that makes the exit status 1.",
)
@click.option("--select", multiple=True, metavar="NAMES", help="Run only these rules or areas (keys,time/…).")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Leave these rules or areas out.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file.")
def command(
    paths: tuple[str, ...],
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    output: Path | None,
) -> None:
    """Judge the contracts at PATHS: files, folders, or `-` for standard input.

    A folder is searched for YAML files that say `kind: DataContract`. Nothing is fetched: linting works offline.

    Exit status: 0 clean, 1 findings, 2 a contract or the command was not understood.
    """
    policy = Policy(_names(select), _names(ignore), Severity(fail_on))
    _refuse_unknown((*policy.select, *policy.ignore))
    try:
        given = readings(paths)
    except NoContractError as nothing:
        click.echo(f"error: {nothing}", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    report = _judged(given, policy)
    _write(report, form, output)
    sys.exit(_status(report, policy))


def _judged(given: Given, policy: Policy) -> Report:
    rules = tuple(all_rules().values())
    return joined((lint(reading, rules, policy) for reading in given.readings), given.skipped)


def _status(report: Report, policy: Policy) -> int:
    if report.unread:
        return EXIT_NOT_UNDERSTOOD
    return EXIT_FINDINGS if report.fails(policy) else EXIT_CLEAN


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


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _refuse_unknown(names: tuple[str, ...]) -> None:
    """Tells of the first name that is neither a rule nor an area, with the nearest that is."""
    if not names:
        return
    rules = {*all_rules(), *(offence.rule for offence in offences())}
    known = rules | {rule.split("/", 1)[0] for rule in rules}
    for name in names:
        if name not in known:
            click.echo(f"error: no rule or area is called `{name}`{nearest(name, known)}", err=True)
            sys.exit(EXIT_NOT_UNDERSTOOD)
