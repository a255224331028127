"""Record rules from a property itself: `required`, `unique`, `enum` and the logicalTypeOptions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal as Exact
from typing import Final, TypeVar

from headgate.model import (
    Action,
    Aggregate,
    Bytes,
    Comparison,
    Date,
    Decimal,
    Enumeration,
    Expectation,
    Float,
    Format,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    ListOf,
    Matches,
    MultipleOf,
    OneOf,
    RecordRule,
    Required,
    Scalar,
    Statistic,
    Text,
    Time,
    Timestamp,
    Uuid,
    Weight,
)
from headgate.odcs import offences
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.field_types import Site, enum_values
from headgate.odcs.fields import Found

_Moment = TypeVar("_Moment", date, datetime, time)
_FORMATS: Final = {form.value: form for form in Format}
_TYPE_FORMATS: Final = frozenset(("uuid", "binary", "bytes", "byte"))
_BOUNDS: Final = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
_NO_RULE: Final = "no engine checks it record by record"
_OUT_OF_REACH: Final = "rules reach the fields of objects, not what is inside a list or a map"


def constraints(found: Found, ledger: Ledger) -> Iterator[tuple[Expectation, str]]:
    """The rules of one property, each with the pointer of the key that makes it."""
    at = found.site.at
    if found.field.required and found.above.is_sure:
        yield _rule(found, "required", Required(found.path)), at["required"].pointer
    if at["unique"].truth:
        yield _unique(found), at["unique"].pointer
    yield from _enum(found)
    yield from _options(found, ledger)


def _rule(found: Found, suffix: str, promise: RecordRule) -> Expectation:
    return Expectation(f"{found.dotted}.{suffix}", promise)


def _unique(found: Found) -> Expectation:
    promise = Aggregate(Statistic.DUPLICATE_COUNT, Comparison.EQUAL, (Exact(0),), fields=(found.path,))
    return Expectation(
        f"{found.dotted}.unique", promise, Weight.ERROR, Action.DEAD_LETTER, dimension="uniqueness"
    )


def _enum(found: Found) -> Iterator[tuple[Expectation, str]]:
    """An enum of anything but text is a rule; one of text is the type, checked when a record is decoded."""
    values = enum_values(found.site)
    if not values or isinstance(found.field.type, Enumeration):
        return
    scalars = tuple(value for item in values if (value := scalar(item)) is not None)
    if scalars:
        yield _rule(found, "enum", OneOf(found.path, scalars)), found.site.at["enum"].pointer


def _options(found: Found, ledger: Ledger) -> Iterator[tuple[Expectation, str]]:
    options = found.site.at["logicalTypeOptions"]
    pairs = ((("minLength", "maxLength"), "length"), (("minItems", "maxItems"), "items"))
    for (low, high), suffix in pairs:
        promise = _between(found, suffix, options[low].whole, options[high].whole)
        if promise is not None:
            yield _rule(found, suffix, promise), (options[low] or options[high]).pointer
    for key, at in options.entries():
        promise = _option(found, key, at, ledger)
        if promise is not None:
            yield _rule(found, key, promise), at.pointer
    if "dimensions" in options and (size := options["dimensions"].whole) is not None:
        yield _rule(found, "dimensions", HasItems(found.path, size, size)), options["dimensions"].pointer


def _between(found: Found, suffix: str, low: int | None, high: int | None) -> RecordRule | None:
    if low is None and high is None:
        return None
    if suffix == "length":
        return HasLength(found.path, low, high) if isinstance(found.field.type, Text) else None
    return HasItems(found.path, low, high) if isinstance(found.field.type, ListOf) else None


def _option(found: Found, key: str, at: Cursor, ledger: Ledger) -> RecordRule | None:
    if key in _BOUNDS:
        return _bound(found, key, at, ledger)
    if key == "pattern" and at.text and isinstance(found.field.type, Text):
        return Matches(found.path, str(at.value))
    if key == "format":
        return _format(found, at, ledger)
    if key == "multipleOf" and at.exact is not None:
        return MultipleOf(found.path, at.exact)
    if not _is_read(found, key) and key in _UNENFORCED | _LENGTHS:
        ledger.tell(offences.OPTION_UNREAD, at, key=True, option=key, field=found.dotted, why=_NO_RULE)
    return None


_LENGTHS: Final = frozenset(("minLength", "maxLength", "pattern", "minItems", "maxItems"))
_UNENFORCED: Final = frozenset(("uniqueItems", "minProperties", "maxProperties", "required"))


def _is_read(found: Found, key: str) -> bool:
    of = found.field.type
    if key in ("minLength", "maxLength", "pattern"):
        return isinstance(of, Text)
    if key in ("minItems", "maxItems"):
        return isinstance(of, ListOf)
    return False


def _format(found: Found, at: Cursor, ledger: Ledger) -> RecordRule | None:
    if not isinstance(found.field.type, Text | Uuid | Bytes):
        return None  # the widths of numbers and the spelling of times are part of the type
    word = at.text.lower()
    if word in _TYPE_FORMATS:
        return None
    if word in _FORMATS:
        return HasFormat(found.path, _FORMATS[word])
    if at.text:
        why = f"no engine knows the format `{at.text}`"
        ledger.tell(offences.OPTION_UNREAD, at, option="format", field=found.dotted, why=why)
    return None


def _bound(found: Found, key: str, at: Cursor, ledger: Ledger) -> RecordRule | None:
    """One bound; ODCS v3.0 writes an exclusive one as `true` beside the bound itself."""
    if isinstance(at.value, bool):
        return None
    value = _bound_value(found, at)
    if value is None:
        remedy = _bound_remedy(found)
        ledger.tell(
            offences.OPTION_WRONG, at, option=key, field=found.dotted, given=at.written, remedy=remedy
        )
        return None
    options = found.site.at["logicalTypeOptions"]
    is_exclusive = key.startswith("exclusive") or options[f"exclusive{key.capitalize()}"].truth
    if key.lower().endswith("minimum"):
        return InRange(found.path, minimum=value, exclusive_minimum=is_exclusive)
    return InRange(found.path, maximum=value, exclusive_maximum=is_exclusive)


def _bound_value(found: Found, at: Cursor) -> Scalar | None:
    match found.field.type:
        case Integer() | Float() | Decimal():
            return at.whole if isinstance(at.value, int) else at.exact
        case Date():
            return None if _read(date, at.text) is None else at.text
        case Timestamp(zoned=zoned):
            instant = _read(datetime, at.text)
            return at.text if instant is not None and (instant.tzinfo is not None) is zoned else None
        case Time():
            moment = _read(time, at.text)
            return at.text if moment is not None and moment.tzinfo is None else None
        case _:
            return None


def _read(kind: type[_Moment], text: str) -> _Moment | None:
    try:
        return kind.fromisoformat(text)
    except ValueError:
        return None


def _bound_remedy(found: Found) -> str:
    match found.field.type:
        case Integer() | Float() | Decimal():
            return "write a number"
        case Date():
            return "write a day as 2026-01-31"
        case Timestamp(zoned=True):
            return "write an instant with its zone, as 2026-01-31T00:00:00Z"
        case Timestamp():
            return "write a time without a zone, as 2026-01-31T00:00:00"
        case Time():
            return "write a time of day without a zone, as 12:30:00"
        case _:
            return "delete it: values of this type have no order"


def tell_out_of_reach(site: Site, ledger: Ledger) -> None:
    """Notes each rule of a property that stands inside a list or a map, where no rule reaches."""
    for key, at in site.at["logicalTypeOptions"].entries():
        if key in _BOUNDS or key in _LENGTHS or key == "multipleOf":
            ledger.tell(offences.OPTION_UNREAD, at, key=True, option=key, field=site.name, why=_OUT_OF_REACH)
    for at in site.at["quality"].items():
        name = at["name"].text or at["metric"].text or "quality rule"
        remedy = "move the rule to the field that holds the list or map"
        ledger.tell(offences.QUALITY_UNREAD, at, name=name, reason=_OUT_OF_REACH, remedy=remedy)


def scalar(at: Cursor) -> Scalar | None:
    """A scalar as rules compare it; None for lists, mappings and nothing."""
    return at.value if isinstance(at.value, bool | int | Exact | str) else None
