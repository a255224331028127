"""Which earlier version a contract follows."""

from __future__ import annotations

import pytest

from headgate.lint.predecessor import followed
from headgate.model import SemVer
from headgate.odcs import read_text

BROKEN = "broken"


def text(version: str) -> str:
    return "a: [" if version == BROKEN else f"kind: DataContract\nid: c\nversion: {version}\nstatus: active\n"


@pytest.mark.parametrize(
    ("declared", "newest_first", "expected"),
    [
        ("1.1.0", ["1.1.0-rc.2", "1.1.0-rc.1", "1.0.0", "0.9.0"], "1.0.0"),
        ("1.1.0", ["1.1.0", "1.1.0-rc.1", "1.0.0"], "1.1.0"),
        ("1.1.0", ["1.1.0-rc.2", "1.1.0-rc.1"], "1.1.0-rc.2"),
        ("1.1.0-rc.2", ["1.1.0-rc.1", "1.0.0"], "1.1.0-rc.1"),
        ("1.1.0-rc.1", ["1.0.0"], "1.0.0"),
        ("1.1.0", [BROKEN, "1.1.0-rc.1", BROKEN, "1.0.0"], "1.0.0"),
        ("1.1.0", [BROKEN, "1.1.0-rc.1", BROKEN], "1.1.0-rc.1"),
        ("1.1.0", [BROKEN], None),
        ("1.1.0", [], None),
    ],
)
def test_a_release_follows_releases(declared: str, newest_first: list[str], expected: str | None) -> None:
    found = followed((read_text(text(version)) for version in newest_first), SemVer.parse(declared))
    assert (None if found is None or found.contract is None else str(found.contract.version)) == expected
