"""A Flink session cluster, its home assembled from the PyFlink wheel and our connectors."""

from __future__ import annotations

import importlib.util
import json
import shutil
import urllib.request
from collections.abc import Iterable
from pathlib import Path

import yaml

from local_stack.faults import NotBuiltError
from local_stack.program import Program, jars, java
from local_stack.settings import Settings

ANSWER_SECONDS = 3
LOGGING = """\
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = console
appender.console.name = console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %-5p %c{1} %m%n
logger.kafka.name = org.apache.kafka
logger.kafka.level = WARN
"""
CLIENT_LOGGING = """\
rootLogger.level = WARN
rootLogger.appenderRef.file.ref = file
appender.file.name = file
appender.file.type = FILE
appender.file.fileName = ${sys:log.file:-/dev/null}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d %-5p %c{1} %m%n
"""
# Ours, beside Flink's own in one plugin folder: Flink's listens on every address.
REPORTER = "org.apache.flink.metrics.prometheus.LoopbackPrometheusReporterFactory"
Option = str | int | bool


def programs(settings: Settings) -> tuple[Program, ...]:
    """The JobManager and one TaskManager."""
    ports = settings.ports
    manager = _script(settings, "jobmanager", ports.jobmanager_metrics)
    worker = _script(settings, "taskmanager", ports.taskmanager_metrics)
    environment = _environment(settings)
    return (
        Program("jobmanager", manager, environment, priority=300),
        Program("taskmanager", worker, environment, priority=400),
    )


def _script(settings: Settings, name: str, metrics_port: int) -> tuple[str, ...]:
    script = settings.flink_home / "bin" / f"{name}.sh"
    return ("bash", str(script), "start-foreground", "-D", f"metrics.reporter.prom.port={metrics_port}")


def _environment(settings: Settings) -> tuple[tuple[str, str], ...]:
    home = settings.flink_home
    return (
        ("FLINK_HOME", str(home)),
        ("FLINK_CONF_DIR", str(home / "conf")),
        ("FLINK_LOG_DIR", str(settings.logs)),
        ("FLINK_PID_DIR", str(settings.run)),
        ("JAVA_HOME", str(Path(java()).resolve().parent.parent)),
    )


def prepare(settings: Settings) -> None:
    """Assembles the home anew (links and small files) and writes its configuration."""
    wheel = _wheel()
    home = settings.flink_home
    for stale in (home, settings.state / "flink-tmp"):
        shutil.rmtree(stale, ignore_errors=True)
    (settings.state / "flink-tmp").mkdir()
    shutil.copytree(wheel / "bin", home / "bin")
    # Copied, not linked: tools put further jars beside them.
    shutil.copytree(wheel / "opt", home / "opt", ignore=shutil.ignore_patterns("*.jar"))
    _link(home / "opt", (wheel / "opt").glob("*.jar"))
    _link(home / "lib", (wheel / "lib").glob("*.jar"))
    _link(home / "lib", jars("flink-lib").glob("*.jar"))
    plugin = home / "plugins" / "metrics-prometheus"
    _link(plugin, (wheel / "plugins" / "metrics-prometheus").glob("*.jar"))
    _link(plugin, jars("flink-metrics").glob("*.jar"))
    _configure(settings, wheel)


def _wheel() -> Path:
    spec = importlib.util.find_spec("pyflink")
    if spec is None or spec.origin is None:
        raise NotBuiltError("the Python package apache-flink is not installed: run make setup")
    return Path(spec.origin).parent


def _link(folder: Path, sources: Iterable[Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        (folder / source.name).symlink_to(source)


def _configure(settings: Settings, wheel: Path) -> None:
    conf = settings.flink_home / "conf"
    conf.mkdir(parents=True)
    shipped = yaml.safe_load((wheel / "conf" / "config.yaml").read_text(encoding="utf-8"))
    options = _options(settings) | {"env.java.opts.all": shipped["env"]["java"]["opts"]["all"]}
    text = yaml.safe_dump(options, sort_keys=False, width=10_000)
    (conf / "config.yaml").write_text(text, encoding="utf-8")
    (conf / "log4j-console.properties").write_text(LOGGING, encoding="utf-8")
    for name in ("log4j-cli.properties", "log4j.properties"):
        (conf / name).write_text(CLIENT_LOGGING, encoding="utf-8")


def _options(settings: Settings) -> dict[str, Option]:
    return _addresses(settings) | _memory(settings) | _fault_tolerance(settings) | _metrics()


def _addresses(settings: Settings) -> dict[str, Option]:
    ports, host = settings.ports, "127.0.0.1"
    return {
        "jobmanager.rpc.address": host,
        "jobmanager.rpc.port": ports.jobmanager,
        "jobmanager.bind-host": host,
        "taskmanager.host": host,
        "taskmanager.bind-host": host,
        "rest.address": host,
        "rest.bind-address": host,
        "rest.port": ports.flink,
        "io.tmp.dirs": str(settings.state / "flink-tmp"),
        "web.tmpdir": str(settings.state / "flink-tmp"),
        "env.log.dir": str(settings.logs),
        "env.pid.dir": str(settings.run),
    }


def _memory(settings: Settings) -> dict[str, Option]:
    return {
        "jobmanager.memory.process.size": settings.sizes.jobmanager_memory,
        "taskmanager.memory.process.size": settings.sizes.taskmanager_memory,
        # RocksDB's share; the heap keeps the larger part, for a job that selects heap state.
        "taskmanager.memory.managed.fraction": "0.25",
        # An ended job leaves its classes, some 5 MB, behind until memory is short: the Kafka sink never closes its admin
        # client, whose thread holds on to their loader. Flink's check of leaked loaders, on unless switched off, makes
        # that hold a soft one.
        "taskmanager.memory.jvm-metaspace.size": "512m",
        "taskmanager.numberOfTaskSlots": settings.sizes.slots,
        "parallelism.default": 1,
    }


def _fault_tolerance(settings: Settings) -> dict[str, Option]:
    return {
        # Milliseconds. A dead TaskManager is found by two failed calls, a frozen one by the timeout.
        "heartbeat.interval": 2000,
        "heartbeat.timeout": 20000,
        "heartbeat.rpc-failure-threshold": 2,
        "restart-strategy.type": "fixed-delay",
        "restart-strategy.fixed-delay.attempts": 2147483647,
        "restart-strategy.fixed-delay.delay": "1 s",
        "state.backend.type": "rocksdb",
        "execution.checkpointing.incremental": True,
        "execution.checkpointing.mode": "EXACTLY_ONCE",
        "execution.checkpointing.dir": (settings.state / "checkpoints").as_uri(),
        "execution.checkpointing.savepoint-dir": (settings.state / "savepoints").as_uri(),
        "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
    }


def _metrics() -> dict[str, Option]:
    return {
        "metrics.reporters": "prom",
        "metrics.reporter.prom.factory.class": REPORTER,
        # Milliseconds: how old a number in the REST API may be.
        "metrics.fetcher.update-interval": 2000,
    }


def ailment(settings: Settings) -> str | None:
    """Why the cluster cannot run a job yet, or None when every slot is offered."""
    try:
        with urllib.request.urlopen(f"{settings.flink_rest}/overview", timeout=ANSWER_SECONDS) as answer:
            slots = json.load(answer)["slots-total"]
    except (OSError, ValueError) as error:
        return str(error)
    return None if slots >= settings.sizes.slots else f"{slots} of {settings.sizes.slots} slots are offered"
