"""The traffic command's small languages, and the pace they set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headgate.connect.faults import SettingsError
from headgate.edge.traffic.pace import Pace
from headgate.edge.traffic.spelling import (
    Fault,
    Spike,
    parse_duration,
    parse_faults,
    parse_rate,
    parse_share,
    parse_skew,
    parse_spike,
)


@pytest.mark.parametrize(("text", "seconds"), [("60s", 60), ("1.5m", 90), ("250ms", 0.25), ("2h", 7200)])
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


def test_faults() -> None:
    assert parse_faults("duplicates=1%, late=0.005") == {Fault.DUPLICATES: 0.01, Fault.LATE: 0.005}
    assert parse_faults("") == {}
    # 0.56 + 0.34 + 0.1 is above 1 where it is added as it stands.
    assert len(parse_faults("late=56%,poison=34%,duplicates=10%")) == 3


def test_spikes_and_rates() -> None:
    assert parse_spike("3@20s+10s") == Spike(3, 20, 10)
    assert (parse_rate("5000"), parse_rate("5000/s"), parse_rate("max")) == (5000, 5000, None)
    assert parse_skew("2.5") == 2.5


@pytest.mark.parametrize(
    ("parse", "text", "message"),
    [
        (parse_duration, "60", "`60` is not a duration"),
        (parse_share, "lots", "`lots` is not a share"),
        (parse_share, "101%", "not between 0 and 1"),
        (parse_spike, "3@20s", "`3@20s` is not a spike"),
        (parse_faults, "duplicate=1%", "`duplicate` is not a fault; there are duplicates, late"),
        (parse_faults, "late", "`` is not a share"),
        (parse_faults, "late=1%,poison=1%,late=2%", "`late` is given twice"),
        (parse_faults, "late=60%,poison=60%", "add up to more than 100%"),
        (parse_rate, "fast", "`fast` is not a rate"),
        (parse_rate, "0", "`0` is not a rate"),
        (parse_rate, "nan", "`nan` is not a rate"),
        (parse_rate, "inf", "`inf` is not a rate"),
        (parse_rate, "1e308", "`1e308` is not a rate"),
        (parse_skew, "0.5", "`0.5` is not a skew"),
        (parse_skew, "nan", "`nan` is not a skew"),
        (parse_skew, "inf", "`inf` is not a skew"),
    ],
)
def test_a_mistake_is_told(parse: Callable[[str], object], text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(text)
    assert message in str(caught.value)


def test_a_spike_adds_to_the_rate() -> None:
    pace = Pace(100, 60, spikes=(Spike(3, 20, 10),))
    assert [pace.due(second) for second in (10, 20, 25, 30, 60, 99)] == [1000, 2000, 3500, 5000, 8000, 8000]


def test_the_end_of_a_pace() -> None:
    pace = Pace(100, 60)
    assert not pace.over(59.9, 5990)
    assert not pace.over(60.1, 5999)
    assert pace.over(60, 6000)
    assert pace.over(61, 10)
    assert Pace(None, 60).over(60, 10**9)
    assert Pace(None, 60, records=5).over(1, 5)
