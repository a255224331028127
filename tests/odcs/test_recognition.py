"""Which files are contracts, by a look at their text."""

from __future__ import annotations

import pytest

from headgate.odcs.recognition import is_contract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: a\nkind: DataContract\n", True),
        ("\N{ZERO WIDTH NO-BREAK SPACE}kind: DataContract\n", True),
        ("\"kind\" : 'DataContract'\r\n", True),
        ("a:\n  kind: DataContract\n", False),
        ("kind: DataContracts\n", False),
        ("# kind: DataContract\n", False),
    ],
)
def test_what_says_so_is_a_contract(text: str, *, expected: bool) -> None:
    assert is_contract(text.encode()) is expected
