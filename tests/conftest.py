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
