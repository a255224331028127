"""The extras fit together: what the locked environment overrides, a user's installer does not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def asked_for(text: str, seen: set[str]) -> Iterator[Requirement]:
    """A requirement, and all that it brings with it as far as that is installed."""
    one = Requirement(text)
    if text in seen:
        return
    seen.add(text)
    yield one
    try:
        inner = requires(one.name) or []
    except PackageNotFoundError:
        return
    environments = [{"extra": extra} for extra in ("", *one.extras)]
    for deeper in inner:
        marker = Requirement(deeper).marker
        if marker is None or any(map(marker.evaluate, environments)):
            yield from asked_for(deeper, seen)


def impossible(asked: list[SpecifierSet]) -> bool:
    """Whether no version fits all: none of those that the lower bounds and the pins name."""
    named = [one.version for each in asked for one in each if one.operator in (">=", "==", "~=")]
    return bool(named) and not any(all(version in each for each in asked) for version in named)


def test_all_extras_can_be_installed_together() -> None:
    seen: set[str] = set()
    asked: dict[str, list[SpecifierSet]] = {}
    for extra in ("ops", "flink", "spark", "slo"):
        for text in PROJECT["optional-dependencies"][extra]:
            for one in asked_for(text, seen):
                asked.setdefault(one.name.lower().replace("_", "-"), []).append(one.specifier)
    assert len(asked) > 20
    assert {name: each for name, each in asked.items() if impossible(each)} == {}
