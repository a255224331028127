"""Reading an old version gives the contract that reading it whole gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from headgate.odcs import read_text
from headgate.odcs.past import read_past

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


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_reference_contract_is_the_same(path: Path) -> None:
    content = path.read_bytes()
    assert read_past(content) == read_text(content).contract
    assert read_past(content) is not None


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_is_the_same(text: str) -> None:
    assert read_past(text.encode()) == read_text(text).contract


def test_the_corpus_is_the_same() -> None:
    files = sorted(CORPUS.rglob("*.y*ml"))
    if not files:
        pytest.skip("the corpus of public contracts is not here")
    differing = [
        file.name for file in files if read_past(file.read_bytes()) != read_text(file.read_bytes()).contract
    ]
    assert not differing
