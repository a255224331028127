"""Every command has help, and the README names it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from headgate.cli import root

ROOT = Path(__file__).parents[2]
CONTEXT = click.Context(root)
COMMANDS = root.list_commands(CONTEXT)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    command = root.get_command(CONTEXT, name)
    assert command is not None
    assert command.help, f"headgate {name} has no help"
    undocumented = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not option.hidden
    ]
    assert not undocumented, f"headgate {name}: options without help: {undocumented}"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_in_the_readme(name: str) -> None:
    assert f"headgate {name}" in (ROOT / "README.md").read_text()
