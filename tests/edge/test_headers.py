"""Every record says which contract, when, and in which trace."""

from __future__ import annotations

import pytest

from headgate.edge.headers import record_headers

GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_the_callers_headers_and_trace_are_kept() -> None:
    headers = record_headers("clicks@1.0.0", {"origin": b"web", "traceparent": GIVEN})
    assert headers[0] == ("origin", b"web")
    assert dict(headers)["hg.contract"] == "clicks@1.0.0"
    assert str(dict(headers)["hg.produced-at"]).isdecimal()
    assert [value for name, value in headers if name == "traceparent"] == [GIVEN]


def test_headers_of_an_earlier_edge_are_not_passed_on() -> None:
    headers = record_headers("clicks@2.0.0", {"hg.contract": "orders@1.0.0", "hg.produced-at": "1"})
    assert [value for name, value in headers if name == "hg.contract"] == ["clicks@2.0.0"]
    assert [value for name, value in headers if name == "hg.produced-at"] != ["1"]
    assert len(headers) == 3


@pytest.mark.parametrize(
    "bad", ["", "00-0-0-01", GIVEN.upper(), GIVEN.replace("0af7651916cd43dd8448eb211c80319c", "0" * 32)]
)
def test_a_trace_that_is_none_is_replaced(bad: str) -> None:
    fresh = [dict(record_headers("c@1.0.0", {"traceparent": bad}))["traceparent"] for _ in range(2)]
    assert fresh[0] != fresh[1]
    assert all(str(value).startswith("00-") and len(str(value)) == 55 for value in fresh)
