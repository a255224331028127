"""Which topics a stream needs, and with which settings."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.samples import clickstream

from headgate.emit.protocol import Options
from headgate.emit.topics import EMITTER, TopicPlan, topic_plans
from headgate.model import Cleanup, Contract

DAY_MS = 86_400_000


def with_topic(**changes: object) -> Contract:
    contract = clickstream()
    stream = contract.streams[0]
    return replace(contract, streams=(replace(stream, topic=replace(stream.topic, **changes)),))  # type: ignore[arg-type]


def plans(contract: Contract, options: Options | None = None) -> dict[str, TopicPlan]:
    made = topic_plans(contract, options or Options())
    return {plan.name.removeprefix("clickstream.events.v1").removeprefix(".") or "raw": plan for plan in made}


def test_the_raw_topic_comes_first_and_outputs_have_as_many_partitions() -> None:
    made = plans(clickstream())
    assert list(made) == ["raw", "clean", "dlq", "late", "duplicates", "staging"]
    assert {plan.partitions for plan in made.values()} == {12}


def test_the_raw_topic_keeps_the_brokers_time() -> None:
    made = plans(clickstream())
    assert made["raw"].config["message.timestamp.type"] == "LogAppendTime"
    assert {made[name].config["message.timestamp.type"] for name in ("clean", "dlq")} == {"CreateTime"}


@pytest.mark.parametrize(("days", "kept"), [(7, 14), (14, 14), (30, 30)])
def test_dead_letters_are_kept_two_weeks_and_as_long_as_the_source(days: int, kept: int) -> None:
    made = plans(with_topic(retention=timedelta(days=days)))
    assert made["dlq"].config["retention.ms"] == str(kept * DAY_MS)
    assert made["late"].config["retention.ms"] == str(days * DAY_MS)


def test_for_ever_is_for_ever() -> None:
    assert {plan.config["retention.ms"] for plan in plans(with_topic(retention=None)).values()} == {"-1"}


def test_only_the_clean_topic_of_a_compacted_stream_is_compacted() -> None:
    made = plans(with_topic(cleanup=Cleanup.COMPACT, retention=None))
    compacted = [name for name, plan in made.items() if plan.config["cleanup.policy"] == "compact"]
    assert compacted == ["raw", "clean"]
    assert made["dlq"].config["retention.ms"] == str(14 * DAY_MS)


def test_a_small_cluster_gets_what_it_can_hold() -> None:
    made = plans(clickstream(), Options(replication=1))
    assert {(plan.replication, plan.config["min.insync.replicas"]) for plan in made.values()} == {(1, "1")}
    forced = plans(clickstream(), Options(replication=3, min_insync=1))["raw"]
    assert (forced.replication, forced.config["min.insync.replicas"]) == (3, "1")


def test_the_commands_are_a_sound_script(tmp_path: Path) -> None:
    files = EMITTER.emit(with_topic(cleanup=Cleanup.COMPACT_DELETE), Options()).files
    script = next(text for path, text in files.items() if path.suffix == ".sh")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("kafka-topics.sh", "kafka-configs.sh"):
        (tools / name).write_text(
            f'#!/bin/sh\nfor word; do printf "%s|" "$word"; done >> "{tmp_path}/calls"\necho >> "{tmp_path}/calls"\n'
        )
        (tools / name).chmod(0o755)
    (tmp_path / "topics.sh").write_text(script)
    environment = {"BOOTSTRAP": "broker:9092", "KAFKA_BIN": f"{tools}/", "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", str(tmp_path / "topics.sh"), "--x"], env=environment, check=True)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len(calls) == 12
    assert calls[0].startswith(
        "--bootstrap-server|broker:9092|--x|--create|--if-not-exists|--topic|clickstream.events.v1|"
    )
    assert "cleanup.policy=[compact,delete]," in calls[1]
    environment.pop("BOOTSTRAP")
    assert (
        subprocess.run(
            ["sh", str(tmp_path / "topics.sh")], env=environment, capture_output=True, check=False
        ).returncode
        != 0
    )
