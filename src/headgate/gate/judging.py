"""One contract held against all of its past: linted, compared with the last version, its wire with every one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from headgate.diagnostics import Finding, Place
from headgate.gate.bench import Bench, of_stream
from headgate.gate.evidence import Evidence, evidence_of
from headgate.gate.wires import Heard, held
from headgate.history import Gone, History, Past, Version
from headgate.lint import Comparison, Context, NotRun, Report, joined, lint
from headgate.lint.engine import context_of
from headgate.lint.evidence import GoneContract
from headgate.lint.predecessor import Predecessor, followed, predecessor
from headgate.odcs import Reading, read_text

WIRE: Final = "wire/incompatible"
MOST_NAMED: Final = 3


def judged(readings: Iterable[Reading], past: Past, bench: Bench) -> Report:
    """The report of all contracts against their past, and of those that are gone."""
    reports = [_one(reading, past.histories.get(reading.source_map.path), bench) for reading in readings]
    return joined([*reports, *(_gone(lost, bench) for lost in past.gone)])


def alone(readings: Iterable[Reading], bench: Bench) -> Report:
    """The report of contracts whose past is not at hand: only the rules that need none are run."""
    rules = [rule for rule in bench.rules if not rule.needs]
    return joined(lint(reading, rules, bench.policy) for reading in readings)


def _one(reading: Reading, history: History | None, bench: Bench) -> Report:
    if reading.contract is None or history is None:
        return alone([reading], bench)
    if history.last is None:
        return replace(alone([reading], bench), comparisons=(_new(reading, history),))
    before = _before(reading, history, bench)
    report = lint(reading, bench.contract_rules, bench.policy, before=before)
    evidence = evidence_of(reading.contract, history.versions)
    heard = _heard(evidence, context_of(reading), bench)
    told = sorted((*report.findings, *heard.findings), key=lambda one: one.place.span)
    return replace(
        report,
        findings=tuple(told),
        not_run=(*report.not_run, *_not_run(reading.source_map.path, evidence, heard)),
        comparisons=() if before is None else (_compared(reading, before, history),),
    )


def _before(reading: Reading, history: History, bench: Bench) -> Predecessor | None:
    """What changed since the version that the contract follows."""
    assert reading.contract is not None, "no contract follows none"
    newest_first = (_read(version, reading) for version in reversed(history.versions))
    earlier = followed(newest_first, reading.contract.version)
    return None if earlier is None else predecessor(earlier, reading.contract, bench.regrades)


def _read(version: Version, now: Reading) -> Reading:
    """An earlier version; of a file that did not change the reading is at hand."""
    same = version.content.replace(b"\r\n", b"\n") == now.source_map.text.replace("\r\n", "\n").encode()
    if not same:
        return read_text(version.content, version.path)
    return replace(now, source_map=replace(now.source_map, path=version.path))


def _heard(evidence: Evidence, whole: Context, bench: Bench) -> Heard:
    findings: list[Finding] = []
    untold: list[str] = list(evidence.unspelled)
    if evidence.versions.earlier:
        findings += bench.judge(evidence.versions, whole)
    told: set[tuple[str, Place]] = set()
    for wire in evidence.wires:
        heard = held(wire, of_stream(whole, wire.stream), bench)
        untold += heard.untold
        # The clean record is the raw one, treated: what is told of a field there need not be told twice.
        findings += [one for one in heard.findings if not wire.clean or (one.rule, one.place) not in told]
        told |= {(one.rule, one.place) for one in heard.findings}
    return Heard(tuple(findings), tuple(untold))


def _not_run(path: str, evidence: Evidence, heard: Heard) -> Iterator[NotRun]:
    if evidence.unread:
        named = ", ".join(evidence.unread[:MOST_NAMED]) + (", …" if len(evidence.unread) > MOST_NAMED else "")
        told = "version is no contract" if len(evidence.unread) == 1 else "versions are no contracts"
        yield NotRun(WIRE, path, f"{len(evidence.unread)} earlier {told}: {named}")
    for reason in heard.untold:
        yield NotRun(WIRE, path, reason)


def _compared(reading: Reading, before: Predecessor, history: History) -> Comparison:
    # Loaded where something is compared: it brings all kinds of changes.
    from headgate.lint.changed import compared  # noqa: PLC0415

    return compared(context_of(reading, before), source=history.source, versions=len(history.versions))


def _new(reading: Reading, history: History) -> Comparison:
    assert reading.contract is not None, "a contract without a past is new"
    return Comparison.of_new(reading.source_map.path, reading.contract, history.source)


def _gone(lost: Gone, bench: Bench) -> Report:
    version = lost.version
    reading = read_text(version.content, version.path)
    if reading.contract is None:
        return Report()
    node = GoneContract(lost.path, version.label)
    return Report(findings=tuple(bench.judge(node, context_of(reading))))
