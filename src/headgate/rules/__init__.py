"""Floor 6: one rule a file. A rule is found by walking this package; there is no list to edit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from headgate.lint.rule import Rule, RuleError


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, sorted; RuleError for a module that is not of the form."""
    return rules_of(import_module(__name__))


def contract_rules() -> tuple[Rule, ...]:
    """The rules that judge a contract by itself; what needs its past or a registry is only wanted where that is asked for."""
    return tuple(rule for rule in all_rules().values() if not rule.needs)


def area_summary(area: str) -> str:
    """The sentence that says what the rules of an area are about."""
    return (import_module(f"{__name__}.{area}").__doc__ or "").strip()


def rules_of(package: ModuleType) -> Mapping[str, Rule]:
    """The rules in the areas (sub-packages) of `package`, by id."""
    found: dict[str, Rule] = {}
    for area in iter_modules(package.__path__, package.__name__ + "."):
        if area.ispkg:
            rooms = import_module(area.name)
            for module in iter_modules(rooms.__path__, area.name + "."):
                made = _rule_in(import_module(module.name))
                found[made.id] = made
    return MappingProxyType(dict(sorted(found.items())))


def _rule_in(module: ModuleType) -> Rule:
    check = getattr(module, "check", None)
    if not isinstance(check, Rule):
        raise RuleError(f"{module.__name__} has no function `check` under `@rule(…)`")
    if check.module != module.__name__:
        raise RuleError(f"{module.__name__} repeats the rule {check.id} of {check.module}")
    return check
