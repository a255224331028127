"""How a command tells of settings that cannot be used (exit 2) and of services that fail (exit 3)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from headgate.cli import EXIT_NOT_UNDERSTOOD, EXIT_SERVICE_FAILED
from headgate.connect.faults import ServiceError, SettingsError


@contextmanager
def told() -> Iterator[None]:
    """Turns a `ConnectError` raised within into one line on stderr, with its remedy, and the exit status."""
    try:
        yield
    except SettingsError as fault:
        click.echo(f"error: {fault}", err=True)
        sys.exit(EXIT_NOT_UNDERSTOOD)
    except ServiceError as fault:
        click.echo(f"error: {fault}", err=True)
        sys.exit(EXIT_SERVICE_FAILED)
