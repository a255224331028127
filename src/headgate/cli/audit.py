"""`headgate audit`: every source offset accounted for, once or for as long as it is watched."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from headgate.cli import EXIT_CLEAN, EXIT_FINDINGS
from headgate.cli._faults import told
from headgate.cli._sound import one_contract

if TYPE_CHECKING:
    from headgate.connect.settings import Settings
    from headgate.connect.truth import Truth
    from headgate.ops.audit.collect import Collection
    from headgate.ops.audit.metrics import AuditMetrics
    from headgate.ops.audit.outcome import Outcome
    from headgate.ops.audit.run import Scope
    from headgate.ops.audit.stream import Audited

PROGRESS_RECORDS: Final = 50_000


@click.command(name="audit")
@click.argument("contract", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stream", help="Audit only this stream of the contract.")
@click.option(
    "--follow", is_flag=True, help="Go on, a line each interval, until Ctrl-C; then the whole table."
)
@click.option(
    "--every", default=5, show_default=True, type=click.IntRange(min=1), help="Seconds between lines."
)
@click.option("--since", type=click.Path(path_type=Path), help="Audit what came after this mark.")
@click.option(
    "--mark", type=click.Path(path_type=Path), help="Write where the topics end now to this file, and stop."
)
@click.option("--truth", type=click.Path(path_type=Path), help="Compare with the generator's ground truth.")
@click.option("--table/--no-table", default=True, help="Audit the Iceberg table too.  [default: table]")
@click.option(
    "--settle",
    default=30,
    show_default=True,
    type=click.IntRange(min=0),
    help="Seconds that what looks missing may still take to come.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report."
)
@click.option(
    "--metrics-port",
    type=click.IntRange(1, 65535),
    help="With --follow: serve Prometheus metrics on 127.0.0.1.",
)
@click.option("--config", type=click.Path(path_type=Path), help="Settings file.")
def command(
    contract: Path, stream: str | None, config: Path | None, mark: Path | None, **asked: object
) -> None:
    """Account for every record of CONTRACT: expected, clean, dead-lettered, late, duplicate, missing, doubled.

    Source offsets are compared as sets with those that the guard's outputs and the Iceberg table carry, so that a
    loss and a copy never hide each other. Nothing is written to any topic.

    Exit status: 0 the books balance, 1 they do not or nothing was guarded, 2 not understood, 3 a service failed.
    """
    _refuse_idle_options(mark, asked)
    promised = one_contract(str(contract))
    with told():
        from headgate.connect.kafka import reach_kafka
        from headgate.connect.settings import load_settings
        from headgate.ops.audit.stream import audited

        settings = load_settings(config)
        streams = tuple(each for each in audited(promised) if stream in (None, each.stream.name))
        if not streams:
            raise click.BadParameter(f"the contract has no stream `{stream}`", param_hint="--stream")
        reach_kafka(settings)
        if mark is not None:
            _mark(settings, streams, mark)
            return
        scope = _scope(asked, streams)
        if asked["follow"]:
            outcomes: tuple[Outcome, ...] = (_followed(settings, streams, scope, asked),)
        else:
            outcomes = _audited(settings, streams, scope)
    click.echo(_renderer(str(asked["form"]))(outcomes), nl=False)
    sys.exit(EXIT_CLEAN if all(outcome.passed for outcome in outcomes) else EXIT_FINDINGS)


def _refuse_idle_options(mark: Path | None, asked: dict[str, object]) -> None:
    """An option that would do nothing is a misunderstanding."""
    if asked["metrics_port"] is not None and not asked["follow"]:
        raise click.UsageError("--metrics-port serves what --follow watches: give both")
    idle = [name for name in ("follow", "since", "truth") if mark is not None and asked[name]]
    if idle:
        raise click.UsageError(f"--mark only writes a mark and stops: leave out --{idle[0]}")


def _mark(settings: Settings, streams: tuple[Audited, ...], path: Path) -> None:
    from headgate.ops.audit import marks
    from headgate.ops.audit.collect import mark

    marks.save(mark(settings, streams), path)
    click.echo(f"audit what comes from now on with --since {path}")


def _scope(asked: dict[str, object], streams: tuple[Audited, ...]) -> Scope:
    from headgate.ops.audit import marks
    from headgate.ops.audit.run import Scope

    since, truth, settle = asked["since"], asked["truth"], asked["settle"]
    assert isinstance(settle, int)
    return Scope(
        since=marks.load(since) if isinstance(since, Path) else {},
        table=bool(asked["table"]),
        truth=_truth(truth, streams) if isinstance(truth, Path) else None,
        settle_s=settle,
    )


def _truth(path: Path, streams: tuple[Audited, ...]) -> Truth:
    """The ground truth of one of `streams`; of another topic it would be compared with nothing."""
    from headgate.connect.faults import SettingsError
    from headgate.connect.truth import Truth

    truth = Truth.load(path)
    if truth.topic not in {audited.source for audited in streams}:
        topics = ", ".join(audited.source for audited in streams)
        raise SettingsError(f"{path}: is the truth about {truth.topic}, not {topics}", "give that topic's")
    return truth


def _audited(settings: Settings, streams: tuple[Audited, ...], scope: Scope) -> tuple[Outcome, ...]:
    from headgate.ops.audit.run import audit

    progress = _progress()
    return tuple(audit(settings, audited, scope, progress=progress) for audited in streams)


def _followed(
    settings: Settings, streams: tuple[Audited, ...], scope: Scope, asked: dict[str, object]
) -> Outcome:
    from headgate.ops.audit.collect import Collection
    from headgate.ops.audit.run import weigh

    if len(streams) > 1:
        names = ", ".join(audited.stream.name for audited in streams)
        raise click.UsageError(f"--follow watches one stream: give --stream with one of {names}")
    with Collection(settings, streams[0], scope.since) as collection:
        _watch(collection, asked)
        click.echo("closing the books (Ctrl-C again to leave)", err=True)
        return weigh(settings, collection.settle(collection.position(), scope.settle_s), scope)


def _watch(collection: Collection, asked: dict[str, object]) -> None:
    """Prints a line each interval until Ctrl-C, which never comes between a read and its entry."""
    from headgate.edge.traffic.stopping import stop_on_signal
    from headgate.ops.audit.collect import follow
    from headgate.ops.audit.metrics import AuditMetrics
    from headgate.ops.audit.text import summary

    every = asked["every"]
    assert isinstance(every, int)
    metrics = AuditMetrics((collection.audited,))
    with ExitStack() as open_things:
        if isinstance(asked["metrics_port"], int):
            open_things.callback(_serve(metrics, asked["metrics_port"]))
        collection.catch_up(_progress())
        stop = open_things.enter_context(stop_on_signal())
        for audit in follow(collection, every, stop=stop):
            metrics.observe(audit, collection.journal.latency)
            # Of a document, standard output holds nothing else.
            click.echo(summary(audit), err=asked["form"] == "json")
        click.echo(err=True)


def _serve(metrics: AuditMetrics, port: int) -> Callable[[], None]:
    """Starts the metrics page; gives back what stops it."""
    from prometheus_client import CollectorRegistry, start_http_server

    registry = CollectorRegistry()
    registry.register(metrics)
    try:
        server, _ = start_http_server(port, addr="127.0.0.1", registry=registry)
    except OSError as fault:
        raise click.BadParameter(
            f"port {port} cannot be used: {fault.strerror}", param_hint="--metrics-port"
        ) from None

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return stop


def _renderer(form: str) -> Callable[[tuple[Outcome, ...]], str]:
    from headgate.ops.audit import document, text

    if form == "json":
        return document.render
    return lambda outcomes: "\n".join(text.render(outcome) for outcome in outcomes)


def _progress() -> Callable[[int], None]:
    """A count on stderr that writes over itself, when somebody looks."""
    read, shown = 0, 0

    def show(records: int) -> None:
        nonlocal read, shown
        read += records
        if sys.stderr.isatty() and read - shown >= PROGRESS_RECORDS:
            shown = read
            click.echo(f"\r{read:,} records read", nl=False, err=True)

    return show
