"""Traffic against a real broker: the truth says what is really in the topic, offset by offset."""

from __future__ import annotations

import io
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fastavro
import pytest
from fastavro.types import Schema
from tests.edge.reference import CONTRACTS
from tests.pipelines.local import LocalStack
from tests.pipelines.test_register import HEADGATE, register
from tests.pipelines.topics import Seen, newest_schema, records, settings_of, until_written

from headgate.connect.truth import Truth
from headgate.edge.framing import HEADER_BYTES, schema_id_of
from headgate.odcs import read_file

SECONDS = 120
FAULTS = "duplicates=5%,late=5%,violations=5%,unknown-fields=5%,poison=5%,old-version=5%"


@pytest.fixture
def clicks(stack: LocalStack, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The clickstream contract, registered, with a topic of this test's own."""
    text = (CONTRACTS / "clickstream.events.odcs.yaml").read_text(encoding="utf-8")
    file = tmp_path / "contract.odcs.yaml"
    file.write_text(
        text.replace("clickstream.events.v1", f"{request.node.name.replace('[', '.').strip(']')}.v1"),
        encoding="utf-8",
    )
    assert register(stack, file).returncode == 0
    return file


def command(stack: LocalStack, contract: Path, *options: str) -> list[str]:
    config = ["--config", str(stack.settings_file)]
    return [HEADGATE, "traffic", str(contract), *config, *options]


def traffic(stack: LocalStack, contract: Path, *options: str) -> Truth:
    truth = contract.parent / "truth.json"
    done = subprocess.run(
        command(stack, contract, "--truth", str(truth), *options),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Truth.load(truth)


@pytest.mark.parametrize("mode", [[], ["--transactional"]], ids=["idempotent", "transactional"])
def test_the_truth_is_what_the_topic_holds(stack: LocalStack, clicks: Path, mode: list[str]) -> None:
    truth = traffic(stack, clicks, "--rate", "500", "--for", "3s", "--faults", FAULTS, "--seed", "5", *mode)
    messages = records(settings_of(stack), truth.topic)
    assert truth.total == len(messages) == 1_500
    labelled = [(truth.label(one.partition, one.offset), one.value) for one in messages]
    sound = {value for label, value in labelled if label == "clean"}
    for label, value in labelled:
        match label:
            case None:
                pytest.fail("a record that the truth does not know")
            case "poison:null":
                assert value is None
            case "poison:bad-magic" | "poison:too-short":
                assert schema_id_of(value or b"") is None
            case "duplicate":
                assert value in sound
            case _:
                assert schema_id_of(value or b"")


@contextmanager
def running(
    stack: LocalStack, contract: Path, *options: str, **environ: str
) -> Iterator[subprocess.Popen[str]]:
    """Traffic of a minute that has written its first records; it is killed at the end."""
    asked = ("--truth", str(contract.parent / "truth.json"), "--rate", "200", "--for", "60s", *options)
    process = subprocess.Popen(
        command(stack, contract, *asked),
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until_written(settings_of(stack), topic_of(contract))
        yield process
    finally:
        process.kill()
        process.communicate()


def topic_of(contract: Path) -> str:
    found = read_file(contract).contract
    assert found is not None
    return found.streams[0].topic.name


@pytest.mark.parametrize("mode", [[], ["--transactional"]], ids=["idempotent", "transactional"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_a_signal_ends_the_traffic_with_its_truth(
    stack: LocalStack, clicks: Path, sent: signal.Signals, mode: list[str]
) -> None:
    with running(stack, clicks, *mode) as process:
        process.send_signal(sent)
        assert process.wait(SECONDS) == 0
    written = Truth.load(clicks.parent / "truth.json")
    assert 0 < written.total < 200 * 60
    held = records(settings_of(stack), written.topic)
    assert written.total == len(held)
    assert all(written.label(one.partition, one.offset) == "clean" for one in held)


def test_a_broker_that_goes_away_leaves_the_truth_of_what_it_took(stack: LocalStack, clicks: Path) -> None:
    with running(stack, clicks, HEADGATE_KAFKA_MESSAGE_TIMEOUT_MS="2000") as process:
        stack.run("stop", "kafka-1")
        try:
            _, said = process.communicate(timeout=SECONDS)
        finally:
            stack.run("start", "kafka-1")
    assert process.returncode == 3
    assert "error: kafka did not deliver " in said
    written = Truth.load(clicks.parent / "truth.json")
    held = {(one.partition, one.offset) for one in records(settings_of(stack), written.topic)}
    claimed = {(part, offset) for part, offsets in written.offsets["clean"].items() for offset in offsets}
    assert 0 < written.total == len(claimed)
    assert claimed <= held


def test_copies_are_sound_records_with_ids_and_times_of_their_own(stack: LocalStack, clicks: Path) -> None:
    truth = traffic(stack, clicks, "--rate", "max", "--for", "60s", "--records", "5000", "--template")
    messages = records(settings_of(stack), truth.topic)
    assert truth.counts == {"clean": len(messages)}
    assert 5_000 <= len(messages) < 6_000
    schema = newest_schema(settings_of(stack), truth.topic)
    events = [event_of(one, schema) for one in messages]
    assert len({event.event_id for event in events}) == len(messages)
    assert [one.key for one in messages] == [event.user_id.encode() for event in events]
    behind = [one.timestamp_s - event.at_s for one, event in zip(messages, events, strict=True)]
    assert min(behind) > -1
    assert max(behind) < SECONDS


@dataclass(frozen=True)
class Event:
    event_id: str
    user_id: str
    at_s: float


def event_of(one: Seen, schema: Schema) -> Event:
    event = fastavro.schemaless_reader(io.BytesIO(one.content[HEADER_BYTES:]), schema, None)
    assert isinstance(event, dict)
    return Event(str(event["event_id"]), str(event["user_id"]), event["occurred_at"].timestamp())
