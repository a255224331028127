"""The page on compatibility names every Avro hazard, with the reason that the module gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from headgate.compat.avro import hazards

PAGE = Path(__file__).parents[3] / "gate" / "compatibility.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("\n## Avro\n")[2].partition("\n## ")[0]
REASONS = dict(re.findall(r"^\* `([a-z-]+)`: (.+)\.$", hazards.__doc__ or "", re.MULTILINE))


@pytest.mark.parametrize("hazard", sorted(hazards.SENTENCES))
def test_hazard(hazard: str) -> None:
    assert f"| `{hazard}` | {REASONS[hazard]} |" in SECTION
