"""What one clickstream record costs at the edge, step by step, and how fast the traffic generator is.

Run: PYTHONPATH=src:. python tests/bench/edge.py [CONTRACT]. The steps need nothing; with a contract that is registered
on the configured stack, the producer and both modes of the generator are measured too, ten seconds each.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.edge.reference import NOW_MS, stream

from headgate.edge.headers import record_headers
from headgate.edge.serialise import serialiser
from headgate.edge.traffic.pace import Pace
from headgate.edge.traffic.preparing import Traffic
from headgate.edge.traffic.source import Crowd
from headgate.edge.traffic.sources import source_of
from headgate.validate import compile_validator

RECORDS = 50_000
ROUNDS = 3
LIVE_SECONDS = 10.0


def steps() -> None:
    """Prints the best of a few rounds for each step."""
    clicks = stream("clickstream.events")
    source = source_of(clicks, random.Random(1), Crowd())
    validate, write, record = compile_validator(clicks), serialiser(clicks, 1), source.next(NOW_MS)
    measured: dict[str, Callable[[], object]] = {
        "make up": lambda: source.next(NOW_MS),
        "validate": lambda: validate(record),
        "serialise": lambda: write(record),
        "headers": lambda: record_headers("clickstream-events@1.0.0"),
    }
    for name, step in measured.items():
        print(f"{name:<28} {min(cpu_us(step) for _ in range(ROUNDS)):7.2f} µs")


def cpu_us(step: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(RECORDS):
        step()
    return (time.process_time() - start) / RECORDS * 1e6


def live(path: Path) -> None:
    """Prints the CPU time a record takes from the generator to the broker's acknowledgement."""
    from headgate.connect.settings import load_settings  # noqa: PLC0415
    from headgate.edge.traffic.run import send  # noqa: PLC0415
    from headgate.edge.traffic.template import send_template  # noqa: PLC0415
    from headgate.odcs import read_file  # noqa: PLC0415

    contract = read_file(path).contract
    assert contract is not None
    for name, sender in (("contract producer, all of it", send), ("copies (--template)", send_template)):
        traffic = Traffic(contract, contract.streams[0], Pace(None, LIVE_SECONDS), random.getrandbits(32))
        start, cpu = time.monotonic(), time.process_time()
        sent = sender(traffic, load_settings()).total
        spent, elapsed = time.process_time() - cpu, time.monotonic() - start
        print(f"{name:<28} {spent / sent * 1e6:7.2f} µs of CPU, {sent / elapsed:,.0f} records/s")


if __name__ == "__main__":
    steps()
    if len(sys.argv) > 1:
        live(Path(sys.argv[1]))
