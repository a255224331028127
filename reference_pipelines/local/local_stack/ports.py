"""Which port each server gets, and whether it is free."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import psutil

from local_stack.faults import MisunderstoodError, PortTakenError

DEFAULT_BASE = 18000
HIGHEST_PORT = 65535
# Distances from the base.
KAFKA, CONTROLLER, REGISTRY, FLINK, JOBMANAGER, METRICS = 1092, 1192, 81, 82, 123, 1249


@dataclass(frozen=True, slots=True)
class Ports:
    """Every port on which the stack listens, all on 127.0.0.1."""

    kafka: tuple[int, ...]
    controllers: tuple[int, ...]
    registry: int
    flink: int
    jobmanager: int
    jobmanager_metrics: int
    taskmanager_metrics: int

    def named(self) -> Iterator[tuple[str, int]]:
        """Each port with what it is for."""
        for number, port in enumerate(self.kafka, start=1):
            yield f"Kafka broker {number}", port
        for number, port in enumerate(self.controllers, start=1):
            yield f"Kafka controller {number}", port
        yield "registry", self.registry
        yield "Flink REST", self.flink
        yield "Flink JobManager", self.jobmanager
        yield "JobManager metrics", self.jobmanager_metrics
        yield "TaskManager metrics", self.taskmanager_metrics


def planned(environment: Mapping[str, str], brokers: int) -> Ports:
    """Ports for so many brokers: `HEADGATE_PORT_BASE` shifts all, `HEADGATE_PORT_<NAME>` sets one."""
    base = _port(environment, "HEADGATE_PORT_BASE", DEFAULT_BASE)
    kafka = _port(environment, "HEADGATE_PORT_KAFKA", base + KAFKA)
    controller = _port(environment, "HEADGATE_PORT_CONTROLLER", base + CONTROLLER)
    metrics = _port(environment, "HEADGATE_PORT_METRICS", base + METRICS)
    return Ports(
        kafka=tuple(range(kafka, kafka + brokers)),
        controllers=tuple(range(controller, controller + brokers)),
        registry=_port(environment, "HEADGATE_PORT_REGISTRY", base + REGISTRY),
        flink=_port(environment, "HEADGATE_PORT_FLINK", base + FLINK),
        jobmanager=_port(environment, "HEADGATE_PORT_JOBMANAGER", base + JOBMANAGER),
        jobmanager_metrics=metrics,
        taskmanager_metrics=metrics + 1,
    )


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise MisunderstoodError(f"{name}={text}: write a port, 1 to {HIGHEST_PORT}")
    return int(text)


def require_free(ports: Ports) -> None:
    """Raises PortTakenError that names every taken port, what wants it and who holds it."""
    taken = [(what, port) for what, port in ports.named() if not _is_free(port)]
    if taken:
        lines = [f"port {port} ({what}) is taken by {_holder(port)}" for what, port in taken]
        remedy = "stop that process, or shift every port: HEADGATE_PORT_BASE=28000"
        raise PortTakenError("\n".join([*lines, remedy]))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _holder(port: int) -> str:
    for connection in psutil.net_connections(kind="tcp"):
        if connection.laddr and connection.laddr.port == port and connection.pid:
            try:
                name = psutil.Process(connection.pid).name()
            except psutil.NoSuchProcess:
                continue
            return f"process {connection.pid} ({name})"
    return "a process of another user"
