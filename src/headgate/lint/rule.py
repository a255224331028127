"""What a rule is: one module whose path is the id, whose docstring is the page, whose `check` finds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint.context import Context
from headgate.model import Contract, Expectation, Field, Objective, Stream

if TYPE_CHECKING:
    from headgate.change import Change
    from headgate.lint.evidence import Evidence


class RuleError(Exception):
    """A rule module that breaks the form: a fault of the program, told at start-up."""


class Needs(Enum):
    """What a rule cannot judge without; the value completes "not run: needs …"."""

    HISTORY = "an earlier version of the contract"
    REGISTRY = "a schema registry"
    GENERATED = "generated files"


@dataclass(frozen=True, slots=True)
class Document:
    """The YAML value of the whole text, for rules about what the model does not keep."""

    value: object


Node: TypeAlias = "Document | Contract | Stream | Field | Expectation | Objective | Change | Evidence"
"""What a rule can look at: a part of a contract, a change from the version before it, or what lies beside it."""

N = TypeVar("N", bound=Node)
Judge: TypeAlias = "Callable[[Node, Context], Iterator[Finding]]"

DASH: Final = " — "


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's docstring, taken apart: one sentence and two paragraphs."""

    summary: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine runs it; `module` is where it was written."""

    id: str
    on: type[object]
    severity: Severity
    since: str
    needs: frozenset[Needs]
    module: str
    judge: Judge

    @property
    def page(self) -> Page:
        """The docstring's parts; RuleError when it is not of the form."""
        return read_page(self.id, sys.modules[self.module].__doc__ or "")

    @property
    def messages(self) -> dict[str, Message]:
        """The module's messages by constant name, in declaration order."""
        names = vars(sys.modules[self.module]).items()
        return {name: value for name, value in names if isinstance(value, Message)}

    @property
    def reason(self) -> str:
        """The first sentence of the page's `Why`, without its full stop."""
        return self.page.why.split(". ", 1)[0].rstrip(".")


def rule(
    *, on: type[N], severity: Severity, since: str, needs: frozenset[Needs] = frozenset()
) -> Callable[[Callable[[N, Context], Iterator[Finding]]], Rule]:
    """Makes a module's `check` the rule whose id is the module's path."""

    def made(check: Callable[[N, Context], Iterator[Finding]]) -> Rule:
        def judge(node: Node, context: Context) -> Iterator[Finding]:
            return check(node, context) if isinstance(node, on) else iter(())

        return Rule(id_of(check.__module__), on, severity, since, needs, check.__module__, judge)

    return made


def id_of(module: str) -> str:
    """`….rules.keys.stream_without_key` is `keys/stream-without-key`."""
    area, offence = module.rsplit(".", 2)[-2:]
    return f"{area}/{offence}".replace("_", "-")


def read_page(rule_id: str, docstring: str) -> Page:
    """The parts of a docstring `id — sentence.`, `Why: …`, `Instead: …`; RuleError when one is missing."""
    parts = [" ".join(part.split()) for part in docstring.strip().split("\n\n")]
    head, *rest = parts
    if not head.startswith(rule_id + DASH) or not head.endswith("."):
        raise RuleError(f"{rule_id}: the docstring must begin `{rule_id}{DASH}one sentence.`")
    if len(rest) != 2 or not rest[0].startswith("Why: ") or not rest[1].startswith("Instead: "):
        raise RuleError(f"{rule_id}: the docstring must have a paragraph `Why: …`, then `Instead: …`")
    return Page(
        head.removeprefix(rule_id + DASH), rest[0].removeprefix("Why: "), rest[1].removeprefix("Instead: ")
    )
