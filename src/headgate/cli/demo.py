"""`headgate demo`: one contract judged, registered, enforced and proved, with every record accounted for."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_UNDERSTOOD
from headgate.cli._faults import told
from headgate.cli._sound import one_contract

if TYPE_CHECKING:
    from headgate.cli._demo.run import Demo

ENDS: Final = (signal.SIGTERM, signal.SIGHUP)


@click.command(name="demo")
@click.option(
    "--data",
    type=click.Choice(["clickstream", "orders", "flights"]),
    default="clickstream",
    show_default=True,
    help="Made-up shoppers, made-up orders, or 336,776 real flights.",
)
@click.option("--for", "length", help="How long to produce.  [default: 60s; flights: all of them]")
@click.option("--rate", type=click.IntRange(min=1), help="Records a second.  [default: 3000 to 6000]")
@click.option(
    "--contracts",
    type=click.Path(path_type=Path),
    default=Path("contracts"),
    show_default=True,
    help="Folder with the reference contracts.",
)
@click.option("--config", type=click.Path(path_type=Path), help="Settings file.")
def command(data: str, length: str | None, rate: int | None, contracts: Path, config: Path | None) -> None:
    """Watch one contract judged, registered and enforced on a real Kafka by a real Flink, and audited.

    Starts the local stack unless the settings name another Kafka, and leaves it running; stops the jobs that it
    started. Each injected fault must be found in its right place.

    Exit status: 0 the books balance, 1 they do not, 2 not understood, 3 a service failed.
    """
    from rich.console import Console

    from headgate.cli._demo.commands import FailedError
    from headgate.cli._demo.report import final_table
    from headgate.cli._demo.run import play
    from headgate.edge.traffic.spelling import parse_duration

    # However it is ended, it stops what it started.
    for number in ENDS:
        signal.signal(number, signal.default_int_handler)
    console = Console()
    demo = _demo(data, (length, rate), contracts, config)
    try:
        with told():
            parse_duration(demo.length)
            shown = play(demo, console)
    except FailedError as failed:
        sys.exit(failed.status)
    console.print(final_table(demo, shown))
    sys.exit(EXIT_CLEAN if shown.passed else EXIT_FINDINGS)


def _demo(data: str, pace: tuple[str | None, int | None], contracts: Path, config: Path | None) -> Demo:
    from headgate.cli._demo.data import DATA_SETS
    from headgate.cli._demo.run import Demo

    chosen = DATA_SETS[data]
    path = contracts / chosen.contract
    if not path.is_file():
        click.echo(
            f"error: there is no {path}; give --contracts, or run this in a clone of headgate", err=True
        )
        sys.exit(EXIT_NOT_UNDERSTOOD)
    length, rate = pace
    return Demo(chosen, path, one_contract(str(path)), rate or chosen.rate, length or chosen.length, config)
