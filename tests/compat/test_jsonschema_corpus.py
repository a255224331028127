"""The corpus of other registries' own cases: our verdict is theirs, but for the disputed ones, which are listed and argued."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.compat.jsonschema_disputed import DISPUTED

from headgate.compat import check_compatibility
from headgate.model import Compatibility, WireFormat

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "compat" / "json.json"


def cases() -> list[Mapping[str, object]]:
    if not CORPUS.exists():
        pytest.skip("the corpus of compatibility cases is not beside this repository")
    loaded: list[Mapping[str, object]] = json.loads(CORPUS.read_text())["cases"]
    return loaded


def ours(case: Mapping[str, object]) -> bool:
    olds = case["olds"]
    assert isinstance(olds, list)
    mode = Compatibility(case["mode"])
    history = [json.dumps(old) for old in olds]
    return check_compatibility(WireFormat.JSON, mode, new=json.dumps(case["new"]), history=history).compatible


def test_exactly_the_disputed_cases_differ() -> None:
    differing = {case["id"] for case in cases() if ours(case) is not case["expected_compatible"]}
    assert differing == DISPUTED.keys()


def test_every_undisputed_break_is_refused() -> None:
    breaks = [case for case in cases() if not case["expected_compatible"] and case["id"] not in DISPUTED]
    assert len(breaks) > 90
    assert [case["id"] for case in breaks if ours(case)] == []
