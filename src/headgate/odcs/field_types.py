"""The type of an ODCS property."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Float,
    Integer,
    ListOf,
    MapOf,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
)
from headgate.odcs import offences
from headgate.odcs.cursor import Cursor, Ledger

LOGICAL_TYPES: Final = (
    "string, date, timestamp, time, number, integer, object, array, boolean or map (since ODCS v3.2)"
)
MAX_PRECISION: Final = 38

_DECIMAL = re.compile(r"(?:decimal|numeric|number)\s*\(\s*(\d{1,3})\s*(?:,\s*(\d{1,3})\s*)?\)", re.IGNORECASE)
_BARE_DECIMAL = re.compile(r"decimal|numeric", re.IGNORECASE)
_MICROS = re.compile(r"micros|\(6\)", re.IGNORECASE)
_LOCAL = re.compile(r"local[-_ ]?timestamp|timestamp[-_ ]?ntz|without time zone", re.IGNORECASE)
_BYTES: Final = frozenset(("bytes", "binary", "bytea", "blob", "varbinary", "byte"))
_NARROW: Final = frozenset(
    (
        "int",
        "int32",
        "int16",
        "int8",
        "int4",
        "int2",
        "i32",
        "i16",
        "i8",
        "u16",
        "u8",
        "uint16",
        "uint8",
        "smallint",
        "tinyint",
        "short",
        "byte",
        "sint32",
        "sfixed32",
    )
)
_WIDE: Final = frozenset(("u64", "uint64", "i128", "u128", "int128", "uint128", "hugeint"))
_SINGLE: Final = frozenset(("float", "float32", "float4", "f32", "real"))


@dataclass(frozen=True, slots=True)
class Site:
    """A property whose type is asked for: where it stands, its headgate block, and its name in messages."""

    at: Cursor
    block: Cursor
    name: str

    @property
    def physical(self) -> str:
        """The physical type, in lower case."""
        return self.at["physicalType"].text.lower()

    def option(self, key: str) -> Cursor:
        """One of the logicalTypeOptions."""
        return self.at["logicalTypeOptions"][key]


Inner = Callable[[Site, Cursor], "Type | None"]
"""Reads the type of a value inside a site: an item, a map's value, a nested object."""


def plain_type(site: Site, ledger: Ledger) -> Type | None:
    """The type of a property that holds no other; None (and a finding) when it cannot be told."""
    match site.at["logicalType"].text:
        case "string":
            return _text(site)
        case "date":
            return Date()
        case "time":
            return Time(_unit(site))
        case "timestamp":
            return Timestamp(_unit(site), _is_zoned(site))
        case "boolean":
            return Boolean()
        case "integer":
            return _integer(site, ledger)
        case "number":
            return _number(site, ledger)
        case _:
            _tell_unknown(site, ledger)
            return None


def _tell_unknown(site: Site, ledger: Ledger) -> None:
    given = site.at["logicalType"]
    if not given:
        ledger.tell(offences.TYPE_MISSING, site.at, field=site.name, known=LOGICAL_TYPES)
        return
    remedy = f"write {LOGICAL_TYPES}"
    ledger.tell(offences.TYPE_UNKNOWN, given, field=site.name, given=given.written, remedy=remedy)


def enum_values(site: Site) -> tuple[Cursor, ...]:
    """The values of ODCS's own enum, or of the headgate key before v3.2."""
    own = tuple(item["value"] if isinstance(item.value, dict) else item for item in site.at["enum"].items())
    return own or tuple(site.block["enum"].items())


def _text(site: Site) -> Type:
    symbols = enum_values(site)
    if symbols and all(symbol.text for symbol in symbols):
        # As they are written, spaces and all: they are compared with what records hold.
        return Enumeration(tuple(dict.fromkeys(str(symbol.value) for symbol in symbols)))
    if site.physical.partition("(")[0] in _BYTES or site.option("format").text in _BYTES:
        return Bytes()
    return Uuid() if site.option("format").text.lower() == "uuid" or site.physical == "uuid" else Text()


