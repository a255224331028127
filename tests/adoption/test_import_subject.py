"""A registry's subject becomes a contract; a registry that knows it not, or does not answer, is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adoption.repositories import Team
from tests.adoption.schemas import AVRO, JSON, PROTOBUF
from tests.connect.test_registry import answering

SCHEMAS = [("avro", AVRO), ("protobuf", PROTOBUF), ("json", JSON)]


@pytest.mark.parametrize(("form", "schema"), SCHEMAS, ids=[form for form, _ in SCHEMAS])
def test_the_latest_version_is_imported(tmp_path: Path, form: str, schema: str) -> None:
    with answering((200, [1, 3]), (200, {"schema": schema})) as (url, asked):
        done = Team(tmp_path).headgate("import", "--subject", "shop.v1-value", "--registry", url)
    assert asked == ["GET /subjects/shop.v1-value/versions", "GET /subjects/shop.v1-value/versions/3"]
    assert "physicalName: shop.v1\n" in done.stdout
    assert f"format: {form}}}" in done.stdout
    assert "Imported from shop.v1-value version 3" in done.stdout
    assert "wire       FULL" in done.stderr


def test_a_subject_that_is_not_there_is_not_understood(tmp_path: Path) -> None:
    with answering((404, {"error_code": 40401})) as (url, _):
        done = Team(tmp_path).headgate("import", "--subject", "shop-value", "--registry", url)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: the registry at {url} has no subject `shop-value`; give one that it has\n"


def test_a_registry_that_does_not_answer_is_a_service_fault(tmp_path: Path) -> None:
    done = Team(tmp_path).headgate("import", "--subject", "shop-value", "--registry", "http://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: registry at http://127.0.0.1:1 cannot be reached")
