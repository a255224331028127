"""The standard's own examples: each finding that weighs was read and is true; anything else is a false one.

The errors are the examples' own: they break the schema of the version that they name. Tables are left aside with notes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from headgate.diagnostics import Severity
from headgate.lint import Report, lint
from headgate.odcs import read_file
from headgate.rules import contract_rules

CORPUS: Final = Path(__file__).parents[3] / "shared" / "corpus" / "odcs"
OFFICIAL: Final = CORPUS / "bitol-io__open-data-contract-standard"
UNOWNED: Final = {
    "keys/stream-without-key": 1,
    "structure/owner-missing": 1,
    "structure/purpose-missing": 1,
    "time/event-time-missing": 1,
}
"""What a stream says that is an excerpt: servers or fields, and no more."""
REVIEWED: Final = {
    "docs__examples__data-types__all-data-types.odcs.yaml": {"structure/schema": 5},
    "docs__examples__quality__column-completeness.odcs.yaml": {"structure/schema": 1},
    "docs__examples__schema__kafka-schema.odcs.yaml": UNOWNED,
    "docs__examples__schema__kafka-schemaregistry.odcs.yaml": UNOWNED,
    "docs__examples__server__kafka-server.odcs.yaml": UNOWNED,
    "docs__examples__stakeholders__basic-four-dpo.odcs.yaml": {"structure/schema": 1},
}


def linted(path: Path) -> Report:
    return lint(read_file(path), contract_rules())


def test_the_official_examples_say_what_was_reviewed() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the corpus of public contracts is not here")
    found = {}
    for path in sorted(OFFICIAL.glob("*.yaml")):
        weighs = [one.rule for one in linted(path).findings if one.severity is not Severity.NOTE]
        if weighs:
            found[path.name] = dict(sorted(Counter(weighs).items()))
    assert found == REVIEWED


def test_every_rule_can_look_at_every_public_contract() -> None:
    if not CORPUS.exists():
        pytest.skip("the corpus of public contracts is not here")
    reports = [linted(path) for path in sorted(CORPUS.rglob("*.y*ml"))]
    assert len(reports) > 100
    assert all(one.place.path for report in reports for one in report.findings)
