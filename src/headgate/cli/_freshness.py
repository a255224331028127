"""Whether generated files are what their contracts would generate now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from headgate.cli._generation import Generation, generated, made_here, on_disk
from headgate.cli._sound import Sound
from headgate.diagnostics import Finding, Severity
from headgate.emit import backend_names
from headgate.gate import Bench
from headgate.lint.engine import context_of
from headgate.lint.evidence import GeneratedFile
from headgate.odcs import Reading

LONGEST: int = 60


def targets_here(out: Path) -> tuple[str, ...]:
    """The back ends that generated something under `out`."""
    made = made_here(out)
    return tuple(name for name in backend_names() if name in made)


def stale(
    readings: Iterable[Reading], targets: tuple[str, ...], out: Path, bench: Bench
) -> Iterator[Finding]:
    """What rules find in the files of `targets` that are not as the contracts without errors would have them."""
    for reading in readings:
        if reading.contract is None or any(one.severity is Severity.ERROR for one in reading.findings):
            continue
        sound = Sound(reading.contract, reading.source_map)
        for target in targets:
            for file in _differing(generated((target,), (sound,), exact=False), target, out):
                yield from bench.judge(file, context_of(reading))


def _differing(generation: Generation, target: str, out: Path) -> Iterator[GeneratedFile]:
    for path, text in generation.files.items():
        old = on_disk(out / path)
        if old is None:
            yield GeneratedFile(str(path), target)
        elif old != text:
            yield GeneratedFile(str(path), target, _first_difference(old, text))


def _first_difference(old: str, new: str) -> str:
    pairs = enumerate(zip_longest(old.splitlines(), new.splitlines(), fillvalue=""), 1)
    number, before, after = next(
        ((number, *pair) for number, pair in pairs if pair[0] != pair[1]), (1, "another line end", "LF")
    )
    return f"line {number} is `{_short(before)}` and would be `{_short(after)}`"


def _short(line: str) -> str:
    stripped = line.strip()
    return stripped if len(stripped) <= LONGEST else f"{stripped[:LONGEST]}…"
