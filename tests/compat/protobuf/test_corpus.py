"""The measurement corpus through the public door: the same verdicts, but for the cases that are named here."""

from __future__ import annotations

import pytest
from tests.compat.protobuf.corpus import Case, cases

from headgate.compat import check_compatibility, hazards
from headgate.model import WireFormat

# Karapace refuses a field that keeps its name under another number. Of the registry's eleven breaking differences none
# is that, and another source of the corpus (protobuf-ac3e07b44b57) expects the same change to pass.
DISPUTED = {"protobuf-f2ce1bb66860": "field-renumbered"}
CASES = cases()


def verdict(case: Case) -> bool:
    return check_compatibility(WireFormat.PROTOBUF, case.mode, new=case.new, history=case.history).compatible


def test_the_corpus_is_whole() -> None:
    if not CASES:
        pytest.skip("the measurement corpus is absent")
    assert len(CASES) == 56
    assert set(DISPUTED) <= {case.id for case in CASES}


@pytest.mark.parametrize("case", [one for one in CASES if one.id not in DISPUTED], ids=lambda case: case.id)
def test_same_verdict(case: Case) -> None:
    assert verdict(case) is case.compatible, case.about


@pytest.mark.parametrize("case", [one for one in CASES if one.id in DISPUTED], ids=lambda case: case.id)
def test_a_disputed_case_is_a_hazard(case: Case) -> None:
    assert verdict(case) is not case.compatible
    found = hazards(WireFormat.PROTOBUF, new=case.new, old=case.history[-1])
    assert [one.type for one in found] == [DISPUTED[case.id]]
