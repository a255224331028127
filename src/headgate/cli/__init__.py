"""Floor 10: one file a command. The only place that reads argv, prints, and sets the exit status."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from headgate import __version__

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_NOT_UNDERSTOOD = 2
EXIT_SERVICE_FAILED = 3
EXIT_INTERRUPTED = 130

EXTRAS: Final = {"pyflink": "flink", "py4j": "flink"} | dict.fromkeys(
    (
        "confluent_kafka", "cryptography", "fastavro", "google", "prometheus_client", "pyarrow", "pyiceberg",
        "pyroaring", "sqlalchemy",
    ),
    "ops",
)  # fmt: skip
"""The extra that brings each package which the linter does without."""


class LazyGroup(click.Group):
    """Loads a command's module when it is called: a lint never pays for a pipeline's imports.

    A command is a module `headgate.cli.<name>` with a click command named `command`; one whose name is a word of
    Python's has an underscore behind it (`import_`).
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The modules of this package, as command names."""
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """The command `cmd_name`, or None."""
        name = _modules().get(cmd_name)
        if name is None:
            return None
        module = import_module(f"headgate.cli.{name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an extra that is not installed is told, and Ctrl-C is no finding."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as absent:
            package = (absent.name or "").partition(".")[0]
            if package not in EXTRAS:
                raise
            extra = f"pip install 'headgate[{EXTRAS[package]}]'"
            click.echo(f"error: this command needs {package}, which is not installed; {extra}", err=True)
            sys.exit(EXIT_NOT_UNDERSTOOD)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\ninterrupted", err=True)
            sys.exit(EXIT_INTERRUPTED)


def _modules() -> dict[str, str]:
    """Each command's name and its module's."""
    stems = [path.stem for path in Path(__file__).parent.glob("[a-z]*.py")]
    return {stem.rstrip("_").replace("_", "-"): stem for stem in stems}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="headgate")
def root() -> None:
    """Judge, spell, enforce and prove data contracts.

    Exit status: 0 clean, 1 findings, 2 not understood, 3 an outside service failed.
    """


def main() -> None:
    """Run the command line."""
    sys.exit(root())
