"""The interval that an objective leaves room for, and the bounds that an interval gives."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headgate.burn import Derived, bound, checkpoint_interval, explain
from headgate.burn.checkpoint import LARGEST, SMALLEST, STEP
from headgate.model import Contract, Freshness, Indicator, Latency, Objective, SemVer

DAY = timedelta(days=1)


def contract(*indicators: Indicator) -> Contract:
    objectives = tuple(
        Objective(type(one).__name__.lower(), one, Fraction(95, 100), DAY) for one in indicators
    )
    return Contract("c", "c", SemVer(1, 0, 0), "active", (), objectives=objectives)


def latency(seconds: float, percentile: int = 95) -> Latency:
    return Latency(Fraction(percentile), timedelta(seconds=seconds))


def freshness(seconds: float, percentile: int = 95) -> Freshness:
    return Freshness(Fraction(percentile), timedelta(seconds=seconds))


def test_bounds_of_five_seconds() -> None:
    assert bound(timedelta(seconds=5), 1) == timedelta(seconds=5.75)
    assert bound(timedelta(seconds=5), 2) == timedelta(seconds=11.75)


@pytest.mark.parametrize(
    ("indicators", "seconds"),
    [
        ((), 5),
        ((latency(60),), 5),
        ((latency(2),), 1),
        ((latency(3),), 2.1),
        ((latency(3, 50),), 4),
        ((freshness(10),), 4.1),
        ((latency(60), freshness(6)), 2),
        ((latency(3), freshness(600)), 2.1),
    ],
)
def test_interval_is_the_longest_that_holds(indicators: tuple[Indicator, ...], seconds: float) -> None:
    derived = checkpoint_interval(contract(*indicators))
    assert derived.interval == timedelta(seconds=seconds)
    assert derived.holds


def test_an_objective_below_one_second_cannot_hold_and_is_told() -> None:
    derived = checkpoint_interval(contract(freshness(2.5)))
    assert (derived.interval, derived.holds) == (SMALLEST, False)
    assert "objective `freshness` cannot hold" in explain(derived)


def test_thirty_seconds_of_interval_miss_thirty_of_freshness() -> None:
    """The popular pair that cannot hold: two hops of T = 30 s take up to a minute."""
    derived = checkpoint_interval(contract(freshness(30)), timedelta(seconds=30))
    assert derived.table_bound == timedelta(seconds=60.5)
    assert not derived.holds
    assert "does not hold: it needs T <= 14.358974 s" in explain(derived)


def test_without_an_objective_the_default_is_told() -> None:
    assert explain(checkpoint_interval(contract())).splitlines() == [
        "checkpoint interval T = 5 s",
        "p95 producer to clean topic <= 0.95·T + 1 s = 5.75 s, to table <= 1.95·T + 2 s = 11.75 s",
        "the contract has no latency or freshness objective: T is the default",
    ]


def held(derived: Derived, indicator: Latency | Freshness) -> bool:
    hops = 1 if isinstance(indicator, Latency) else 2
    return bound(derived.interval, hops, share=indicator.percentile / 100) <= indicator.bound


LIMITS = st.floats(min_value=0.5, max_value=120).map(lambda s: round(s, 3))
INDICATORS = st.one_of(
    st.builds(latency, LIMITS, st.integers(50, 99)), st.builds(freshness, LIMITS, st.integers(50, 99))
)


@given(st.lists(INDICATORS, min_size=1, max_size=4))
def test_derived_interval_holds_and_a_longer_one_would_not(indicators: list[Latency | Freshness]) -> None:
    derived = checkpoint_interval(contract(*indicators))
    assert SMALLEST <= derived.interval <= LARGEST
    assert derived.holds == all(held(derived, one) for one in indicators)
    longer = checkpoint_interval(contract(*indicators), derived.interval + STEP)
    if derived.holds and derived.interval < LARGEST:
        assert not all(held(longer, one) for one in indicators)
    assert derived.holds or derived.interval == SMALLEST
