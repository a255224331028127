"""What a support table means for one contract: its nodes, and those that the target cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple, Protocol, assert_never

from headgate.emit.protocol import Elsewhere, Full, Loss, Lossy, Refused, SupportTable
from headgate.model import (
    Aggregate,
    Contract,
    Dedup,
    Expectation,
    Field,
    FieldPath,
    Lateness,
    ListOf,
    MapOf,
    Objective,
    Privacy,
    Stream,
    Struct,
    Topic,
    Type,
)


class Node(NamedTuple):
    """One node of a contract that back ends take a stand on, and where it is."""

    node: type
    stream: str = ""
    path: FieldPath = ()


class Supported(Protocol):
    """What the walk needs of a back end."""

    name: ClassVar[str]
    support: ClassVar[SupportTable]


def table_losses(backend: Supported, contract: Contract, streams: tuple[Stream, ...]) -> tuple[Loss, ...]:
    """The losses that the table of `backend` states for the nodes of `streams`; KeyError for a node without a row."""
    losses = (_loss(backend, node) for node in contract_nodes(contract, streams))
    return tuple(loss for loss in losses if loss is not None)


def _loss(backend: Supported, node: Node) -> Loss | None:
    support = backend.support[node.node]
    match support:
        case Full() | Elsewhere():
            return None
        case Lossy(reason):
            return Loss(backend.name, node.node, reason, node.stream, node.path)
        case Refused(reason):
            return Loss(backend.name, node.node, reason, node.stream, node.path, refused=True)
        case _:
            assert_never(support)


def contract_nodes(contract: Contract, streams: tuple[Stream, ...]) -> Iterator[Node]:
    """The nodes of `streams` and the contract's objectives, in declaration order."""
    for stream in streams:
        yield from _stream_nodes(stream)
    if streams:
        yield from (Node(Objective, objective.stream) for objective in contract.objectives)


def _stream_nodes(stream: Stream) -> Iterator[Node]:
    yield Node(Topic, stream.name)
    for field in stream.fields:
        yield from _field_nodes(stream.name, field, ())
    for expectation in stream.expectations:
        yield Node(type(expectation.promise), stream.name, promised_path(expectation))
    if stream.dedup is not None:
        yield Node(Dedup, stream.name)
    if stream.lateness is not None:
        yield Node(Lateness, stream.name)


def promised_path(expectation: Expectation) -> FieldPath:
    """The field a promise is about; the empty path for one about no field or several."""
    promise = expectation.promise
    if not isinstance(promise, Aggregate):
        return promise.field
    return promise.fields[0] if len(promise.fields) == 1 else ()


def _field_nodes(stream: str, field: Field, parent: FieldPath) -> Iterator[Node]:
    path = (*parent, field.name)
    if field.privacy is not None:
        yield Node(Privacy, stream, path)
    yield from _type_nodes(stream, field.type, path)


def _type_nodes(stream: str, type_: Type, path: FieldPath) -> Iterator[Node]:
    yield Node(type(type_), stream, path)
    match type_:
        case Struct(fields):
            for field in fields:
                yield from _field_nodes(stream, field, path)
        case ListOf(inner) | MapOf(inner):
            yield from _type_nodes(stream, inner, path)
        case _:
            pass
