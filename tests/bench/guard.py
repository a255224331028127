"""The guard, full path, on the running stack: catch-up, steady load, a spike, and what each part of it costs.

Run: PYTHONPATH=src:. python tests/bench/guard.py [catch-up|steady|spike|steps ...] (all when none is given), with
nothing else on the machine and `make up` done. The reference clickstream contract under a topic of its own,
200,000 users, 2.5 % faults. A cold JVM halves the first minute, so each measurement warms up first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.guarding.load import Load, produce, registered_load
from tests.bench.guarding.meter import TICKS, Meter, between, latencies, percentiles, threads

from headgate.connect.settings import Settings, load_settings
from headgate.emit.flink import Job, group_id
from headgate.model import Contract
from headgate.model.wire import Route, output_topic
from headgate.odcs import read_file
from headgate.ops.pipeline import RunOptions, cancel, run

REPOSITORY = Path(__file__).resolve().parents[2]
REFERENCE = REPOSITORY / "contracts" / "clickstream.events.odcs.yaml"
ENTRY = "from headgate.cli import main; main()"
PRELOAD = 15_000_000
WARM_SECONDS = 45
CATCH_UP_SECONDS = 60
STEADY_RATE = 23_148
STEADY_SECONDS = 300
SPIKE_RATE = 69_444
SPIKE_SECONDS = 60
DRAIN_SECONDS = 180
STEP_SECONDS = 10


@dataclass(frozen=True)
class Bench:
    """The stack and the contract that all measurements share."""

    settings: Settings
    contract: Contract
    file: Path
    meter: Meter

    def load(self) -> Load:
        return registered_load(self.settings, self.contract)

    @contextmanager
    def guard(self, state: str) -> Iterator[None]:
        run(self.contract, self.settings, (Job.GUARD,), RunOptions(state=state, fresh=True, reread=True))
        try:
            yield
        finally:
            cancel(self.contract, self.settings, (Job.GUARD,))

    @contextmanager
    def traffic(self, rate: float, seconds: float) -> Iterator[None]:
        line = [sys.executable, "-m", "tests.bench.guarding.load", str(self.file), str(rate), str(seconds)]
        with subprocess.Popen(line, cwd=REPOSITORY) as producer:
            yield
            assert producer.wait(seconds + DRAIN_SECONDS) == 0


def catch_up(bench: Bench) -> None:
    for state in ("rocksdb", "hashmap"):
        catch_up_on(bench, state)


def catch_up_on(bench: Bench, state: str) -> None:
    produced = produce(bench.load(), PRELOAD, first=int(time.time()) * 1000)
    with bench.guard(state):
        time.sleep(WARM_SECONDS)
        first, before = bench.meter.now(), threads()
        time.sleep(CATCH_UP_SECONDS)
        last, after = bench.meter.now(), threads()
    print(f"catch-up {state}: {between(first, last)} ({produced:,} records waited)")
    print_costs(before, after, last.committed - first.committed)


def print_costs(before: Counter[str], after: Counter[str], records: int) -> None:
    """TaskManager CPU a record by kind of thread."""
    for kind, used in (after - before).most_common():
        print(f"  {kind:<12} {1e6 * used / TICKS / max(1, records):>6.2f} µs a record")


def steady(bench: Bench) -> None:
    with bench.guard("rocksdb"), bench.traffic(STEADY_RATE, WARM_SECONDS + STEADY_SECONDS):
        time.sleep(WARM_SECONDS)
        first, before = bench.meter.now(), threads()
        clean = output_topic(bench.contract.streams[0].topic.name, Route.CLEAN)
        waits = latencies(bench.settings, clean, STEADY_SECONDS - 10)
        last, after = bench.meter.now(), threads()
        print(f"steady {STEADY_RATE:,}/s: {between(first, last)}")
        print(f"  producer to committed clean topic: {percentiles(waits)}")
        print_costs(before, after, last.committed - first.committed)


def spike(bench: Bench) -> None:
    with bench.guard("rocksdb"):
        with bench.traffic(STEADY_RATE, WARM_SECONDS):
            pass
        before = bench.meter.committed()
        with bench.traffic(SPIKE_RATE, SPIKE_SECONDS):
            first = bench.meter.now()
            time.sleep(SPIKE_SECONDS)
            print(f"spike {SPIKE_RATE:,}/s for {SPIKE_SECONDS} s: {between(first, bench.meter.now())}")
        started, wanted = time.monotonic(), before + SPIKE_RATE * SPIKE_SECONDS
        while bench.meter.committed() < wanted and time.monotonic() < started + DRAIN_SECONDS:
            time.sleep(1)
        missing = max(0, wanted - bench.meter.committed())
        print(f"  drained {time.monotonic() - started:.0f} s after it, {missing:,} records left")


def steps(bench: Bench) -> None:
    jar = bench.settings.require("flink.functions_jar")
    library = Path(bench.settings.require("flink.home")) / "lib" / "*"
    line = ["java", "-cp", f"{jar}:{library}", "io.headgate.bench.DecodeBench", str(STEP_SECONDS)]
    subprocess.run(line, check=True, timeout=600)


@contextmanager
def prepared() -> Iterator[Bench]:
    """The reference contract under names of the benchmark's own, registered."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.odcs.yaml"
        text = REFERENCE.read_text(encoding="utf-8")
        text = text.replace("id: clickstream-events", "id: bench-clickstream")
        file.write_text(text.replace("clickstream.events.v1", "bench.clickstream.v1"), encoding="utf-8")
        contract = read_file(file).contract
        assert contract is not None
        subprocess.run(
            [sys.executable, "-c", ENTRY, "register", str(file)], check=True, stdout=subprocess.DEVNULL
        )
        settings = load_settings()
        stream = contract.streams[0]
        meter = Meter(settings, group_id(contract, stream, Job.GUARD), stream.topic.name)
        yield Bench(settings, contract, file, meter)


def main() -> None:
    """Run the measurements named on the command line."""
    known: dict[str, Callable[[Bench], None]] = {
        "catch-up": catch_up,
        "rocksdb": partial(catch_up_on, state="rocksdb"),
        "hashmap": partial(catch_up_on, state="hashmap"),
        "steady": steady,
        "spike": spike,
        "steps": steps,
    }
    with prepared() as bench:
        for name in sys.argv[1:] or ("catch-up", "steady", "spike", "steps"):
            known[name](bench)


if __name__ == "__main__":
    main()
