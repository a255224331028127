"""Contracts to work with: read, and refused when the text has errors."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import click

from headgate.cli import EXIT_FINDINGS, EXIT_NOT_UNDERSTOOD
from headgate.cli._contracts import NoContractError, readings
from headgate.diagnostics import Severity
from headgate.model import Contract
from headgate.odcs import Reading, SourceMap


@dataclass(frozen=True, slots=True)
class Sound:
    """A contract whose text has no error, and where its parts stand."""

    contract: Contract
    source_map: SourceMap


def sound_contracts(paths: tuple[str, ...]) -> tuple[Sound, ...]:
    """The contracts at `paths`; prints the errors of those that have some, and exits 1, or 2 when there are none."""
    try:
        given = readings(paths)
    except NoContractError as nothing:
        click.echo(f"error: {nothing}", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    sound = [one for one in map(_sound, given.readings) if one is not None]
    if len(sound) < len(given.readings):
        sys.exit(EXIT_FINDINGS)
    return tuple(sound)


def one_contract(path: str) -> Contract:
    """The contract at `path`, which must be one with streams; exits as `sound_contracts` does."""
    found = sound_contracts((path,))
    if len(found) != 1 or not found[0].contract.streams:
        click.echo(f"error: `{path}` must be one contract with at least one stream", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    return found[0].contract


def _sound(reading: Reading) -> Sound | None:
    # Loaded only to tell of errors.
    from headgate.report.text import render_finding

    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    if reading.contract is not None and not errors:
        return Sound(reading.contract, reading.source_map)
    for finding in errors or reading.findings:
        click.echo(render_finding(finding, reading.source_map.text) + "\n", err=True)
    return None
