"""A package says which floor it is on, and ARCHITECTURE.md shows the floors that import-linter holds."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def held() -> list[set[str]]:
    """The packages of each floor as import-linter holds them, the lowest first."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    layers = next(one["layers"] for one in tools["importlinter"]["contracts"] if one["type"] == "layers")
    return [set(re.findall(r"\w+", layer)) for layer in reversed(layers)]


def drawn() -> list[set[str]]:
    """The packages of each floor as ARCHITECTURE.md shows them, the lowest first."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| ([^|]+) \|", text, re.MULTILINE))
    return [set(re.findall(r"\w+", rows[str(floor)])) for floor in range(len(rows))]


def test_the_architecture_shows_the_floors_that_are_held() -> None:
    assert drawn() == held()


@pytest.mark.parametrize(
    ("name", "floor"), [(name, floor) for floor, names in enumerate(held()) for name in sorted(names)]
)
def test_a_package_says_its_floor(name: str, floor: int) -> None:
    said = importlib.import_module(f"headgate.{name}").__doc__ or ""
    assert said.startswith(f"Floor {floor}: ")
