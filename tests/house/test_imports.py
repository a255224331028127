"""Linting stays light: what it imports, and what each rule may say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from headgate.diagnostics import Message
from headgate.report.rulebook import catalogue, pages
from headgate.rules import all_rules

ROOT = Path(__file__).parents[2]
HEAVY = (
    "aiohttp",
    "asyncio",
    "avro",
    "confluent_kafka",
    "fastavro",
    "google.protobuf",
    "headgate.connect",
    "headgate.edge",
    "headgate.emit",
    "headgate.ops",
    "httpx",
    "jsonschema",
    "numpy",
    "pandas",
    "prometheus_client",
    "pyarrow",
    "pydantic",
    "pyflink",
    "pyiceberg",
    "pyspark",
    "requests",
    "rich",
    "ssl",
    "urllib.request",
)
LINTED = """
import sys
from headgate.cli import root
try:
    root(["lint", sys.argv[1]])
except SystemExit as left:
    assert left.code == 0, left.code
print(*sys.modules, sep="\\n")
"""
LONGEST_TITLE = 72
VAGUE = re.compile(r"\binvalid\b|error occurred|please", re.IGNORECASE)
NOT_IMPERATIVE = ("a ", "an ", "the ", "you ", "it ", "this ", "should ", "must ", "try to ")
MESSAGES = [(rule_id, message) for rule_id, messages in catalogue().items() for message in messages]


def test_linting_imports_nothing_heavy() -> None:
    contract = ROOT / "contracts" / "orders.odcs.yaml"
    done = subprocess.run(
        [sys.executable, "-c", LINTED, str(contract)], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert "headgate.rules" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize(("rule_id", "message"), MESSAGES, ids=[rule_id for rule_id, _ in MESSAGES])
def test_messages_read_alike(rule_id: str, message: Message) -> None:
    del rule_id
    for text in (message.title, message.remedy, message.why, message.label):
        assert not VAGUE.search(text), text
        assert not text.endswith("."), text
    assert len(re.sub(r"\{(\w+)[^}]*\}", r"\1", message.title)) <= LONGEST_TITLE, message.title
    assert message.remedy[0].islower() or message.remedy.startswith("{"), message.remedy
    assert not message.remedy.startswith(NOT_IMPERATIVE), message.remedy


@pytest.mark.parametrize("rule_id", all_rules())
def test_a_rule_has_messages_and_a_page(rule_id: str) -> None:
    rule = all_rules()[rule_id]
    assert rule.messages
    assert rule.page.summary
    assert not rule.reason.endswith(".")


def test_the_rulebook_is_fresh() -> None:
    stale = [str(path) for path, text in pages().items() if (ROOT / path).read_text(encoding="utf-8") != text]
    assert not stale, f"run `headgate generate rulebook`: {stale}"
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "gate" / "rulebook").rglob("*.md")}
    assert written == {str(path) for path in pages()}
