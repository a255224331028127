"""Every schema of the corpus: no crash, and where nothing was told as lost, the registry has nothing to say either."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adoption.round_trip import adopt

from headgate.adopt import SourceError, read_schema
from headgate.compat import SchemaTextError
from headgate.model import Compatibility, WireFormat

HERE = Path(__file__).resolve()
FILES = {"avro": WireFormat.AVRO, "protobuf": WireFormat.PROTOBUF, "json": WireFormat.JSON}


def corpus() -> Path | None:
    found = (folder / "shared" / "corpus" / "compat" for folder in HERE.parents)
    return next((folder for folder in found if folder.is_dir()), None)


def texts(name: str) -> Iterator[str]:
    folder = corpus()
    if folder is None:
        pytest.skip("the corpus is not beside the repository")
    for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["cases"]:
        for text in (case["new"], *case["olds"]):
            yield text if isinstance(text, str) else json.dumps(text)


def unexplained(text: str, form: WireFormat) -> str | None:
    """What the registry minds although nothing was told as lost."""
    try:
        record = read_schema(text, form, name="Record")
        back = adopt(text, form, record.space or "shop.v1")
        verdict = back.held
    except (SourceError, SchemaTextError):
        return None
    if back.errors:
        return f"{text}\n{back.errors}"
    told = bool(back.losses) or verdict.mode is Compatibility.FULL
    return None if told else f"{text}\n{verdict.reasons}"


@pytest.mark.parametrize("name", FILES)
def test_what_was_not_told_as_lost_is_not_lost(name: str) -> None:
    found = [text for text in dict.fromkeys(texts(name)) if unexplained(text, FILES[name])]
    assert not found, found[0]
