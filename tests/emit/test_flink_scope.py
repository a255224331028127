"""A guard prunes by the watermark exactly when a deduplication scope can span partitions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.samples import clickstream

from headgate.emit import backend
from headgate.emit.protocol import Options
from headgate.model import FieldPath

WATERMARK = "WATERMARK FOR src_time AS src_time"
PRUNED_BY_IT = '"watermark":true'
IDLE = "SET 'table.exec.source.idle-timeout' = '60000 ms';"


def guard_of(scope: tuple[FieldPath, ...]) -> str:
    contract = clickstream()
    stream = contract.streams[0]
    assert stream.dedup is not None
    changed = replace(stream, dedup=replace(stream.dedup, scope=scope))
    files = backend("flink").emit(replace(contract, streams=(changed,)), Options()).files
    return next(text for path, text in files.items() if path.name.endswith("guard.sql"))


@pytest.mark.parametrize("scope", [(), (("session_id",),)])
def test_a_scope_over_partitions_is_pruned_by_the_watermark(scope: tuple[FieldPath, ...]) -> None:
    text = guard_of(scope)
    assert WATERMARK in text
    assert PRUNED_BY_IT in text
    assert IDLE in text


def test_a_scope_inside_one_partition_needs_no_watermark() -> None:
    text = guard_of((("user_id",),))
    assert "WATERMARK" not in text
    assert PRUNED_BY_IT not in text
