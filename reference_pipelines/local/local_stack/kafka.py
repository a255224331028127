"""Kafka: one KRaft node, or three with replication 3."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import uuid
from pathlib import Path

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from local_stack import security
from local_stack.faults import UnhealthyError
from local_stack.program import Program, jars, java
from local_stack.settings import Settings

FORMAT_SECONDS = 60
LOGGING = """\
status = warn
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %-5p %c{1} %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
logger.controller.name = org.apache.kafka.controller
logger.controller.level = warn
logger.state.name = state.change.logger
logger.state.level = warn
"""


def programs(settings: Settings) -> tuple[Program, ...]:
    """One program a broker."""
    return tuple(_program(settings, number) for number in _numbers(settings))


def _numbers(settings: Settings) -> range:
    return range(1, settings.brokers + 1)


def _program(settings: Settings, number: int) -> Program:
    heap = settings.sizes.kafka_heap
    command = (
        java(),
        f"-Xms{heap}",
        f"-Xmx{heap}",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        f"-Dlog4j2.configurationFile={settings.run / 'kafka-log4j2.properties'}",
        "-cp",
        f"{jars('kafka')}/*",
        "kafka.Kafka",
        str(_properties_file(settings, number)),
    )
    return Program(f"kafka-{number}", command, priority=100)


def prepare(settings: Settings) -> None:
    """Writes the configuration and formats the storage that is not formatted yet."""
    (settings.run / "kafka-log4j2.properties").write_text(LOGGING, encoding="utf-8")
    for number in _numbers(settings):
        text = "".join(f"{key}={value}\n" for key, value in _properties(settings, number).items())
        security.write_owned(_properties_file(settings, number), text.encode())
        _format(settings, number)


def _properties_file(settings: Settings, number: int) -> Path:
    return settings.run / f"kafka-{number}.properties"


def _home(settings: Settings) -> Path:
    # A node formatted for one quorum cannot join another, and one formatted without a password has no user.
    return settings.state / "kafka" / f"of-{settings.brokers}{'-secured' if settings.secure else ''}"


def _data(settings: Settings, number: int) -> Path:
    return _home(settings) / str(number)


def _properties(settings: Settings, number: int) -> dict[str, str]:
    """A node that is broker and controller at once, with durable defaults for its count."""
    ports = settings.ports
    broker, controller = ports.kafka[number - 1], ports.controllers[number - 1]
    voters = (f"{voter}@127.0.0.1:{port}" for voter, port in enumerate(ports.controllers, start=1))
    listener = security.LISTENER if settings.secure else "PLAINTEXT"
    replicas, in_sync = ("1", "1") if settings.brokers == 1 else ("3", "2")
    return {
        "process.roles": "broker,controller",
        "node.id": str(number),
        "controller.quorum.voters": ",".join(voters),
        "controller.listener.names": "CONTROLLER",
        "listeners": f"{listener}://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}",
        "advertised.listeners": f"{listener}://127.0.0.1:{broker}",
        "inter.broker.listener.name": listener,
        "listener.security.protocol.map": f"{listener}:{listener},CONTROLLER:PLAINTEXT",
        "log.dirs": str(_data(settings, number)),
        "default.replication.factor": replicas,
        "min.insync.replicas": in_sync,
        "offsets.topic.replication.factor": replicas,
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": in_sync,
        "share.coordinator.state.topic.replication.factor": replicas,
        "share.coordinator.state.topic.min.isr": in_sync,
        # Fewer than 50: a start and a restart read them all.
        "offsets.topic.num.partitions": "10",
        "transaction.state.log.num.partitions": "10",
        "share.coordinator.state.topic.num.partitions": "1",
        "num.partitions": "1",
        "auto.create.topics.enable": "false",
        "group.initial.rebalance.delay.ms": "0",
        **(security.broker_properties(settings) if settings.secure else {}),
    }


def _format(settings: Settings, number: int) -> None:
    data = _data(settings, number)
    if (data / "meta.properties").exists():
        return
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    tool = (java(), "-cp", f"{jars('kafka')}/*", "kafka.tools.StorageTool", "format")
    options = ["-t", _cluster_id(settings), "-c", str(_properties_file(settings, number))]
    if settings.secure:
        options.append(f"@{security.scram_arguments(settings)}")
    try:
        done = subprocess.run(
            [*tool, *options], capture_output=True, text=True, timeout=FORMAT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnhealthyError(f"Kafka's storage was not formatted within {FORMAT_SECONDS} s") from None
    finally:
        security.forget_arguments(settings)
    if done.returncode != 0:
        raise UnhealthyError(f"Kafka's storage could not be formatted: {done.stdout}{done.stderr}")


def _cluster_id(settings: Settings) -> str:
    path = _home(settings) / "cluster.id"
    if not path.exists():
        random_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=")
        # Kafka's own ids never start with a dash: the tool would take it for an option.
        path.write_text(random_id.decode().replace("-", "A"), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def ailment(settings: Settings) -> str | None:
    """Why the brokers are not all in the cluster yet, or None when they are."""
    secured = security.client(settings) | security.client_password(settings)
    client = AdminClient({"bootstrap.servers": settings.bootstrap, "log_level": 0, **secured})
    try:
        known = len(client.list_topics(timeout=2).brokers)
    except KafkaException as error:
        return str(error.args[0].str())
    if known != settings.brokers:
        return f"{known} of {settings.brokers} brokers are there"
    # One that cannot listen is in the cluster for a moment all the same.
    deaf = [port for port in settings.ports.kafka if not _listens(port)]
    return f"nobody listens at port {deaf[0]}" if deaf else None


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
