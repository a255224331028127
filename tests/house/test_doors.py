"""A package's `__all__` is sorted, complete and importable: the public door is explicit."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import headgate

DOORS = ("headgate.diagnostics", "headgate.model", "headgate.odcs", "headgate.api", "headgate.edge")


def packages() -> list[str]:
    found = pkgutil.iter_modules(headgate.__path__, "headgate.")
    return [module.name for module in found if module.ispkg]


@pytest.mark.parametrize("name", packages())
def test_package_says_what_it_is(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"


@pytest.mark.parametrize("name", DOORS)
def test_all_is_sorted_and_true(name: str) -> None:
    module = importlib.import_module(name)
    exported = list(module.__all__)
    assert exported == sorted(exported)
    missing = [item for item in exported if not hasattr(module, item)]
    assert not missing, f"{name}.__all__ names what is not there: {missing}"
