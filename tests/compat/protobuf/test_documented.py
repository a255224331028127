"""The page on compatibility names every type of difference with its verdict, and every hazard with its reason."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.require import absent

from headgate.compat.protobuf.difference_types import DifferenceType
from headgate.compat.protobuf.hazard_types import Hazard
from headgate.compat.protobuf.wellknown import WELL_KNOWN

PAGE = Path(__file__).parents[3] / "gate" / "compatibility.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("\n## Protobuf\n")[2].partition("\n## ")[0]
ROWS = [line for line in SECTION.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("type_", DifferenceType, ids=lambda one: one.value)
def test_difference(type_: DifferenceType) -> None:
    (row,) = [line for line in ROWS if f"`{type_.value}`" in line]
    assert row.split("|")[2].strip() == ("yes" if type_.breaks else "no")


@pytest.mark.parametrize("hazard", Hazard, ids=lambda one: one.word)
def test_hazard(hazard: Hazard) -> None:
    assert f"| `{hazard.word}` | {hazard.why} |" in ROWS


def test_known_files_are_the_official_ones() -> None:
    found = find_spec("grpc_tools")
    if found is None:
        absent("grpcio-tools is not installed")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "_proto"
    official = {
        path.relative_to(folder).as_posix() for path in (folder / "google" / "protobuf").glob("*.proto")
    }
    assert official == set(WELL_KNOWN)
