"""Guard and land on the real stack, through the commands a user types: every record ends where it belongs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from confluent_kafka import Producer
from pyarrow.parquet import ParquetFile
from tests.edge.reference import CONTRACTS
from tests.pipelines.local import LocalStack
from tests.pipelines.test_register import HEADGATE
from tests.pipelines.topics import Seen, records, settings_of

from headgate.connect.flink import wait_until
from headgate.connect.settings import Settings
from headgate.connect.truth import Truth
from headgate.emit.flink import Job, group_id, table_name
from headgate.model import Contract
from headgate.model.wire import Route, output_topic
from headgate.odcs import read_file
from headgate.ops.audit.brokers import Brokers
from headgate.ops.audit.iceberg import open_table
from headgate.ops.audit.table import NotRun
from headgate.ops.pipeline import explain

COMMAND_SECONDS = 300
ARRIVAL_SECONDS = 90
RECORDS = 900
MEBIBYTE = 2**20
FAULTS = "duplicates=5%,late=5%,violations=10%,unknown-fields=3%,poison=5%,old-version=5%"
SLOTS_EACH = ("--parallelism", "1", "--interval", "1s")
OUTPUTS = (Route.CLEAN, Route.DLQ, Route.LATE, Route.DUPLICATES)


@dataclass(frozen=True)
class Running:
    """A reference contract on a topic and under an id of the test's own, registered."""

    file: Path
    contract: Contract
    stack: LocalStack

    def headgate(self, *arguments: str, expect: int = 0) -> str:
        """What the command printed; its exit status must be `expect`."""
        line = [HEADGATE, *arguments, "--config", str(self.stack.settings_file)]
        done = subprocess.run(line, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def pipeline(self, verb: str, *options: str, expect: int = 0) -> str:
        return self.headgate("pipeline", verb, str(self.file), *options, expect=expect)

    def traffic(self, *options: str) -> Truth:
        truth = self.file.parent / "truth.json"
        self.headgate("traffic", str(self.file), "--truth", str(truth), "--rate", "300", *options)
        return Truth.load(truth)

    @property
    def settings(self) -> Settings:
        return settings_of(self.stack)

    def outputs(self) -> dict[Route, list[Seen]]:
        topic = self.contract.streams[0].topic.name
        return {route: records(self.settings, output_topic(topic, route)) for route in OUTPUTS}

    def arrived(self, total: int) -> dict[Route, list[Seen]]:
        """The outputs once they hold `total` records."""

        def look() -> dict[Route, list[Seen]] | None:
            found = self.outputs()
            return found if sum(map(len, found.values())) >= total else None

        return wait_until(f"{total} routed records", ARRIVAL_SECONDS, look)


@pytest.fixture
def running(stack: LocalStack, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    """The contract file named by the test's parameter; its jobs are cancelled at the end."""
    name = getattr(request, "param", "clickstream.events.odcs.yaml")
    contract = read_file(CONTRACTS / name).contract
    assert contract is not None
    topic = contract.streams[0].topic.name
    own = f"{request.node.originalname.replace('_', '-')}.{topic}"
    file = tmp_path / "contract.odcs.yaml"
    text = (CONTRACTS / name).read_text(encoding="utf-8")
    file.write_text(text.replace(topic, own).replace(f"id: {contract.id}", f"id: {own.replace('.', '-')}"))
    changed = read_file(file).contract
    assert changed is not None
    made = Running(file, changed, stack)
    made.headgate("register", str(file))
    try:
        yield made
    finally:
        made.pipeline("stop")


REFERENCE = pytest.mark.parametrize(
    "running", ["clickstream.events.odcs.yaml", "orders.odcs.yaml"], indirect=True, ids=["avro", "protobuf"]
)


@REFERENCE
def test_every_record_ends_where_it_belongs(running: Running) -> None:
    told = running.pipeline("run", *SLOTS_EACH)
    assert "first checkpoint completed" in told
    assert "checkpoint interval T = 1 s" in told
    truth = running.traffic("--records", str(RECORDS), "--faults", FAULTS, "--seed", "3")
    outputs = running.arrived(truth.total)
    places = [place(one) for found in outputs.values() for one in found]
    assert len(places) == len(set(places)) == truth.total
    for route, found in outputs.items():
        for one in found:
            check_record(truth, route, one)
    if running.contract.streams[0].key == ("user_id",):
        check_no_key_is_readable(running, outputs)
    # The table too: the audit reads it and compares with the truth.
    running.headgate("audit", str(running.file), "--truth", str(running.file.parent / "truth.json"))


def test_a_record_too_large_for_the_sink_is_a_dead_letter_and_stops_nothing(running: Running) -> None:
    topic = running.contract.streams[0].topic.name
    producer = Producer(
        {
            "bootstrap.servers": running.settings.kafka.bootstrap,
            "message.max.bytes": 10 * MEBIBYTE,
            "compression.type": "zstd",
        }
    )
    for size in (MEBIBYTE - 100, 3 * MEBIBYTE):
        producer.produce(topic, key=b"u", value=b"x" * size)
    assert producer.flush(COMMAND_SECONDS) == 0
    running.pipeline("run", "--job", "guard", *SLOTS_EACH)
    truth = running.traffic("--records", "100")
    outputs = running.arrived(truth.total + 2)
    assert len(outputs[Route.CLEAN]) == truth.total
    for one in outputs[Route.DLQ]:
        assert [error["rule"] for error in errors(one)] == ["decode/bad-magic", "route/too-large"]
        assert len(one.content) < MEBIBYTE / 1000


def place(one: Seen) -> tuple[int, int]:
    return int(one.headers["hg.partition"]), int(one.headers["hg.offset"])


def check_record(truth: Truth, route: Route, one: Seen) -> None:
    label = truth.label(*place(one))
    assert label is not None
    assert one.headers["hg.topic"].decode() == truth.topic
    assert one.headers["hg.attempt"] == b"1"
    assert one.headers["hg.contract"].decode() == truth.contract
    assert int(one.headers["hg.timestamp"]) > 0
    kind, _, detail = label.partition(":")
    match kind:
        case "violation" if route is Route.CLEAN:
            assert detail in one.headers["hg.warnings"].decode().split(",")
        case "violation":
            assert detail in {error["rule"] for error in errors(one)}
        case "poison":
            assert [error["rule"].partition("/")[0] for error in errors(one)] == ["decode"]
        case "late":
            assert route is Route.LATE
        case "duplicate":
            assert route is Route.DUPLICATES
        case "unknown-field":
            assert one.headers["hg.unknown"]
        case _:
            assert route is Route.CLEAN, label
    if route is Route.DLQ:
        check_sealed(one)


def check_sealed(one: Seen) -> None:
    """Both contracts name a person: a dead letter can be opened with the key ring only."""
    assert one.headers["hg.envelope"]
    assert one.content.startswith(b"HGE1")
    assert one.headers["__connect.errors.offset"] == one.headers["hg.offset"]


def check_no_key_is_readable(running: Running, outputs: dict[Route, list[Seen]]) -> None:
    """Clickstream's message key is a shopper: it leaves the raw topic as a token only."""
    raw = {(one.partition, one.offset): one.key for one in records(running.settings, outputs_source(outputs))}
    for one in (one for found in outputs.values() for one in found):
        key = raw[place(one)]
        assert key
        assert key != one.key
        assert key not in (one.value or b"")
        assert not any(key in value for value in one.headers.values())


def outputs_source(outputs: dict[Route, list[Seen]]) -> str:
    return outputs[Route.CLEAN][0].headers["hg.topic"].decode()


def errors(one: Seen) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(one.headers["hg.errors"])
    return found


def test_a_job_goes_on_where_it_stopped(running: Running) -> None:
    running.pipeline("run", "--job", "guard", *SLOTS_EACH)
    first = running.traffic("--records", "300", "--seed", "1")
    running.arrived(first.total)
    stopped = running.pipeline("stop", "--job", "guard")
    assert "/savepoint-" in stopped
    # The same ids again, while nothing runs: only a job that kept its state knows them.
    second = running.traffic("--records", "300", "--seed", "1")
    told = running.pipeline("run", "--job", "guard", *SLOTS_EACH)
    assert stopped.rsplit("/", 1)[-1].strip() in told
    outputs = running.arrived(first.total + second.total)
    places = [place(one) for found in outputs.values() for one in found]
    assert len(places) == len(set(places)) == first.total + second.total


CAMPAIGN = """\
      - name: campaign
        logicalType: string
        description: What brought the shopper here.
        customProperties:
          - {property: headgate, value: {number: 90}}
"""
BEFORE = ("      - name: page_url\n", "      - name: items\n")
"""In the middle: the table, which has new columns at its end, is not in the contract's order afterwards."""


@REFERENCE
def test_a_field_that_is_new_gets_a_column(running: Running) -> None:
    running.pipeline("run", *SLOTS_EACH)
    running.traffic("--records", "200", "--seed", "1")
    running.pipeline("stop")
    text = running.file.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0")
    for place in BEFORE:
        text = text.replace(place, CAMPAIGN + place)
    running.file.write_text(text, encoding="utf-8")
    running.headgate("register", str(running.file))
    told = running.pipeline("run", *SLOTS_EACH)
    assert "added to the table: campaign" in told
    second = running.traffic("--records", "200", "--seed", "2")
    running.headgate("audit", str(running.file))
    table = open_table(running.settings, table_name(running.contract.streams[0]))
    assert not isinstance(table, NotRun)
    files = map(ParquetFile, Path(urlsplit(table.location()).path).rglob("*.parquet"))
    written = [file.read(["campaign"])["campaign"] for file in files if "campaign" in file.schema_arrow.names]
    assert sum(len(column) - column.null_count for column in written) > second.total / 2
    assert "added" not in running.pipeline("run", *SLOTS_EACH, "--replace")


def test_a_fresh_job_reads_nothing_twice(running: Running) -> None:
    # No checkpoint is due between traffic and stop: nothing but the stop commits.
    running.pipeline("run", "--job", "guard", "--parallelism", "1", "--interval", "10s")
    first = running.traffic("--records", "300", "--seed", "1")
    running.pipeline("stop", "--job", "guard")
    second = running.traffic("--records", "300", "--seed", "2")
    running.pipeline("run", "--job", "guard", *SLOTS_EACH, "--fresh")
    third = running.traffic("--records", "300", "--seed", "3")
    running.pipeline("run", "--job", "guard", *SLOTS_EACH, "--fresh", "--replace")
    total = first.total + second.total + third.total
    outputs = running.arrived(total)
    places = [place(one) for found in outputs.values() for one in found]
    assert len(places) == len(set(places)) == total


def test_a_fresh_job_does_not_double_unknowingly(running: Running) -> None:
    running.pipeline("run", "--job", "guard", *SLOTS_EACH)
    sent = running.traffic("--records", "300", "--seed", "1")
    running.arrived(sent.total)
    running.pipeline("stop", "--job", "guard")
    stream = running.contract.streams[0]
    beginning = {(stream.topic.name, partition): 0 for partition in range(stream.topic.partitions)}
    Brokers(running.settings).commit(group_id(running.contract, stream, Job.GUARD), beginning)
    refused = running.pipeline("run", "--job", "guard", *SLOTS_EACH, "--fresh", expect=2)
    assert f"would read up to 300 records of {stream.topic.name} again" in refused
    running.pipeline("run", "--job", "guard", *SLOTS_EACH, "--fresh", "--reread")
    running.arrived(2 * sent.total)


def test_one_job_a_stream_and_what_stands_in_the_way_is_told(running: Running) -> None:
    assert "not known to the cluster" in running.pipeline("status", "--job", "guard", expect=1)
    running.pipeline("run", "--job", "guard", *SLOTS_EACH)
    assert "RUNNING" in running.pipeline("status", "--job", "guard")
    refused = running.pipeline("run", "--job", "guard", *SLOTS_EACH, expect=2)
    assert "stop it first, or give --replace" in refused
    assert "free slots" in running.pipeline("run", "--job", "land", "--parallelism", "99", expect=2)
    saved = running.pipeline("savepoint", "--job", "guard").rsplit(": ", 1)[-1].strip()
    running.pipeline("stop", "--job", "guard")
    assert saved in running.pipeline("restore", "--job", "guard", "--from", saved, *SLOTS_EACH)


def test_a_missing_topic_is_told_before_the_start(stack: LocalStack, tmp_path: Path) -> None:
    text = (CONTRACTS / "clickstream.events.odcs.yaml").read_text(encoding="utf-8")
    file = tmp_path / "contract.odcs.yaml"
    file.write_text(text.replace("clickstream.events.v1", "never.registered.v1"))
    line = [HEADGATE, "pipeline", "run", str(file), "--config", str(stack.settings_file)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "error: topic `never.registered.v1` does not exist; create it with `headgate register`"
    )


@pytest.mark.parametrize("file", sorted(CONTRACTS.glob("*.odcs.yaml")), ids=lambda file: file.stem)
def test_the_planner_takes_every_reference_contract(stack: LocalStack, file: Path) -> None:
    contract = read_file(file).contract
    assert contract is not None
    for name, plan in explain(contract, settings_of(stack)):
        optimized = plan.partition("== Optimized Execution Plan ==")[2]
        assert optimized, f"{name}: {plan}"
        # Decoded once a record, and each rule written out once: what the SQL is shaped for.
        assert optimized.count("+- Correlate(invocation=[headgate_decode(") == 1
        for rule in contract.streams[0].expectations:
            assert optimized.count(f"'{rule.name}', null") <= 1
