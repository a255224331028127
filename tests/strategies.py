"""Random contracts, and records that fit them (or nearly)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Context
from decimal import Decimal as Exact

from hypothesis import strategies as st

from headgate.model import (
    Action,
    Boolean,
    Bytes,
    Cleanup,
    Contract,
    Date,
    Decimal,
    Enumeration,
    Expectation,
    Field,
    Float,
    Format,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    ListOf,
    MapOf,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    Privacy,
    Required,
    SemVer,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Topic,
    Type,
    Uuid,
    WireFormat,
)
from headgate.model.expectation import RecordRule

PATTERNS = ("^[a-z]+$", r"\d{2}", "^$|x", r"^\w+ ?\w*$", "[^0-9]", "(?:ab)*c", r"\.")
WORDS = st.text(st.sampled_from("abx01 ._é😀\n"), max_size=6)

SCALARS: st.SearchStrategy[Type] = st.one_of(
    st.sampled_from(
        [Boolean(), Integer(32), Integer(64), Float(32), Float(64), Text(), Bytes(), Date(), Uuid()]
    ),
    st.integers(1, 38).flatmap(lambda p: st.integers(0, p).map(lambda s: Decimal(p, s))),
    st.sampled_from(TimeUnit).map(Time),
    st.builds(Timestamp, st.sampled_from(TimeUnit), st.booleans()),
    st.just(Enumeration(("NEW", "PAID", "SENT"))),
)


def structs(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    return fields(inner, st.none()).map(Struct)


def fields(
    types: st.SearchStrategy[Type], privacy: st.SearchStrategy[Privacy | None]
) -> st.SearchStrategy[tuple[Field, ...]]:
    """One to four fields, `f1` to `f4`, so that no name or tag is taken twice."""
    one = st.tuples(types, st.booleans(), privacy)
    return st.lists(one, min_size=1, max_size=4).map(
        lambda drawn: tuple(
            Field(f"f{place}", type_, required=required, privacy=treatment)
            for place, (type_, required, treatment) in enumerate(drawn, 1)
        )
    )


TYPES: st.SearchStrategy[Type] = st.one_of(
    SCALARS,
    SCALARS.map(ListOf),
    SCALARS.map(MapOf),
    structs(st.one_of(SCALARS, SCALARS.map(ListOf))),
    structs(SCALARS).map(ListOf),
)


def rule_for(path: tuple[str, ...], type_: Type) -> st.SearchStrategy[RecordRule]:
    """A rule that makes sense for the type."""
    choices: list[st.SearchStrategy[RecordRule]] = [st.just(Required(path))]
    match type_:
        case Integer() | Float() | Decimal():
            bounds = st.decimals(-10, 10, places=1)
            choices.append(
                st.builds(InRange, st.just(path), bounds, st.none() | bounds, st.booleans(), st.booleans())
            )
            factors = st.sampled_from([Exact(1), Exact(3), Exact("0.5"), Exact("0.05"), Exact(100)])
            choices.append(st.builds(MultipleOf, st.just(path), factors))
            few = st.lists(st.integers(-3, 3), max_size=3).map(tuple)
            choices += [st.builds(OneOf, st.just(path), few), st.builds(NoneOf, st.just(path), few)]
        case Text() | Uuid() | Enumeration():
            choices.append(
                st.builds(HasLength, st.just(path), st.integers(0, 3), st.none() | st.integers(3, 8))
            )
            choices.append(st.sampled_from(PATTERNS).map(lambda pattern: Matches(path, pattern)))
            choices.append(st.sampled_from(Format).map(lambda format_: HasFormat(path, format_)))
            choices.append(st.lists(WORDS, max_size=3).map(lambda words: OneOf(path, tuple(words))))
        case Date():
            choices.append(st.just(InRange(path, "2020-01-01", "2026-12-31", exclusive_maximum=True)))
        case ListOf():
            choices.append(
                st.builds(HasItems, st.just(path), st.integers(0, 1), st.none() | st.integers(1, 3))
            )
        case _:
            pass
    return st.one_of(choices)


def moment_of(type_: Date | Time | Timestamp) -> st.SearchStrategy[object]:
    """A day, a time of day or an instant, of the type's resolution."""
    match type_:
        case Date():
            return st.dates(date(2015, 1, 1), date(2030, 1, 1))
        case Time(unit):
            step = 1000 if unit is TimeUnit.MILLIS else 1
            return st.times().map(
                lambda moment: moment.replace(microsecond=moment.microsecond // step * step)
            )
        case Timestamp(zoned=zoned):
            zone = st.just(UTC) if zoned else st.none()
            span = (datetime(1971, 1, 1), datetime(2100, 1, 1))
            return st.datetimes(*span, timezones=zone).map(
                lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
            )


def value_of(type_: Type) -> st.SearchStrategy[object]:
    """A value of the type."""
    match type_:
        case Boolean():
            return st.booleans()
        case Integer(bits):
            return st.integers(-20, 20) | st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        case Float(bits):
            wide: st.SearchStrategy[float] = st.floats(allow_nan=False, allow_infinity=False)
            narrow = st.floats(width=32, allow_nan=False, allow_infinity=False)
            return st.sampled_from([0.5, -3.0, 7.25]) | (narrow if bits == 32 else wide)
        case Decimal(precision, scale):
            limit = 10**precision - 1
            return st.integers(-limit, limit).map(lambda unscaled: Exact(unscaled).scaleb(-scale, _EXACT))
        case Text():
            return WORDS
        case Bytes():
            return st.binary(max_size=4)
        case Date() | Time() | Timestamp():
            return moment_of(type_)
        case Uuid():
            return st.uuids().map(str)
        case Enumeration(symbols):
            return st.sampled_from(symbols)
        case ListOf(element):
            return st.lists(value_of(element), max_size=3)
        case MapOf(value):
            return st.dictionaries(st.sampled_from("abc"), value_of(value), max_size=2)
        case Struct(inner):
            return record_of(inner)


_EXACT = Context(prec=60)


def record_of(fields_: tuple[Field, ...]) -> st.SearchStrategy[dict[str, object]]:
    """A record with all required fields, optional ones there, null or absent."""
    required = {field.name: value_of(field.type) for field in fields_ if field.required}
    optional = {field.name: st.none() | value_of(field.type) for field in fields_ if not field.required}
    return st.fixed_dictionaries(required, optional=optional)


ANYTHING: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    WORDS,
    st.binary(max_size=3),
    st.decimals(allow_nan=True),
    st.dates(),
    st.just(time(1, 2)),
    st.datetimes() | st.datetimes(timezones=st.just(UTC)),
    st.uuids(),
    st.lists(st.integers() | WORDS, max_size=2),
    st.dictionaries(st.sampled_from(["f1", "f2", "zz"]), st.integers() | WORDS, max_size=2),
)


