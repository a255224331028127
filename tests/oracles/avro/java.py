"""What Apache Avro Java says of pairs of schemas: one JVM for all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
JVM = ROOT / "reference_pipelines" / "jvm"
AVRO = JVM / "functions" / "target" / "headgate-functions.jar"
"""The guard's jar: it carries the Avro library, under another package."""
PROGRAM = Path(__file__).with_name("Verdicts.java")


@dataclass(frozen=True)
class Answer:
    """Java's word on one pair: a refused text, a comparison that threw, or the differences by type and location."""

    refused: str = ""
    failed: str = ""
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def compatible(self) -> bool:
        return not self.refused and not self.failed and not self.differences


def why_not() -> str:
    """Why Java cannot be asked; empty when it can."""
    if shutil.which("java") is None:
        return "java is not installed"
    return "" if AVRO.is_file() and loggers() else "the JVM parts are not built: run `make setup`"


def loggers() -> list[Path]:
    """The logging interface that Avro wants, as the servers have it."""
    return sorted((JVM / "runtime" / "target" / "kafka").glob("slf4j-api-*.jar"))


def verdicts(pairs: Iterable[tuple[str, str]]) -> list[Answer]:
    """Java's answers in the pairs' order."""
    lines = "".join(json.dumps({"reader": reader, "writer": writer}) + "\n" for reader, writer in pairs)
    command = ["java", "-cp", f"{AVRO}:{loggers()[-1]}", str(PROGRAM)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [answer(line) for line in done.stdout.splitlines()]


def answer(line: str) -> Answer:
    said = json.loads(line)
    differences = tuple((type_, location) for type_, location in said.get("differences", ()))
    return Answer(said.get("refused", ""), said.get("failed", ""), differences)
