"""Our parser and the official compiler find the same declarations in the same text, and refuse the same texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.compat.protobuf.corpus import texts
from tests.compat.protobuf.descriptors_of_protoc import compiled, ours, theirs
from tests.compat.protobuf.generated import protos
from tests.compat.protobuf.refused import REFUSED

from headgate.compat import SchemaTextError
from headgate.compat.protobuf import parse

HERE = Path(__file__).parent
GOLDENS = HERE.parents[1] / "golden" / "protobuf"
FILES = sorted([*GOLDENS.rglob("*.proto"), *(HERE / "tricky").glob("*.proto")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = compiled(text, tmp_path)
    assert made is not None
    assert ours(text) == theirs(made)


def test_corpus(tmp_path: Path) -> None:
    schemas = texts()
    if not schemas:
        pytest.skip("the measurement corpus is absent")
    differing = [
        text for text in schemas if (made := compiled(text, tmp_path)) and ours(text) != theirs(made)
    ]
    assert differing == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=protos())
def test_generated(text: str, tmp_path: Path) -> None:
    made = compiled(text, tmp_path)
    assert made is not None, text
    assert ours(text) == theirs(made)


@pytest.mark.parametrize("text", [one.text for one in REFUSED if one.by_protoc], ids=repr)
def test_refused_by_both(text: str, tmp_path: Path) -> None:
    assert compiled(text, tmp_path) is None
    with pytest.raises(SchemaTextError):
        parse(text)
