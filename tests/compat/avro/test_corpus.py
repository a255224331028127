"""Public cases of other projects: the verdict of each, and the types that Java gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from headgate.compat import Verdict, check_compatibility
from headgate.model import Compatibility, WireFormat

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "compat" / "avro.json"


def verdict(case: dict[str, object]) -> Verdict:
    olds = case["olds"]
    assert isinstance(olds, list)
    history = [json.dumps(old) for old in olds]
    mode = Compatibility(case["mode"])
    return check_compatibility(WireFormat.AVRO, mode, new=json.dumps(case["new"]), history=history)


@pytest.fixture(scope="module")
def cases() -> list[dict[str, object]]:
    """The cases; skips where the corpus is not here."""
    if not CORPUS.is_file():
        pytest.skip("the corpus of public compatibility cases is not here")
    found: list[dict[str, object]] = json.loads(CORPUS.read_text())["cases"]
    return found


def java_types(case: dict[str, object]) -> set[str] | None:
    """The types that the case or the Java library beside it names."""
    oracle = case.get("oracle_java_avro_1_12_1")
    types = oracle["types"] if isinstance(oracle, dict) else case["expected_types"]
    return set(types) if isinstance(types, list) else None


def test_every_verdict(cases: list[dict[str, object]]) -> None:
    assert len(cases) > 100
    wrong = [case["id"] for case in cases if verdict(case).compatible != case["expected_compatible"]]
    assert wrong == []


def test_every_type(cases: list[dict[str, object]]) -> None:
    named = [case for case in cases if java_types(case) is not None]
    assert len(named) > 100
    wrong = [case["id"] for case in named if {one.type for one in verdict(case).reasons} != java_types(case)]
    assert wrong == []