def careless_record(fields_: tuple[Field, ...]) -> st.SearchStrategy[dict[str, object]]:
    """A record whose fields are often wrong, missing or unknown."""
    names = {field.name: st.one_of(value_of(field.type), value_of(field.type), ANYTHING) for field in fields_}
    return st.fixed_dictionaries({}, optional={**names, "zz": ANYTHING})


@st.composite
def streams(draw: st.DrawFn, format_: WireFormat = WireFormat.AVRO) -> Stream:
    """A stream with fields of any type and rules that fit them."""
    drawn = draw(fields(TYPES, st.just(None)))
    rules: list[Expectation] = []
    for field in drawn:
        for number, rule in enumerate(draw(st.lists(rule_for((field.name,), field.type), max_size=2))):
            action = draw(st.sampled_from(Action))
            rules.append(Expectation(f"{field.name}.rule{number}", rule, action=action))
    days = draw(st.none() | st.integers(1, 30))
    topic = Topic(
        "random.records-v1",
        partitions=draw(st.integers(1, 12)),
        retention=None if days is None else timedelta(days=days),
        cleanup=draw(st.sampled_from(Cleanup)),
    )
    return Stream("RandomRecord", topic, format_, drawn, expectations=tuple(rules))


def contract_of(stream: Stream) -> Contract:
    """A contract with that stream alone."""
    return Contract("random", "Random", SemVer(1, 0, 0), "active", (stream,))
