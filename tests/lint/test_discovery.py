"""Rules are found by walking a package; a module that breaks the form stops the program at start-up."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from headgate.lint import RuleError
from headgate.lint.rule import read_page
from headgate.rules import all_rules, contract_rules, rules_of

RULE = '''"""keys/made — a rule made for a test.

Why: it is found by walking.

Instead: leave it.
"""
from headgate.diagnostics import Message, Severity
from headgate.lint import rule
from headgate.model import Stream

SAID = Message(title="`{stream}`", remedy="leave it")

@rule(on=Stream, severity=Severity.NOTE, since="0.1")
def check(stream, context):
    yield SAID.at(context.place, stream=stream.name)
'''


@pytest.fixture
def package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[ModuleType]:
    """A package of rules with one area, `keys`."""
    name = f"made_{abs(hash(request.node.name))}"
    area = tmp_path / name / "keys"
    area.mkdir(parents=True)
    (tmp_path / name / "__init__.py").write_text("")
    (area / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield importlib.import_module(name)
    for key in [key for key in sys.modules if key.startswith(name)]:
        del sys.modules[key]


def put(package: ModuleType, name: str, text: str) -> None:
    (Path(package.__path__[0]) / "keys" / name).write_text(text)
    importlib.invalidate_caches()


def test_a_new_file_is_a_new_rule(package: ModuleType) -> None:
    put(package, "made.py", RULE)
    (made,) = rules_of(package).values()
    assert made.id == "keys/made"
    assert made.page.instead == "leave it."
    assert list(made.messages) == ["SAID"]


def test_a_module_without_check_is_told(package: ModuleType) -> None:
    put(package, "empty.py", '"""keys/empty — nothing."""\n')
    with pytest.raises(RuleError, match=r"keys\.empty has no function `check`"):
        rules_of(package)


def test_a_rule_that_is_imported_from_another_is_told(package: ModuleType) -> None:
    put(package, "made.py", RULE)
    put(package, "again.py", f"from {package.__name__}.keys.made import check\n")
    with pytest.raises(RuleError, match="repeats the rule keys/made"):
        rules_of(package)


@pytest.mark.parametrize(
    ("docstring", "complaint"),
    [
        ("", "must begin `keys/made — one sentence"),
        ("keys/other — a sentence.\n\nWhy: so.\n\nInstead: not.", "must begin `keys/made"),
        ("keys/made — a sentence.\n\nWhy: so.", "must have a paragraph `Why: …`, then `Instead: …`"),
        ("keys/made — a sentence.\n\nInstead: not.\n\nWhy: so.", "must have a paragraph"),
    ],
)
def test_a_page_has_three_parts(docstring: str, complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        read_page("keys/made", docstring)


def test_there_are_rules_in_every_area() -> None:
    areas = {rule_id.split("/")[0] for rule_id in all_rules()}
    of_a_contract = {"keys", "naming", "objectives", "privacy", "quality", "structure", "time", "topic"}
    of_its_past = {"generated", "history", "lifecycle", "registry", "schema", "version", "wire"}
    assert areas == of_a_contract | of_its_past
    assert {rule.id.split("/")[0] for rule in contract_rules()} == of_a_contract
    assert len(all_rules()) >= 100
