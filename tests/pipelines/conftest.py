"""The real stack, started once a session for all tests that need a broker, a registry or Flink."""

from collections.abc import Iterator

import pytest
from tests.pipelines.local import LocalStack, a_stack
from tests.require import require_tool


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """Kafka, a registry and Flink; a test leaves every server running and well."""
    require_tool("java")
    made = a_stack(tmp_path_factory.mktemp("stack"))
    try:
        made.run("up")
        yield made
    finally:
        made.run("down")
