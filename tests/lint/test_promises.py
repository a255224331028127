"""What makes a pattern broken, told from what is merely too much for Python: no exception and no warning gets out."""

from __future__ import annotations

import warnings

import pytest

from headgate.lint.promises import broken

BROKEN = {
    "(a": "missing ), unterminated subpattern",
    "[z-a]": "bad character range z-a",
    "*a": "nothing to repeat",
    r"\p{L}": None,
    "(?&x)": None,
    "[[a]": None,
    "[a&&b]": None,
    "a{99999999999}": None,
    "a{" + "9" * 5000 + "}": None,
    "(" * 3000 + ")" * 3000: None,
}


@pytest.mark.parametrize("pattern", BROKEN)
def test_broken(pattern: str) -> None:
    with warnings.catch_warnings(action="error"):
        problem = broken(pattern)
    assert (None if problem is None else problem.msg) == BROKEN[pattern]
