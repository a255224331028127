"""The books against a ground truth: found, misplaced, nowhere; each by exact offsets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pyroaring import BitMap64

from headgate.connect.faults import SettingsError
from headgate.connect.truth import Truth
from headgate.model import Action, Expectation, InRange, Required, Stream, Topic, WireFormat
from headgate.model.wire import Route
from headgate.ops.audit.books import Books, Entries, Window
from headgate.ops.audit.offsets import Offsets
from headgate.ops.audit.truth import Line, compare, unforeseen

STREAM = Stream(
    "Event",
    Topic("events", 1, retention=timedelta(days=7)),
    WireFormat.AVRO,
    (),
    expectations=(
        Expectation("a.required", Required(("a",))),
        Expectation("b.maximum", InRange(("b",), maximum=9), action=Action.WARN),
    ),
)
TEN = {0: 10}


def at(*offsets: int) -> Offsets:
    return Offsets.of((0, offset) for offset in offsets)


def labelled(labels: dict[str, tuple[int, ...]]) -> Truth:
    counts = {label: len(found) for label, found in labels.items()}
    return Truth(
        "events", "c@1.0.0", counts, {label: {0: BitMap64(found)} for label, found in labels.items()}
    )


def books(
    outputs: dict[Route, Offsets],
    dead_letters: dict[str, Offsets] | None = None,
    warnings: dict[str, Offsets] | None = None,
) -> Books:
    every = {route: Entries(outputs.get(route, at())) for route in Route}
    window = Window({}, TEN, {}, TEN)
    return Books(at(*range(10)), window, every, dead_letters=dead_letters or {}, warnings=warnings or {})


def only(lines: tuple[Line, ...]) -> Line:
    (line,) = lines
    return line


@pytest.mark.parametrize(
    ("label", "route", "more"),
    [
        ("clean", Route.CLEAN, {}),
        ("old-version", Route.CLEAN, {}),
        ("duplicate", Route.DUPLICATES, {}),
        ("late", Route.LATE, {}),
        ("violation:a.required", Route.DLQ, {"dead_letters": {"a.required": at(1, 2)}}),
        ("violation:b.maximum", Route.CLEAN, {"warnings": {"b.maximum": at(1, 2)}}),
        ("poison:null", Route.DLQ, {"dead_letters": {"decode/null-value": at(1, 2)}}),
        ("poison:garbage", Route.DLQ, {"dead_letters": {"decode/trailing-bytes": at(1, 2)}}),
    ],
)
def test_a_label_belongs_in_its_route(label: str, route: Route, more: dict[str, dict[str, Offsets]]) -> None:
    told = labelled({label: (1, 2)})
    right = only(compare(told, STREAM, books({route: at(1, 2)}, **more)))
    assert (right.right, right.found) == (True, at(1, 2))
    other = Route.STAGING
    wrong = only(compare(told, STREAM, books({other: at(1)})))
    assert (wrong.right, wrong.misplaced, wrong.absent) == (False, {other: at(1)}, at(2))


def test_a_dead_letter_must_name_the_broken_rule() -> None:
    told = labelled({"violation:a.required": (1, 2)})
    other = books({Route.DLQ: at(1, 2)}, dead_letters={"b.maximum": at(2), "a.required": at(1)})
    line = only(compare(told, STREAM, other))
    assert (line.found, line.misplaced) == (at(1), {Route.DLQ: at(2)})


def test_an_unknown_field_must_be_named() -> None:
    told, entries = labelled({"unknown-field": (3,)}), {route: Entries(at(3)) for route in Route}
    window = Window({}, TEN, {}, TEN)
    assert not only(compare(told, STREAM, Books(at(3), window, entries))).right
    assert only(compare(told, STREAM, Books(at(3), window, entries, unknown=at(3)))).right


def test_records_that_no_generator_wrote_are_told() -> None:
    told = labelled({"clean": tuple(range(8))})
    assert unforeseen(told, books({})) == at(8, 9)


def test_an_unknown_label_is_not_understood() -> None:
    with pytest.raises(SettingsError, match="strange"):
        compare(labelled({"strange": (1,)}), STREAM, books({}))
