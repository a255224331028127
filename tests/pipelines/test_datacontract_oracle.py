"""`datacontract test` on the real topic and our audit of the guard behind it count the same broken records."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.edge.reference import CONTRACTS
from tests.oracles.datacontract_cli import require_datacontract, theirs, with_server
from tests.pipelines import test_pipeline
from tests.pipelines.test_pipeline import ARRIVAL_SECONDS, SLOTS_EACH, Running
from tests.pipelines.topics import records

from headgate.connect.flink import wait_until

running = test_pipeline.running

RECORDS = 1200
VIOLATIONS = 0.1
NAME = "clickstream.events.odcs.yaml"
UNREAD = "event_id.required"
"""datacontract-cli 1.2.8 reads every Avro UUID of a topic as null."""


def served(running: Running) -> str:
    """The contract of the test's own topic, on the stack's broker, as datacontract-cli reads it."""
    broker = running.stack["kafka"]["bootstrap"]
    text = (CONTRACTS / NAME).read_text(encoding="utf-8")
    text = text.replace(
        "physicalName: clickstream.events.v1", f"physicalName: {running.contract.streams[0].topic.name}"
    )
    return with_server(text, f'{{server: local, type: kafka, host: "{broker}", format: avro}}', table=False)


def closed_books(running: Running, total: int) -> dict[str, Any]:
    """The audit's report once the guard has committed all that was produced."""

    def look() -> dict[str, Any] | None:
        told = json.loads(running.headgate("audit", str(running.file), "--format", "json"))["streams"][0]
        return told if told["expected"] >= total else None

    return wait_until(f"{total} records in the books", ARRIVAL_SECONDS, look)


@pytest.mark.parametrize("running", [NAME], indirect=True)
def test_what_the_audit_counts_is_what_they_count(running: Running) -> None:
    require_datacontract("confluent_kafka")
    running.pipeline("run", *SLOTS_EACH)
    truth = running.traffic(
        "--records", str(RECORDS), "--faults", f"violations={VIOLATIONS:.0%}", "--seed", "5"
    )
    audit = closed_books(running, truth.total)
    copy = running.file.with_name("theirs.odcs.yaml")
    copy.write_text(served(running), encoding="utf-8")
    counted = theirs(copy, DATACONTRACT_KAFKA_SCHEMA_REGISTRY_URL=running.stack["registry"]["url"])
    by_rule = audit["deadLettersByRule"] | audit["warningsByRule"]
    assert counted.rows == audit["expected"] == len(records(running.settings, str(audit["topic"])))
    broken = {rule: count for rule, count in counted.broken.items() if rule != UNREAD}
    assert broken == {rule: by_rule.get(rule, 0) for rule in broken}
    assert sum(broken.values()) >= RECORDS * VIOLATIONS / 2
    assert counted.broken[UNREAD] == counted.rows
