"""What the guard's benchmark reads off: committed records, CPU by program and by thread, and latency."""

from __future__ import annotations

import os
import re
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka import TopicPartition

from headgate.connect.kafka import consumer
from headgate.connect.settings import Settings
from headgate.ops.audit.brokers import Brokers

TICKS = os.sysconf("SC_CLK_TCK")
PROGRAMS = {"taskmanager": "TaskManagerRunner", "broker": "kafka.Kafka", "load": "guarding.load"}
THREADS = {
    "guard task": "ProcessTable",
    "source task": "Source: source",
    "producers": "kafka-producer",
    "fetchers": "Source Data Fetcher",
    "rocksdb": "rocksdb:",
    "compiler": "C[12] Compiler",
    "garbage": "GC |G1 ",
}


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment: CPU ticks by program since its start, and how far the guard's commits are."""

    at: float
    cpu: Counter[str]
    committed: int


@dataclass(frozen=True, slots=True)
class Rate:
    """What happened between two instants: records a second, and cores by program; `machine` is a share."""

    records: float
    cores: dict[str, float]
    machine: float

    def __str__(self) -> str:
        cores = ", ".join(f"{name} {busy:.2f}" for name, busy in self.cores.items())
        cost = 1e6 * self.cores["taskmanager"] / max(self.records, 1)
        return f"{self.records:>8,.0f} rec/s  cores: {cores}  machine {self.machine:.0%}  TM {cost:.1f} µs a record"


class Meter:
    """Readings of one consumer group and its topic on this machine."""

    def __init__(self, settings: Settings, group: str, topic: str) -> None:
        self._brokers = Brokers(settings)
        self._group = group
        self._topic = topic

    def now(self) -> Instant:
        return Instant(time.monotonic(), _cpu(), self.committed())

    def committed(self) -> int:
        """Source records whose outputs are committed; group offsets are written with each checkpoint."""
        return sum(self._brokers.committed(self._group, self._topic).values())


def between(first: Instant, last: Instant) -> Rate:
    """The rates from one instant to another."""
    seconds = last.at - first.at
    used = {name: (last.cpu[name] - first.cpu[name]) / TICKS / seconds for name in PROGRAMS}
    machine = (last.cpu["busy"] - first.cpu["busy"]) / (last.cpu["all"] - first.cpu["all"])
    return Rate((last.committed - first.committed) / seconds, used, machine)


def threads() -> Counter[str]:
    """CPU ticks of the TaskManager by kind of thread."""
    used: Counter[str] = Counter()
    for pid, line in _programs():
        if PROGRAMS["taskmanager"] in line:
            for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
                name, ticks = _stat(stat)
                kind = next((kind for kind, pattern in THREADS.items() if re.match(pattern, name)), "other")
                used[kind] += ticks
    return used


def latencies(settings: Settings, topic: str, seconds: float) -> list[float]:
    """Seconds from `hg.produced-at` to a reader of committed records, for one partition of `topic`, sorted."""
    reader = consumer(settings, f"bench-{uuid.uuid4()}")
    end = reader.get_watermark_offsets(TopicPartition(topic, 0), 10)[1]
    reader.assign([TopicPartition(topic, 0, end)])
    found, deadline = [], time.monotonic() + seconds
    while time.monotonic() < deadline:
        for message in reader.consume(2000, 0.05):
            headers: list[tuple[str, bytes]] = message.headers() or []  # type: ignore[assignment] # as a consumer gives
            found.append(time.time() - int(dict(headers)["hg.produced-at"]) / 1000)
    reader.close()
    return sorted(found)


def percentiles(values: list[float]) -> str:
    """p50, p95, p99 and the largest."""
    picked = {f"p{rank}": values[min(len(values) - 1, len(values) * rank // 100)] for rank in (50, 95, 99)}
    return ", ".join(f"{name} {value:.2f} s" for name, value in picked.items()) + f", max {values[-1]:.2f} s"


def _cpu() -> Counter[str]:
    used: Counter[str] = Counter()
    for pid, line in _programs():
        for name, pattern in PROGRAMS.items():
            if pattern in line:
                used[name] += _stat(Path(f"/proc/{pid}/stat"))[1]
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    used["busy"], used["all"] = sum(fields) - idle, sum(fields)
    return used


def _programs() -> Iterator[tuple[str, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield folder.name, (folder / "cmdline").read_text()
        except OSError:
            continue  # it ended while we looked


def _stat(path: Path) -> tuple[str, int]:
    """A task's name and its CPU ticks."""
    try:
        head, _, tail = path.read_text().rpartition(")")
    except OSError:
        return "", 0
    fields = tail.split()
    return head.partition("(")[2], int(fields[11]) + int(fields[12])
