"""`headgate register`: topics and schemas made, or checked, as the contracts want them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_SERVICE_FAILED
from headgate.cli._faults import told
from headgate.cli._sound import Sound, sound_contracts

if TYPE_CHECKING:
    from headgate.diagnostics import Finding
    from headgate.ops.register import Outcome, Promised, Step

NAME_WIDTH = 40


@click.command(name="register")
@click.argument("paths", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file.")
def command(paths: tuple[str, ...], dry_run: bool, config: Path | None) -> None:
    """Create or check the topics and schemas of the contracts at PATHS (default: contracts).

    Topics are created, their settings altered and their partitions grown, never shrunk. Schemas are registered under
    the contract's compatibility mode; the same schema again makes no new version.

    Exit status: 0 done, 1 something was refused, 2 not understood, 3 a broker or registry failed.
    """
    sound = sound_contracts(paths or ("contracts",))
    with told():
        status = _register(sound, config, dry_run=dry_run)
    sys.exit(status)


def _register(sound: Sequence[Sound], config: Path | None, *, dry_run: bool) -> int:
    from headgate.connect.faults import ServiceError
    from headgate.connect.settings import load_settings
    from headgate.ops.register import Promised, apply_plan, plan_registration

    settings = load_settings(config)
    promised = [Promised(one.contract, one.source_map) for one in sound]
    try:
        plan = plan_registration(promised, settings)
    except ServiceError:
        click.echo("nothing was done", err=True)
        raise
    if dry_run:
        _show("would", plan.steps)
    else:
        outcome = apply_plan(plan, settings)
        _show_outcome(outcome)
        if outcome.fault is not None:
            return EXIT_SERVICE_FAILED
    _show_findings(plan.findings, promised)
    return EXIT_FINDINGS if plan.findings else EXIT_CLEAN


def _show_outcome(outcome: Outcome) -> None:
    _show("", outcome.done)
    if outcome.fault is not None:
        _show("not done:", outcome.left)
        click.echo(f"error: {outcome.fault}", err=True)


def _show(lead: str, steps: Sequence[Step]) -> None:
    for step in steps:
        deed = f"{lead} {step.deed.value}".strip() if step.deed.value != "ok" else "ok"
        click.echo(f"{deed:<16} {step.name:<{NAME_WIDTH}} {', '.join(step.details)}".rstrip())


def _show_findings(findings: Sequence[Finding], promised: Sequence[Promised]) -> None:
    from headgate.report.text import render_finding

    texts = {one.source_map.path: one.source_map.text for one in promised}
    for finding in findings:
        rendered = render_finding(finding, texts.get(finding.place.path, ""))
        # The last line names a page of the rulebook, which has rules of contracts only.
        click.echo("\n" + rendered.rpartition("\n")[0])
