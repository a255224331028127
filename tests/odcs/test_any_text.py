"""Reading raises for no text: not for noise, not for YAML of any shape, not for contracts torn apart."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from headgate.odcs import Reading, composing, read_text

CONTRACTS = [path.read_text() for path in sorted((Path(__file__).parents[2] / "contracts").glob("*.yaml"))]
DOCUMENTS = [yaml.safe_load(text) for text in CONTRACTS]

SHARDS = st.sampled_from(
    [
        "\t",
        "{",
        "[",
        "]",
        "}",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!x ",
        "\x00",
        "\ufeff",
        "\r\n",
        "'",
        '"',
        "|",
        "---\n",
        "<<: *a\n",
        "?",
    ]
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["5m", "forever", "topic", "decimal(9,99)", "headgate", "2026-13-01", "999999999d", "9/s"]
    ),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: [None, {}]),
)


@pytest.mark.parametrize("text", CONTRACTS)
def test_the_parser_without_its_c_part_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_text(text)
    monkeypatch.setattr(composing, "LOADER", yaml.SafeLoader)
    slow = read_text(text)
    assert slow.contract == fast.contract
    assert slow.source_map.place("/schema/0/properties/1") == fast.source_map.place("/schema/0/properties/1")
    assert [finding.rule for finding in read_text("[" * 100_000).findings] == ["structure/too-deep"]
    assert [finding.rule for finding in read_text("a: b: c").findings] == ["structure/yaml"]


def check(reading: Reading) -> None:
    """A reading is whole: a value, and findings that say what, where and what to do."""
    hash(reading.contract)
    for finding in reading.findings:
        assert finding.rule
        assert finding.title
        assert finding.remedy
        assert (finding.place.span.start.line, finding.place.span.start.column) >= (1, 1)
        assert finding.place.span.start <= finding.place.span.end
        assert "{" not in finding.rule


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(octets: bytes) -> None:
    check(read_text(octets))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(read_text(text))


@settings(deadline=None)
@given(st.lists(SHARDS | st.text("ab: -\n", max_size=3), max_size=40))
def test_any_yaml_like_text(parts: list[str]) -> None:
    check(read_text("".join(parts)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CONTRACTS), st.data())
def test_contracts_with_shards_in_them(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gap = data.draw(st.integers(0, 20))
        text = text[:at] + data.draw(SHARDS) + text[at + gap :]
    check(read_text(text))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_contracts_with_odd_values(document: object, data: st.DataObject) -> None:
    changed = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 4))):
        node = changed
        while isinstance(node, dict | list) and node:
            key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            if data.draw(st.booleans()) or not isinstance(node[key], dict | list):
                node[key] = data.draw(ODD)
                break
            node = node[key]
    check(read_text(json.dumps(changed)))
    check(read_text(yaml.safe_dump(changed, allow_unicode=True)))
