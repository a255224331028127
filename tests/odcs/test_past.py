"""Reading an old version gives the contract that reading it whole gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from headgate.model import Stream, WireFormat
from headgate.odcs import read_text
from headgate.odcs.past import PastVersion, read_past

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "odcs"
CONTRACTS = sorted((ROOT / "contracts").glob("*.odcs.yaml"))
SHORT = "apiVersion: v3.2.0\nkind: DataContract\nid: a\nstatus: active\nversion: 1.0.0\n"
ODD = (
    "",
    "- a\n",
    "id: a\n",
    SHORT,
    SHORT.replace("\n", "\r\n"),
    "\ufeff" + SHORT,
    SHORT + "id: b\n",
    SHORT + "name: &n on\ndomain: *n\n",
    SHORT + "team: &t {name: web}\nauthor:\n  <<: *t\n",
    SHORT + "domain: !!str 1\n",
    SHORT + "---\nid: b\n",
    SHORT + "? [a]\n: b\n",
    SHORT + "1: one\nyes: two\n",
    SHORT + "tags: " + "[" * 80 + "]" * 80 + "\n",
    SHORT + "name: 'open\n",
    SHORT.replace("1.0.0", "1.0"),
    SHORT.replace("id: a", "id: 7"),
    SHORT + "domain: a\x07b\n",
)


def whole(content: bytes) -> PastVersion | None:
    """What reading all of the text gives, as far as reading for the wire is to give the same."""
    contract = read_text(content).contract
    return None if contract is None else PastVersion(contract.id, contract.version, contract.streams)


def wire(version: PastVersion | None) -> object:
    """All that schemas are spelled from."""
    if version is None:
        return None
    streams = [
        (one.name, one.topic, one.format, one.fields, one.subject, rules(one)) for one in version.streams
    ]
    return version.identity, version.version, streams


def rules(stream: Stream) -> object:
    return stream.expectations if stream.format is WireFormat.JSON else ()


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_reference_contract_is_the_same(path: Path) -> None:
    content = path.read_bytes()
    assert read_past(content) is not None
    assert wire(read_past(content)) == wire(whole(content))


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_is_the_same(text: str) -> None:
    assert wire(read_past(text.encode())) == wire(whole(text.encode()))


def test_the_corpus_is_the_same() -> None:
    files = sorted(CORPUS.rglob("*.y*ml"))
    if not files:
        pytest.skip("the corpus of public contracts is not here")
    texts = [file.read_bytes() for file in files]
    differing = [
        file for file, text in zip(files, texts, strict=True) if wire(read_past(text)) != wire(whole(text))
    ]
    assert not differing


def test_a_field_that_moves_between_versions_is_read_anew() -> None:
    """In Protobuf its number is its place: what was kept of the version before must not stand in for it."""
    moved = "      - {name: moved, logicalType: string}\n"
    stream = "schema:\n  - name: A\n    physicalName: a.v1\n    physicalType: topic\n    properties:\n"
    servers = "servers:\n  - {server: s, type: kafka, host: 'k:9092', format: protobuf}\n"
    first = SHORT + servers + stream + moved
    second = SHORT + servers + stream + "      - {name: new, logicalType: string}\n" + moved
    for text in (first, second, first):
        assert wire(read_past(text.encode())) == wire(whole(text.encode()))
