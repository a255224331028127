"""Floor 5: the engine. Knows how rules run, and no rule."""

from headgate.lint.comparison import ChangeNote, Comparison
from headgate.lint.context import Context
from headgate.lint.engine import NotRun, Policy, Report, joined, lint
from headgate.lint.exemption import Exemption, ExemptionKind, Waived
from headgate.lint.rule import Document, Needs, Node, Page, Rule, RuleError, rule

__all__ = [
    "ChangeNote",
    "Comparison",
    "Context",
    "Document",
    "Exemption",
    "ExemptionKind",
    "Needs",
    "Node",
    "NotRun",
    "Page",
    "Policy",
    "Report",
    "Rule",
    "RuleError",
    "Waived",
    "joined",
    "lint",
    "rule",
]
