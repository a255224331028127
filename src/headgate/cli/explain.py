"""`headgate explain`: the page of a rule, or the list of all."""

from __future__ import annotations

import sys

import click

from headgate.cli import EXIT_NOT_UNDERSTOOD
from headgate.cli._nearest import nearest
from headgate.report.rulebook import explain, summaries


@click.command()
@click.argument("rule", required=False, default="")
def command(rule: str) -> None:
    """Print the page of RULE, or list all rules."""
    if not rule:
        for rule_id, (severity, sentence) in summaries().items():
            click.echo(f"{rule_id:40} {severity:8} {sentence}")
        return
    page = explain(rule)
    if page is None:
        click.echo(f"error: no rule is called `{rule}`{nearest(rule, summaries())}", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    click.echo(page, nl=False)
