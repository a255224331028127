"""The contributing page's lists are true: a rule and a back end made by following them are found."""

from __future__ import annotations

import re
from pathlib import Path

from headgate.emit import backends
from headgate.emit.features import FEATURES
from headgate.rules import all_rules

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text()


def steps(heading: str) -> list[str]:
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\d+\. (.+)", section, re.MULTILINE)


def test_the_lists_are_numbered_steps() -> None:
    assert len(steps("Add a rule")) == 6
    assert len(steps("Add a back end")) == 6
    assert len(steps("Add a kind of change")) == 6


def test_every_rule_followed_the_list() -> None:
    for rule_id in all_rules():
        area, offence = rule_id.split("/")
        module = ROOT / "src/headgate/rules" / area / f"{offence.replace('-', '_')}.py"
        assert module.read_text().startswith(f'"""{rule_id} — ')
        assert (ROOT / "tests/rules" / area / f"{offence}.md").exists()
        assert (ROOT / "gate/rulebook" / area / f"{offence}.md").exists()


def test_every_back_end_followed_the_list() -> None:
    for name, emitter in backends().items():
        assert (ROOT / "src/headgate/emit" / name / "__init__.py").exists()
        assert set(emitter.support) == set(FEATURES), f"{name}: the support table has gaps"
        assert (ROOT / "tests/golden" / name).is_dir()
