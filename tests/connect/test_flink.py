"""Whatever answers in Flink's place is told in one line."""

from __future__ import annotations

import pytest
from tests.connect.test_registry import answering, babbling

from headgate.connect.faults import ServiceError
from headgate.connect.flink import FlinkCluster
from headgate.connect.settings import FlinkSettings, Settings


def cluster(url: str) -> FlinkCluster:
    return FlinkCluster(Settings(flink=FlinkSettings(url)))


STRANGERS: dict[str, tuple[int, object, str]] = {
    "a web page": (200, b"<html>welcome</html>", "answers, and not as Flink does"),
    "nothing": (200, b"", "answers, and not as Flink does"),
    "another service": (200, {"status": "up"}, "answers, and not as Flink does"),
    "a list": (200, ["one"], "answers, and not as Flink does"),
    "Flink's refusal": (
        404,
        {"errors": ["Job not found", "<trace>"]},
        "refused /jobs/overview: Job not found",
    ),
    "a web server's 404": (404, b"<html>no such page</html>", "refused /jobs/overview: HTTP 404"),
    "another's failure": (500, ["out of order"], "refused /jobs/overview: HTTP 500"),
}


@pytest.mark.parametrize("answer", STRANGERS.values(), ids=STRANGERS)
def test_who_is_no_flink_is_told(answer: tuple[int, object, str]) -> None:
    with answering(answer[:2]) as (url, _), pytest.raises(ServiceError) as caught:
        cluster(url).jobs()
    assert answer[2] in str(caught.value)


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_that_breaks_off_is_a_failure(status: int) -> None:
    head = f"HTTP/1.1 {status} X\\r\\nContent-Length: 100\\r\\n\\r\\n".encode()
    with babbling(head, b"{") as url, pytest.raises(ServiceError):
        cluster(url).jobs()


@pytest.mark.parametrize("url", ["localhost:1", "localhost", "http://[x", "http://a..b", "http://x y"])
def test_an_address_that_leads_nowhere_is_told(url: str) -> None:
    with pytest.raises(ServiceError, match="cannot be reached"):
        cluster(url).jobs()
