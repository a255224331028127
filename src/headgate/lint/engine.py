"""Runs rules over a reading: what they find, and which of them could not be run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from headgate.diagnostics import Finding, Severity
from headgate.lint.comparison import Comparison
from headgate.lint.context import Context
from headgate.lint.exemption import Waived
from headgate.lint.fields import walk
from headgate.lint.predecessor import Predecessor
from headgate.lint.rule import Document, Needs, Node, Rule
from headgate.model import Stream
from headgate.odcs.reading import Reading
from headgate.odcs.source import SourceMap

Visit: TypeAlias = "tuple[Node, Context]"


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rules run (areas or rule ids; none selected means all), and from which severity a report fails."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    present: frozenset[Needs] = frozenset()

    def takes(self, rule_id: str) -> bool:
        """Whether findings of that rule are wanted."""
        names = (rule_id, rule_id.split("/", 1)[0])
        chosen = not self.select or any(name in self.select for name in names)
        return chosen and not any(name in self.ignore for name in names)


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not judge a file (`rule` is empty for all of them), and why."""

    rule: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What linting gave. `sources` are the texts by path; `unread` the files that no contract could be read from.

    `comparisons` are the contracts that were held against their past; none when only linting was asked for.
    `waived` are findings that a waiver or a suppression covers, `known` those that the baseline had already: neither
    counts, both are kept. `beside` are the texts of files that are no contracts, but have findings (the waivers).
    """

    findings: tuple[Finding, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    waived: tuple[Waived, ...] = ()
    known: tuple[Finding, ...] = ()
    beside: dict[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """Every text that a finding may point into, by path."""
        return self.beside | self.sources

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def fails(self, policy: Policy) -> bool:
        """Whether a finding weighs as much as the policy's `fail_on`."""
        return any(finding.severity.rank <= policy.fail_on.rank for finding in self.findings)


def lint(
    reading: Reading,
    rules: Iterable[Rule],
    policy: Policy | None = None,
    *,
    before: Predecessor | None = None,
) -> Report:
    """The reader's findings and the rules', by place.

    Errors of the reader are always told: a policy cannot hide that a text was not understood. With a version `before`
    the rules on changes run too.
    """
    policy = policy or Policy()
    source = reading.source_map
    told = [
        found for found in reading.findings if found.severity is Severity.ERROR or policy.takes(found.rule)
    ]
    if reading.contract is None:
        return _unread(told, source)
    present = policy.present if before is None else policy.present | {Needs.HISTORY}
    wanted = [rule for rule in rules if policy.takes(rule.id)]
    ready = [rule for rule in wanted if rule.needs <= present]
    told += _findings(context_of(reading, before), ready)
    absent = tuple(_absent(rule, source.path, present) for rule in wanted if rule not in ready)
    return Report(tuple(sorted(told, key=_order)), absent, {source.path: source.text})


def joined(reports: Iterable[Report], skipped: Iterable[str] = ()) -> Report:
    """One report of many files, in the order they were given."""
    parts = tuple(reports)
    return Report(
        findings=tuple(finding for part in parts for finding in part.findings),
        not_run=tuple(absent for part in parts for absent in part.not_run),
        sources={path: text for part in parts for path, text in part.sources.items()},
        unread=tuple(path for part in parts for path in part.unread),
        skipped=tuple(skipped),
        comparisons=tuple(held for part in parts for held in part.comparisons),
        waived=tuple(covered for part in parts for covered in part.waived),
        known=tuple(finding for part in parts for finding in part.known),
        beside={path: text for part in parts for path, text in part.beside.items()},
    )


def _unread(findings: list[Finding], source: SourceMap) -> Report:
    reason = "no contract could be read from the file"
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return Report(
        tuple(sorted(findings, key=_order)),
        (NotRun("", source.path, reason),),
        {source.path: source.text},
        (source.path,) if failed else (),
    )


def _absent(rule: Rule, path: str, present: frozenset[Needs]) -> NotRun:
    missing = sorted(need.value for need in rule.needs - present)
    return NotRun(rule.id, path, f"needs {' and '.join(missing)}")


def _order(finding: Finding) -> tuple[object, ...]:
    return (finding.place.span, finding.severity.rank, finding.rule, finding.title)


def context_of(reading: Reading, before: Predecessor | None = None) -> Context:
    """The context of the contract itself; the reading must have one."""
    assert reading.contract is not None, "a text that is no contract has no context"
    return Context(reading.contract, reading.source_map, reading.document, "", before=before)


def _findings(base: Context, rules: list[Rule]) -> Iterator[Finding]:
    by_node: dict[type, list[Rule]] = {}
    for rule in rules:
        by_node.setdefault(rule.on, []).append(rule)
    for node, context in _visits(base):
        yield from _judged(node, context, by_node)
    if base.before is None:
        return
    for change in base.before.told:
        for finding in _judged(change, base, by_node):
            # A version that says that something broke is no error: whom it hits is still worth telling.
            yield replace(finding, severity=Severity.NOTE) if base.before.is_covered else finding


def _judged(node: Node, context: Context, by_node: dict[type, list[Rule]]) -> Iterator[Finding]:
    for rule in by_node.get(type(node), ()):
        for finding in rule.judge(node, context):
            yield replace(finding, rule=rule.id, severity=rule.severity, why=finding.why or rule.reason)


def _visits(base: Context) -> Iterator[Visit]:
    origins = base.source.origins
    yield Document(base.document), base
    yield base.contract, base
    for stream in base.contract.streams:
        yield from _in_stream(stream, base)
    for objective in base.contract.objectives:
        yield objective, replace(base, pointer=origins.objectives.get(objective.name, "/slaProperties"))


def _in_stream(stream: Stream, base: Context) -> Iterator[Visit]:
    origins = base.source.origins
    home = replace(base, pointer=origins.streams.get(stream.name, "/schema"), around=stream)
    yield stream, home
    for path, inner in walk(stream.fields):
        pointer = origins.fields.get((stream.name, path), home.pointer)
        yield inner, replace(home, pointer=pointer, path=path)
    for expectation in stream.expectations:
        pointer = origins.expectations.get((stream.name, expectation.name), home.pointer)
        yield expectation, replace(home, pointer=pointer)
