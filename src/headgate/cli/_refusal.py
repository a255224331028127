"""How a command tells of what it cannot go on with; light, since the linter has it too."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from headgate.cli import EXIT_NOT_UNDERSTOOD


def refuse(why: object) -> NoReturn:
    """Says in one line on standard error why the command cannot go on, and exits 2."""
    click.echo(f"error: {why}", err=True)
    sys.exit(EXIT_NOT_UNDERSTOOD)
