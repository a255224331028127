"""`headgate register`: topics and schemas made, or checked, as the contracts want them."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS
from headgate.cli._faults import told
from headgate.cli._sound import Sound, sound_contracts

if TYPE_CHECKING:
    from headgate.connect.settings import Settings
    from headgate.diagnostics import Finding
    from headgate.ops.register import Promised, Step
    from headgate.ops.register.run import Plan

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
    from headgate.connect.faults import ConnectError
    from headgate.connect.settings import load_settings
    from headgate.ops.register import Promised, plan_registration

    settings = load_settings(config)
    promised = [Promised(one.contract, one.source_map) for one in sound]
    try:
        plan = plan_registration(promised, settings)
    except ConnectError:
        click.echo("nothing was done", err=True)
        raise
    if dry_run:
        _show("would", plan.steps)
    else:
        _apply(plan, settings)
    _show_findings(plan.findings, promised)
    return EXIT_FINDINGS if plan.findings else EXIT_CLEAN


def _apply(plan: Plan, settings: Settings) -> None:
    """Tells of each step when it is done, so that whatever ends it early, what was done is known."""
    from headgate.connect.faults import ConnectError
    from headgate.ops.register import apply_plan

    left = deque(plan.steps)
    try:
        apply_plan(plan, settings, lambda _: _show("", [left.popleft()]))
    except (ConnectError, KeyboardInterrupt):
        _show("not done:", left)
        raise


def _show(lead: str, steps: Iterable[Step]) -> None:
    for step in steps:
        as_it_is = step.deed.value in {"ok", "refused"}
        deed = step.deed.value if as_it_is else f"{lead} {step.deed.value}".strip()
        click.echo(f"{deed:<16} {step.name:<{NAME_WIDTH}} {', '.join(step.details)}".rstrip())


def _show_findings(findings: Sequence[Finding], promised: Sequence[Promised]) -> None:
    from headgate.report.text import render_finding

    texts = {one.source_map.path: one.source_map.text for one in promised}
    for finding in findings:
        rendered = render_finding(finding, texts.get(finding.place.path, ""))
        # The last line names a page of the rulebook, which has rules of contracts only.
        click.echo("\n" + rendered.rpartition("\n")[0])
