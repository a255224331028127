"""The rules that judge evidence, and the policy that they judge under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from headgate.diagnostics import Finding
from headgate.lint import Context, Needs, Policy, Rule
from headgate.lint.evidence import Evidence
from headgate.model import Stream

if TYPE_CHECKING:
    from headgate.change import Regrades


@dataclass(frozen=True, slots=True)
class Bench:
    """The rules that judge, the policy they run under, and its own verdicts on kinds of changes."""

    rules: tuple[Rule, ...]
    policy: Policy
    regrades: Regrades = field(default_factory=lambda: MappingProxyType({}))

    @property
    def contract_rules(self) -> tuple[Rule, ...]:
        """The rules that look at the contract and its changes."""
        return tuple(rule for rule in self.rules if Needs.HISTORY in rule.needs or not rule.needs)

    def judge(self, node: Evidence, context: Context) -> Iterator[Finding]:
        """What the rules find in a piece of evidence."""
        for rule in self.rules:
            if rule.on is type(node) and self.policy.takes(rule.id):
                for finding in rule.judge(node, context):
                    why = finding.why or rule.reason
                    yield replace(finding, rule=rule.id, severity=rule.severity, why=why)


def of_stream(whole: Context, stream: Stream) -> Context:
    """The context of one of the contract's streams."""
    pointer = whole.source.origins.streams.get(stream.name, "/schema")
    return replace(whole, pointer=pointer, around=stream)
