"""What a library user does: the registry's verdict by its own words, and what changed between two contracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from headgate import api

CONTRACTS = Path(__file__).parents[2] / "contracts"
OLD = '{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}'
NEW = (
    '{"type": "record", "name": "Order", "fields":'
    ' [{"name": "id", "type": "string"}, {"name": "total", "type": "long"}]}'
)


def test_a_verdict_names_every_reason_and_the_version_that_breaks() -> None:
    verdict = api.check_compatibility("AVRO", "FULL_TRANSITIVE", new=NEW, history=[NEW, OLD])
    assert not verdict.compatible
    (reason,) = verdict.reasons
    assert reason.type == "READER_FIELD_MISSING_DEFAULT_VALUE"
    assert (reason.version, reason.direction) == (1, api.Direction.BACKWARD)
    assert "total" in reason.sentence


@pytest.mark.parametrize(
    ("mode", "compatible"),
    [("NONE", True), ("BACKWARD", False), ("forward", True), (api.Compatibility.FULL, False)],
)
def test_modes_by_word_and_by_value(mode: api.Compatibility | str, *, compatible: bool) -> None:
    assert api.check_compatibility(api.WireFormat.AVRO, mode, new=NEW, history=[OLD]).compatible is compatible


@pytest.mark.parametrize(("form", "mode"), [("THRIFT", "FULL"), ("AVRO", "SIDEWAYS")])
def test_a_word_that_is_not_known_is_told(form: str, mode: str) -> None:
    with pytest.raises(ValueError, match="is not known; known are"):
        api.check_compatibility(form, mode, new=NEW, history=[])


@pytest.mark.parametrize(
    ("new", "history", "which"),
    [("{", [], "in the new schema"), (NEW, [OLD, "{", OLD], "in version 1 of the history")],
)
def test_a_text_that_is_no_schema_is_told(new: str, history: list[str], which: str) -> None:
    with pytest.raises(api.SchemaTextError) as told:
        api.check_compatibility("AVRO", "FULL_TRANSITIVE", new=new, history=history)
    assert told.value.__notes__ == [which]


def test_a_history_that_is_one_text_is_told() -> None:
    with pytest.raises(TypeError, match="put the one text into a list"):
        api.check_compatibility("PROTOBUF", "FULL", new="message A {}\n", history="message B {}\n")


def test_what_changed() -> None:
    text = (CONTRACTS / "orders.odcs.yaml").read_text()
    old, new = (
        api.read_text(text).contract,
        api.read_text(text.replace("retention: 30d", "retention: 8d")).contract,
    )
    assert old is not None
    assert new is not None
    (change,) = api.diff(old, new)
    assert api.verdict_of(change) is api.ChangeVerdict.BREAKING
    assert api.sentence_of(change) == "the retention of `Order` was shortened from 30d to 8d"
    assert str(api.required_version(old.version, [change])) == "2.0.0"
