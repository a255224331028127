"""`make docs` leaves a page a contract, which asks nobody on the net for anything."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.require import require_tool

from headgate.odcs import read_file

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = sorted((ROOT / "contracts").glob("*.odcs.yaml"))
FETCHED = re.compile(r"""(?:src|from|@import)\s*=?\s*(?:url\()?["']https?:""")
SECONDS = 120


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_tool("datacontract")
    folder = tmp_path_factory.mktemp("catalogue")
    line = ["bash", str(ROOT / "ci" / "catalogue.sh"), str(folder)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: file.stem)
def test_every_contract_has_a_page_and_a_card(catalogue: Path, file: Path) -> None:
    contract = read_file(file).contract
    assert contract is not None
    page = (catalogue / "contracts" / f"{file.stem}.html").read_text(encoding="utf-8")
    index = (catalogue / "index.html").read_text(encoding="utf-8")
    assert contract.name in index
    assert all(field.name in page for stream in contract.streams for field in stream.fields)


def test_no_page_fetches_anything(catalogue: Path) -> None:
    pages = list(catalogue.rglob("*.html"))
    assert len(pages) == len(CONTRACTS) + 1
    assert not [path.name for path in pages if FETCHED.search(path.read_text(encoding="utf-8"))]
