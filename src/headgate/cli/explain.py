"""`headgate explain`: the page of a rule, or the list of all."""

from __future__ import annotations

import click

from headgate.cli._nearest import nearest
from headgate.cli._refusal import refuse
from headgate.report.rulebook import explain, summaries


@click.command()
@click.argument("rule", required=False, default="")
def command(rule: str) -> None:
    """Print the page of RULE, or list the rules: all of them, or those of an area (keys, time, …)."""
    listed = {name: told for name, told in summaries().items() if not rule or name.startswith(f"{rule}/")}
    for name, (severity, sentence) in listed.items():
        click.echo(f"{name:36} {severity:8} {sentence}")
    if listed:
        return
    page = explain(rule)
    if page is None:
        refuse(f"no rule is called `{rule}`{nearest(rule, summaries())}")
    click.echo(page, nl=False)
