"""Protobuf: our verdicts and those of `buf breaking` on the measurement corpus, and what a pair of schemas costs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.compat.protobuf.corpus import Case, cases

from headgate.compat import check_compatibility
from headgate.compat.check import DIRECTIONS, TRANSITIVE
from headgate.compat.protobuf import parse
from headgate.compat.verdict import Direction
from headgate.model import Compatibility, WireFormat

CATEGORIES = ("WIRE", "WIRE_JSON", "CSR")
BUF_BREAKS = 100
FIELDS = 1000
ROUNDS = 20


@dataclass(frozen=True)
class Score:
    """How often a tool agrees with the corpus, and the CPU seconds that it took."""

    right: int
    passed: int
    refused: int
    unread: int
    cpu_s: float


def section() -> None:
    """Prints agreement and cost."""
    known = cases()
    if not known:
        print("protobuf: the measurement corpus is absent")
        return
    pairs = sum(len(list(held(case))) for case in known)
    print(f"protobuf: {len(known)} cases, {pairs} pairs of schemas")
    print(
        f"{'':14} {'agrees':>8} {'passes a break':>15} {'refuses a sound one':>20} {'cannot read':>12} {'CPU s':>8}"
    )
    print(row("headgate", score(known, ours)), flush=True)
    buf = shutil.which("buf", path=str(Path(sys.executable).parent)) or shutil.which("buf")
    if buf is None:
        print("buf is not installed")
    else:
        for category in CATEGORIES:
            print(row(f"buf {category}", score(known, with_buf(buf, category))), flush=True)
    print(f"{'one schema of ' + str(FIELDS) + ' fields, read and compared':50} {large() * 1000:8.1f} ms")


def row(name: str, of: Score) -> str:
    counts = f"{of.right:8} {of.passed:15} {of.refused:20} {of.unread:12}"
    return f"{name:14} {counts} {of.cpu_s:8.3f}"


def score(known: list[Case], judge: Callable[[Case], bool | None]) -> Score:
    before = cpu()
    verdicts = [(case.compatible, judge(case)) for case in known]
    spent = cpu() - before
    return Score(
        sum(expected is given for expected, given in verdicts),
        sum(given is True and not expected for expected, given in verdicts),
        sum(given is False and expected for expected, given in verdicts),
        sum(given is None for _, given in verdicts),
        spent,
    )


def cpu() -> float:
    """CPU seconds of this process and of those it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def ours(case: Case) -> bool:
    parse.cache_clear()
    return check_compatibility(WireFormat.PROTOBUF, case.mode, new=case.new, history=case.history).compatible


def with_buf(buf: str, category: str) -> Callable[[Case], bool | None]:
    """A judge that runs buf once a pair; buf reads backwards, so a forward pair is turned round."""

    def judge(case: Case) -> bool | None:
        statuses = {breaking(buf, category, reader, writer) for reader, writer in held(case)}
        return None if statuses - {0, BUF_BREAKS} else BUF_BREAKS not in statuses

    return judge


def held(case: Case) -> Iterator[tuple[str, str]]:
    """The pairs of reader and writer that the mode holds against each other."""
    history = case.history if case.mode in TRANSITIVE else case.history[-1:]
    for old in history:
        for direction in DIRECTIONS[case.mode]:
            yield (case.new, old) if direction is Direction.BACKWARD else (old, case.new)


def breaking(buf: str, category: str, reader: str, writer: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("new", reader), ("old", writer)):
            (Path(folder) / name).mkdir()
            (Path(folder) / name / "judged.proto").write_text(text)
        config = f'{{"version":"v2","breaking":{{"use":["{category}"]}}}}'
        words = [buf, "breaking", ".", "--against", "../old", "--config", config]
        return subprocess.run(words, cwd=Path(folder) / "new", capture_output=True, check=False).returncode


def large() -> float:
    """CPU seconds to read a large schema twice and hold it against itself; the best of the rounds."""
    fields = "\n".join(f"  optional string field_{number} = {number};" for number in range(1, FIELDS + 1))
    text = f'syntax = "proto3";\npackage bench;\nmessage Wide {{\n{fields}\n}}\n'
    return min(once(text) for _ in range(ROUNDS))


def once(text: str) -> float:
    parse.cache_clear()
    before = time.process_time()
    check_compatibility(WireFormat.PROTOBUF, Compatibility.BACKWARD, new=text, history=[text + "\n"])
    return time.process_time() - before
