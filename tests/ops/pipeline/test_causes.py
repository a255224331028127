"""One line out of a Java stack trace."""

from __future__ import annotations

import pytest

from headgate.ops.pipeline.causes import root_cause

TRACE = """org.apache.flink.runtime.JobException: Recovery is suppressed
\tat org.apache.flink.runtime.executiongraph.X.y(X.java:1)
Caused by: java.lang.IllegalStateException: the keyring /k.json cannot be read:
 no such file
\tat io.headgate.crypto.Keyring.load(Keyring.java:12)
\t... 12 more
Caused by: java.lang.NullPointerException
\tat a.b.C.d(C.java:1)
"""


@pytest.mark.parametrize(
    ("trace", "cause"),
    [
        (TRACE, "the keyring /k.json cannot be read: no such file (IllegalStateException)"),
        (
            ": org.apache.flink.table.api.ValidationException: No such table",
            "No such table (ValidationException)",
        ),
        ("something else\nentirely", "something else"),
        ("", "no reason given"),
    ],
)
def test_innermost_message_is_told(trace: str, cause: str) -> None:
    assert root_cause(trace) == cause


def test_a_long_message_is_cut() -> None:
    assert len(root_cause("a.b.C: " + "x" * 5000)) == 400
