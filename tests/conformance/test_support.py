"""The support tables are true: for each IR node and back end, one tiny contract shows what the table says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as Exact
from fractions import Fraction

import pytest

from headgate import model
from headgate.emit import backend, backend_names
from headgate.emit.features import FEATURES, RULES, TYPES
from headgate.emit.protocol import Elsewhere, Full, Loss, Lossy, Options, Refused
from headgate.model import Contract, Expectation, Field, SemVer, Stream, Text, Topic, Type, WireFormat
from headgate.model.expectation import Aggregate, RecordRule

TYPE_SAMPLES: dict[type, Type] = {
    model.Boolean: model.Boolean(),
    model.Integer: model.Integer(32),
    model.Float: model.Float(64),
    model.Decimal: model.Decimal(9, 2),
    model.Text: Text(),
    model.Bytes: model.Bytes(),
    model.Date: model.Date(),
    model.Time: model.Time(),
    model.Timestamp: model.Timestamp(),
    model.Uuid: model.Uuid(),
    model.Enumeration: model.Enumeration(("A", "B")),
    model.ListOf: model.ListOf(Text()),
    model.MapOf: model.MapOf(Text()),
    model.Struct: model.Struct((Field("inner", Text()),)),
}
RULE_SAMPLES: dict[type, tuple[Type, RecordRule | Aggregate]] = {
    model.Required: (Text(), model.Required(("probe",))),
    model.InRange: (model.Integer(), model.InRange(("probe",), minimum=0)),
    model.MultipleOf: (model.Integer(), model.MultipleOf(("probe",), Exact(5))),
    model.HasLength: (Text(), model.HasLength(("probe",), minimum=1)),
    model.Matches: (Text(), model.Matches(("probe",), "^x")),
    model.HasFormat: (Text(), model.HasFormat(("probe",), model.Format.EMAIL)),
    model.OneOf: (Text(), model.OneOf(("probe",), ("a",))),
    model.NoneOf: (Text(), model.NoneOf(("probe",), ("a",))),
    model.HasItems: (model.ListOf(Text()), model.HasItems(("probe",), minimum=1)),
    model.Aggregate: (
        Text(),
        Aggregate(model.Statistic.ROW_COUNT, model.Comparison.ABOVE, (Exact(0),)),
    ),
}


def plain(format_: WireFormat) -> Stream:
    return Stream("Probe", Topic("probe.v1"), format_, (Field("key", Text()),), key=("key",))


def with_type(stream: Stream, type_: Type) -> Stream:
    return replace(stream, fields=(*stream.fields, Field("probe", type_)))


def with_rule(stream: Stream, type_: Type, rule: RecordRule | Aggregate) -> Stream:
    demanded = isinstance(rule, model.Required)
    fields = (*stream.fields, Field("probe", type_, required=demanded))
    return replace(stream, fields=fields, expectations=(Expectation("probe.rule", rule),))


BEHAVIOUR_SAMPLES: dict[type, Callable[[Stream], Stream]] = {
    Topic: lambda stream: stream,
    model.Dedup: lambda stream: replace(stream, dedup=model.Dedup((("key",),), timedelta(minutes=1))),
    model.Lateness: lambda stream: replace(
        with_type(stream, model.Timestamp()),
        event_time=("probe",),
        lateness=model.Lateness(timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=1)),
    ),
    model.Privacy: lambda stream: replace(
        stream, fields=(*stream.fields, Field("probe", Text(), privacy=model.Privacy.DROP))
    ),
    model.Objective: lambda stream: stream,
}


def tiny(feature: type, format_: WireFormat) -> Contract:
    """A contract that has the node, and little else."""
    stream = plain(format_)
    if feature in TYPES:
        stream = with_type(stream, TYPE_SAMPLES[feature])
    elif feature in RULES:
        stream = with_rule(stream, *RULE_SAMPLES[feature])
    else:
        stream = BEHAVIOUR_SAMPLES[feature](stream)
    objective = model.Objective("whole", model.Completeness(), Fraction(999, 1000), timedelta(hours=1))
    objectives = (objective,) if feature is model.Objective else ()
    return Contract("probe", "Probe", SemVer(1, 0, 0), "active", (stream,), objectives=objectives)


def without(feature: type, format_: WireFormat) -> Contract:
    """The tiny contract without the node itself."""
    contract = tiny(feature, format_)
    stream = contract.streams[0]
    if feature in RULES:
        stream = with_type(plain(format_), RULE_SAMPLES[feature][0])
    elif feature is model.Privacy:
        stream = with_type(plain(format_), Text())
    else:
        stream = replace(stream, dedup=None, lateness=None)
    return replace(contract, streams=(stream,), objectives=())


def format_of(name: str) -> WireFormat:
    """The wire format that the back end is about."""
    return {"protobuf": WireFormat.PROTOBUF, "jsonschema": WireFormat.JSON}.get(name, WireFormat.AVRO)


def losses_of(name: str, feature: type) -> tuple[Loss, ...]:
    """What the back end says of the feature itself, in the wire format that it spells."""
    emission = backend(name).emit(tiny(feature, format_of(name)), Options())
    return tuple(loss for loss in emission.losses if loss.node is feature)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.__name__)
@pytest.mark.parametrize("name", backend_names())
def test_table_and_truth_agree(name: str, feature: type) -> None:
    losses = losses_of(name, feature)
    support = backend(name).support[feature]
    match support:
        case Full() | Elsewhere():
            assert losses == ()
        case Lossy(reason):
            assert {(loss.reason, loss.refused) for loss in losses} == {(reason, False)}
        case Refused(reason):
            assert {(loss.reason, loss.refused) for loss in losses} == {(reason, True)}


@pytest.mark.parametrize(
    "feature",
    [*RULES, model.Dedup, model.Lateness, model.Privacy, model.Objective],
    ids=lambda feature: feature.__name__,
)
@pytest.mark.parametrize("name", backend_names())
def test_what_is_said_shows_in_the_files(name: str, feature: type) -> None:
    emit, format_ = backend(name).emit, format_of(name)
    differ = emit(tiny(feature, format_), Options()).files != emit(without(feature, format_), Options()).files
    match backend(name).support[feature]:
        case Full():
            assert differ
        case Elsewhere():
            assert not differ
        case _:
            pass


@pytest.mark.parametrize("name", backend_names())
def test_every_node_has_a_row(name: str) -> None:
    assert set(backend(name).support) == set(FEATURES)


def test_every_node_of_the_model_is_a_feature() -> None:
    types = set(model.types.Type.__args__)
    rules = set(model.expectation.RecordRule.__args__) | {Aggregate}
    assert types == set(TYPES)
    assert rules == set(RULES)


@pytest.mark.parametrize("name", backend_names())
def test_losses_name_their_target_and_place(name: str) -> None:
    for feature in (*TYPES, *RULES):
        for loss in losses_of(name, feature):
            assert loss.target == name
            assert loss.stream == "Probe"
            assert loss.path in {("probe",), ()}