def _unit(site: Site) -> TimeUnit:
    is_fine = _MICROS.search(site.physical) or "SSSSSS" in site.option("format").text
    return TimeUnit.MICROS if is_fine else TimeUnit.MILLIS


def _is_zoned(site: Site) -> bool:
    return site.option("timezone").value is not False and not _LOCAL.search(site.physical)


def _integer(site: Site, ledger: Ledger) -> Type | None:
    words = {site.physical.partition("(")[0], site.option("format").text.lower()}
    wide = words & _WIDE
    if wide:
        given = f"`{wide.pop()}`"
        remedy = "use `number` with the headgate keys `precision` and `scale: 0`"
        ledger.tell(
            offences.TYPE_UNKNOWN, site.at["logicalType"], field=site.name, given=given, remedy=remedy
        )
        return None
    return Integer(32) if words & _NARROW else Integer()


def _number(site: Site, ledger: Ledger) -> Type | None:
    match = _DECIMAL.fullmatch(site.physical)
    precision, scale = site.block["precision"].whole, site.block["scale"].whole or 0
    if precision is None and match is not None:
        precision, scale = int(match[1]), int(match[2] or 0)
    if precision is not None:
        return _decimal(site, ledger, precision, scale)
    if _BARE_DECIMAL.fullmatch(site.physical):
        ledger.tell(
            offences.TYPE_PART, site.at["physicalType"], field=site.name, kind="a decimal", part="precision"
        )
        return None
    is_single = {site.physical, site.option("format").text.lower()} & _SINGLE
    return Float(32) if is_single else Float()


def _decimal(site: Site, ledger: Ledger, precision: int, scale: int) -> Type | None:
    if 1 <= precision <= MAX_PRECISION and 0 <= scale <= precision:
        return Decimal(precision, scale)
    at = site.block["precision"] or site.at["physicalType"]
    remedy = f"give a precision from 1 to {MAX_PRECISION} and a scale that is not larger"
    given = f"a decimal of {precision} digits with {scale} after the point"
    ledger.tell(offences.TYPE_UNKNOWN, at, field=site.name, given=given, remedy=remedy)
    return None


def list_type(site: Site, inner: Inner, ledger: Ledger) -> Type | None:
    """The type of an array."""
    items = site.at["items"]
    if not items:
        ledger.tell(
            offences.TYPE_PART, site.at["logicalType"], field=site.name, kind="an array", part="items"
        )
        return None
    element = inner(site, items)
    return None if element is None else ListOf(element)


def map_type(site: Site, inner: Inner, ledger: Ledger) -> Type | None:
    """The type of a map; its keys are text."""
    parts = site.at["map"]
    if not parts["value"]:
        ledger.tell(
            offences.TYPE_PART, site.at["logicalType"], field=site.name, kind="a map", part="map.value"
        )
        return None
    key = parts["key"]["logicalType"]
    if key.text not in ("", "string"):
        given, remedy = f"a map with {key.text} keys", "use text keys, or a list of objects"
        ledger.tell(offences.TYPE_UNKNOWN, key, field=site.name, given=given, remedy=remedy)
        return None
    value = inner(site, parts["value"])
    return None if value is None else MapOf(value)


def vector_type(site: Site) -> Type:
    """The type of a vector: a list of numbers of the width of its elements."""
    match site.option("elementType").text:
        case "float64":
            return ListOf(Float(64))
        case "int8" | "uint8" | "binary":
            return ListOf(Integer(32))
        case _:
            return ListOf(Float(32))


def kind_of_type(of: Type) -> str:
    """A type in a message: `a decimal`, `a list`."""
    match of:
        case Enumeration():
            return "an enumeration"
        case Integer():
            return "an integer"
        case ListOf():
            return "a list"
        case MapOf():
            return "a map"
        case Struct():
            return "an object"
        case Bytes():
            return "bytes"
        case _:
            return f"a {type(of).__name__.lower()}"
