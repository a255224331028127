"""What is taken for a rename, and what is not: evidence decides, and two candidates are none."""

from __future__ import annotations

from string import ascii_lowercase
from time import process_time

import pytest

from headgate.change import diff, kind_name
from headgate.change.renames import are_alike
from headgate.model import Contract, Field, Integer, SemVer, Stream, Struct, Text, Topic, Type, WireFormat


def contract(*fields: Field, wire: WireFormat = WireFormat.AVRO) -> Contract:
    stream = Stream("Click", Topic("clicks.v1"), wire, fields)
    return Contract("a", "a", SemVer(1, 0, 0), "active", (stream,))


def text(name: str, number: int = 0, doc: str = "", of: Type = Text()) -> Field:  # noqa: B008 - a frozen value
    return Field(name, of, number=number, doc=doc)


def told(before: tuple[Field, ...], after: tuple[Field, ...], wire: WireFormat = WireFormat.AVRO) -> set[str]:
    found = diff(contract(*before, wire=wire), contract(*after, wire=wire))
    return {kind_name(type(change)) for change in found}


RENAMED = {"field-renamed"}
REPLACED = {"field-added", "field-removed"}
NUMBERED = WireFormat.PROTOBUF
ALPHABET = tuple(ascii_lowercase)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((text("pageUrl"),), (text("page_url"),), RENAMED),
        ((text("discount"),), (text("discounts"),), RENAMED),
        ((text("a", doc="The page."),), (text("b", doc="The page."),), RENAMED),
        ((text("a"),), (text("b"),), REPLACED),
        ((text("a", doc="The page."),), (text("b", doc="The shop."),), REPLACED),
        ((text("pageUrl"),), (text("page_url", of=Integer()),), REPLACED),
        ((text("page_url"),), (text("page_urn"),), REPLACED),
        ((text("link"),), (text("links"), text("linkz")), REPLACED),
        ((text("link"), text("linkz")), (text("links"),), REPLACED),
        ((text("item_1"),), (text("item_2"),), REPLACED),
        ((text("created_at"),), (text("updated_at"),), REPLACED),
        ((text("source_ip"),), (text("source_id"),), REPLACED),
    ],
)
def test_by_name_and_description(
    before: tuple[Field, ...], after: tuple[Field, ...], expected: set[str]
) -> None:
    assert told(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((text("a", 1), text("b", 2)), (text("a", 1), text("c", 2)), RENAMED),
        ((text("a", 1), text("link", 2)), (text("a", 1), text("links", 3)), REPLACED),
        ((text("a", 1),), (text("c", 1, of=Integer()),), REPLACED),
        ((text("a", 1, of=Integer(32)),), (text("c", 1, of=Integer(64)),), RENAMED | {"type-widened"}),
    ],
)
def test_by_number_in_protobuf(
    before: tuple[Field, ...], after: tuple[Field, ...], expected: set[str]
) -> None:
    assert told(before, after, NUMBERED) == expected


def test_thousands_of_other_names_are_no_evidence_and_take_no_time() -> None:
    words = [f"{first}{second}ing" for first in ALPHABET for second in ALPHABET]
    before = tuple(text(word) for word in words)
    after = tuple(text(f"x{word}") for word in words)
    began = process_time()
    assert told(before, after) == REPLACED
    assert told((*before, text("page_url")), (*after, text("pageUrl"))) == REPLACED | RENAMED
    assert process_time() - began < 2


def test_what_is_in_a_renamed_object_moves_with_it() -> None:
    inner = (text("city"), text("zip"))
    before, after = text("addres", of=Struct(inner)), text("address", of=Struct(inner))
    assert told((before,), (after,)) == RENAMED


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("customerId", "customer_id", True),
        ("occured_at", "occurred_at", True),
        ("HTTPStatus", "http_status", True),
        ("first_name", "last_name", False),
        ("min_price", "max_price", False),
        ("amount", "amount_total", False),
        ("v1", "v2", False),
        ("straße", "straßen", True),
    ],
)
def test_likeness(one: str, other: str, *, alike: bool) -> None:
    assert are_alike(one, other) is alike
