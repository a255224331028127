"""SLA entries and the objectives of the model."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from tests.odcs.contract_texts import document, objectives_of, stream_text, titles, told

from headgate.model import (
    Availability,
    Burn,
    Completeness,
    Duplicates,
    Freshness,
    Latency,
    NoData,
    Objective,
    Rate,
    TimeToRepair,
)
from headgate.odcs import read_text

MONTH = timedelta(days=30)
MINUTE = timedelta(minutes=1)
P95 = Fraction(95)
NINES = Fraction(999, 1000)

ENTRIES: dict[str, Objective] = {
    "property: latency, value: 60, unit: s": Objective(
        "latency", Latency(P95, MINUTE), Fraction(19, 20), MONTH
    ),
    "property: latency, value: 0.5, unit: minutes": Objective(
        "latency", Latency(P95, timedelta(seconds=30)), Fraction(19, 20), MONTH
    ),
    "property: ly, value: 500ms": Objective(
        "ly", Latency(P95, timedelta(milliseconds=500)), Fraction(19, 20), MONTH
    ),
    "property: freshness, value: 1, unit: w": Objective(
        "freshness", Freshness(P95, timedelta(days=7)), Fraction(19, 20), MONTH
    ),
    "property: completeness, value: 99.9, unit: percent": Objective(
        "completeness", Completeness(), NINES, MONTH
    ),
    "property: availability, value: 99.9%": Objective("availability", Availability(), NINES, MONTH),
    "property: duplicates, value: 0.1, unit: '%'": Objective("duplicates", Duplicates(), NINES, MONTH),
    "property: timeToRepair, value: 1, unit: m": Objective(
        "timeToRepair", TimeToRepair(MINUTE), Fraction(99, 100), MONTH
    ),
    "property: errorRate, value: 0.1, unit: percent": Objective(
        "errorRate", Rate("errorRate", Fraction(1, 1000)), NINES, MONTH
    ),
    "property: schemaRejections, value: 0, unit: percent": Objective(
        "schemaRejections", Rate("schemaRejections", Fraction(0)), Fraction(1), MONTH
    ),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry(entry: str) -> None:
    assert told(document(f"slaProperties:\n- {{{entry}}}\n")) == []
    assert objectives_of(f"- {{{entry}}}\n") == (ENTRIES[entry],)


def test_what_the_block_says_of_an_entry() -> None:
    block = "{percentile: 99.5, objective: 90, window: 1h, burn: {above: 2.5, over: 10m}, noData: idle}"
    entry = f"- property: latency\n  value: 1\n  unit: s\n  customProperties: [{{property: headgate, value: {block}}}]\n"
    (objective,) = objectives_of(entry)
    assert objective == Objective(
        "latency",
        Latency(Fraction(199, 2), timedelta(seconds=1)),
        Fraction(9, 10),
        timedelta(hours=1),
        Burn(Fraction(5, 2), timedelta(minutes=10)),
        NoData.IDLE,
    )
    (plain,) = objectives_of(entry.replace(block, "{burn: {}}"))
    assert plain.burn == Burn(Fraction(1), timedelta(hours=1))


UNREAD = {
    "property: latency, value: 60": ("8:3", "it has no unit | add a `unit`: ms, s, m, h or d"),
    "property: latency, value: 60, unit: y": ("8:40", "its unit is `y` | add a `unit`: ms, s, m, h or d"),
    "property: latency, value: soon, unit: s": (
        "8:30",
        "its value is `soon` | write a number above zero, and its unit",
    ),
    "property: latency, value: 0, unit: s": (
        "8:30",
        "its value is `0` | write a number above zero, and its unit",
    ),
    "property: latency, value: 1e300, unit: d": (
        "8:30",
        "its time is too fine or too long | write whole microseconds, in at most 99999 d",
    ),
    "property: latency, value: 100000, unit: d": (
        "8:30",
        "its time is too fine or too long | write whole microseconds, in at most 99999 d",
    ),
    "property: completeness, value: 99.9": ("8:3", "it has no unit | write `unit: percent`"),
    "property: completeness, value: 0.999, unit: share": (
        "8:48",
        "its unit is `share` | write `unit: percent`",
    ),
    "property: completeness, value: 101, unit: percent": (
        "8:35",
        "its value is `101` | write a number from 0 to 100 and `unit: percent`",
    ),
}


@pytest.mark.parametrize("entry", UNREAD)
def test_entry_that_promises_nothing_measurable(entry: str) -> None:
    place, words = UNREAD[entry]
    text = document(f"slaProperties:\n- {{{entry}}}\n")
    assert told(text) == [f"structure/sla-unread@{place}"]
    assert titles(text)[0].endswith(words)


def test_descriptive_entries_are_left_and_unknown_ones_told() -> None:
    text = document(
        """\
        slaProperties:
        - {property: retention, value: 3, unit: y}
        - {property: generalAvailability, value: "2026-01-01"}
        - {property: frequency, value: 1, unit: d}
        - {property: happiness, value: 1}
        """
    )
    assert told(text) == ["structure/sla-unknown@11:14"]
    assert objectives_of(text.partition("slaProperties:\n")[2]) == ()


def test_names_are_unique_and_lead_to_their_entries() -> None:
    entries = "slaProperties:\n" + "- {property: latency, value: 1, unit: s}\n" * 2
    reading = read_text(document(entries), "c.yaml")
    assert reading.contract is not None
    assert [objective.name for objective in reading.contract.objectives] == ["latency", "latency-2"]
    assert str(reading.source_map.objective("latency-2")) == "c.yaml:9:3"
    assert str(reading.source_map.objective("freshness")) == "c.yaml:8:1"


@pytest.mark.parametrize(
    ("element", "stream"), [("S", "S"), ("S.f", "S"), ("topic.v1", "S"), ("Sf", ""), ("", "")]
)
def test_element_names_the_stream(element: str, stream: str) -> None:
    text = stream_text("- {name: f, logicalType: date}\n").replace(
        "name: S", "name: S\n  physicalName: topic.v1"
    )
    text += f"slaProperties:\n- {{property: latency, value: 1, unit: s, element: '{element}'}}\n"
    reading = read_text(text)
    assert reading.contract is not None
    assert [objective.stream for objective in reading.contract.objectives] == [stream]
