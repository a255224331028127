"""Options that all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No timed tests: a busy machine is not a counter-example. In CI the examples are the same each time.
settings.register_profile("headgate", deadline=None, derandomize=os.environ.get("HEADGATE_REQUIRE") == "all")
settings.load_profile("headgate")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden` rewrites what generated files and rendered findings are expected to be; read the diff after it."""
    parser.addoption("--golden", action="store_true", help="rewrite expected texts instead of comparing")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are rewritten."""
    return bool(request.config.getoption("--golden"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the real stack come last and in the order of their files: they share its servers."""

    def place(item: pytest.Item) -> tuple[str, int]:
        path, line, _ = item.location
        return (path, line or 0) if "pipelines" in item.path.parts else ("", 0)

    items.sort(key=place)
