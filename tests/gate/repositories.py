"""Real git repositories of one contract or two, made step by step."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FILE = "contracts/shop.yaml"
ENTRY = "import sys; sys.argv[0] = 'headgate'; from headgate.cli import main; main()"
LIMIT_S = 60
WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_AUTHOR_DATE": "2026-01-31T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-31T12:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ALLOW_PROTOCOL": "file",
    "COLUMNS": "100",
    "NO_COLOR": "1",
}
TOTAL = ("total", "integer")
NOTE = ("note", "string")
NEEDED = ("note", "string, required: true")
TEXT_TOTAL = ("total", "string")


def contract(version: str, *fields: tuple[str, str], identity: str = "shop", form: str = "avro") -> str:
    """A sound contract; a field is optional unless its type says otherwise."""
    rows = "".join(f"      - {{name: {name}, logicalType: {of}, description: D.}}\n" for name, of in fields)
    return f"""\
apiVersion: v3.2.0
kind: DataContract
id: {identity}
name: Shop
version: {version}
status: active
team: {{name: web}}
description: {{purpose: What shoppers do.}}
servers:
  - {{server: production, type: kafka, host: "kafka:9092", format: {form}}}
schema:
  - name: Order
    physicalName: {identity}.orders.v1
    physicalType: topic
    properties:
      - {{name: id, logicalType: string, required: true, primaryKey: true, description: The order.}}
{rows}\
"""


@dataclass(frozen=True)
class Repository:
    """A working tree, and what is done in it."""

    root: Path

    @classmethod
    def made(cls, root: Path) -> Repository:
        root.mkdir(parents=True)
        made = cls(root)
        made.git("init", "-q", "-b", "main")
        return made

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.root, env={**os.environ, **WHO}, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def write(self, text: str | bytes, file: str = FILE) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, *texts: str | bytes, file: str = FILE) -> Repository:
        """One commit a text; what else changed in the tree is committed with the first, or alone."""
        for text in texts:
            self.write(text, file)
            self.git("add", "-A")
            self.git("commit", "-q", "-m", "Change")
        if not texts:
            self.git("add", "-A")
            self.git("commit", "-q", "-m", "Change")
        return self

    def move(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def gate(self, *words: str, given: str = "", **environment: str) -> Told:
        """What `headgate gate` says of the tree, and its exit status; `given` stands on its standard input."""
        return self.headgate("gate", *words, given=given, **environment)

    def headgate(self, *words: str, given: str = "", **environment: str) -> Told:
        """The same of any command."""
        done = subprocess.run(
            [sys.executable, "-c", ENTRY, *words],
            cwd=self.root,
            env={**os.environ, **WHO, **environment},
            input=given.encode(),
            capture_output=True,
            timeout=LIMIT_S,
            check=False,
        )
        return Told(done.stdout.decode() + done.stderr.decode(), done.returncode)


@dataclass(frozen=True)
class Told:
    """The report, and the exit status."""

    text: str
    status: int

    @property
    def rules(self) -> list[str]:
        """The rules of the errors, in order."""
        lines = self.text.splitlines()
        return [line[6 : line.index("]")] for line in lines if line.startswith("error[")]
