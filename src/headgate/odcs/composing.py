"""From YAML text to a tree: events one by one, so that no text can exhaust stack or memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import yaml

from headgate.diagnostics import Finding, Place, Position, Related, Span
from headgate.diagnostics.span import START
from headgate.odcs import text_offences
from headgate.odcs.nodes import Mapping, Node, Scalar, Sequence
from headgate.odcs.offence import Offence
from headgate.odcs.scalars import is_old_truth, is_oversized, plain_value

MAX_DEPTH: Final = 64
MAX_NODES: Final = 100_000
"""With all aliases written out; a contract of a thousand fields has some ten thousand."""

_STANDARD_TAG: Final = "tag:yaml.org,2002:"
_VALUE_TAGS: Final = frozenset(_STANDARD_TAG + name for name in ("int", "float", "bool", "null"))
_TEXT_TAGS: Final = frozenset(("!", _STANDARD_TAG + "str"))
_COLLECTION_TAGS: Final = frozenset(_STANDARD_TAG + name for name in ("map", "seq"))
_MERGE: Final = "<<"

# The C parser is part of every PyYAML wheel and ten times as fast; a source build may lack it.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet; `size` and `height` count its nodes with aliases written out."""

    start: Position
    anchor: str | None
    is_mapping: bool
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    merged: list[Mapping] = field(default_factory=list)
    key: Node | None = None
    size: int = 1
    height: int = 1
    last: Position | None = None


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


class _StopReading(Exception):  # noqa: N818 - no error: the findings hold it
    """Reading on would be without end or sense; the finding is written already."""


@dataclass(slots=True)
class Composer:
    """Builds the tree of the first document of a text; `findings` tells what is wrong with it."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, _Anchored] = field(default_factory=dict)
    _total: int = 0
    _root: Node | None = None

    def compose(self, text: str) -> Node | None:
        """The tree, or None when the text is empty or not YAML."""
        try:
            for event in yaml.parse(text, Loader=LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            self._broken(error, text)
            return None
        except yaml.YAMLError as error:
            start = Position(1, 1)
            self._tell(
                text_offences.BROKEN,
                Span(start, start),
                problem="unreadable",
                context=str(error),
                remedy=_REMEDY,
            )
            return None
        except _StopReading:
            return None if self._stack else self._root
        return self._root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event), event.anchor)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            self._tell(text_offences.DOCUMENTS, _span(event))
            raise _StopReading

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span, text = _span(event), event.value
        tag = event.tag if event.tag not in _TEXT_TAGS else None
        if tag is not None and tag not in _VALUE_TAGS:
            self._tell(text_offences.TAG, span, tag=_short(tag))
        if not (tag in _VALUE_TAGS or (tag is None and event.implicit[0])):
            return Scalar(span, text, text)
        if is_oversized(text):
            self._tell(text_offences.OVERSIZED, span)
        return Scalar(span, text, plain_value(text))

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        span = _span(event)
        if len(self._stack) >= MAX_DEPTH:
            self._tell(text_offences.DEPTH, span, limit=MAX_DEPTH)
            raise _StopReading
        if event.tag is not None and event.tag not in _COLLECTION_TAGS:
            self._tell(text_offences.TAG, span, tag=_short(event.tag))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(span.start, event.anchor, is_mapping, bool(event.flow_style)))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        # A block has no end sign of its own: it ends where its last node does.
        end = _span(event).end if done.is_flow or done.last is None else done.last
        span = Span(done.start, max(end, done.start))
        for base in done.merged:
            for key, value in base.entries:
                done.entries.setdefault(key.text, (key, value))
        node = (
            Mapping(span, tuple(done.entries.values()))
            if done.is_mapping
            else Sequence(span, tuple(done.items))
        )
        self._add(node, done.anchor, size=done.size, height=done.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        span, name = _span(event), event.anchor
        anchored = self._anchors.get(name or "")
        nothing = Scalar(span, "", None)
        if anchored is None:
            is_inside = any(part.anchor == name for part in self._stack)
            self._tell(text_offences.RECURSIVE if is_inside else text_offences.NO_ANCHOR, span, name=name)
            self._add(nothing, None)
        elif len(self._stack) + anchored.height > MAX_DEPTH:
            self._tell(text_offences.DEPTH, span, limit=MAX_DEPTH)
            self._add(nothing, None)
        elif self._total + anchored.size > MAX_NODES:
            self._tell(text_offences.EXPANSION, span, limit=f"{MAX_NODES:,}")
            raise _StopReading
        else:
            self._total += anchored.size - 1
            self._add(_moved(anchored.node, span), None, size=anchored.size, height=anchored.height)

    def _add(self, node: Node, anchor: str | None, *, size: int = 1, height: int = 1) -> None:
        self._total += 1
        if self._total > MAX_NODES:
            self._tell(text_offences.TOO_MANY, node.span, limit=f"{MAX_NODES:,}")
            raise _StopReading
        if anchor is not None:
            self._anchors[anchor] = _Anchored(node, size, height)
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.size += size
        parent.height = max(parent.height, height + 1)
        parent.last = node.span.end
        if not parent.is_mapping:
            parent.items.append(_told(self, node))
        elif parent.key is None:
            parent.key = node
        else:
            key, parent.key = parent.key, None
            self._entry(parent, key, _told(self, node))

    def _entry(self, parent: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._tell(text_offences.KEY_NOT_TEXT, key.span, key="a key", kind=kind_of(key))
            return
        if key.text == _MERGE and isinstance(value, Mapping | Sequence):
            bases = value.items if isinstance(value, Sequence) else (value,)
            parent.merged.extend(base for base in bases if isinstance(base, Mapping))
            return
        if not isinstance(key.value, str) and not is_old_truth(key.text):
            self._tell(text_offences.KEY_NOT_TEXT, key.span, key=f"the key `{key.text}`", kind=kind_of(key))
        first = parent.entries.get(key.text)
        if first is None:
            parent.entries[key.text] = (key, value)
        else:
            twin = Related("first", Place(self.path, first[0].span))
            self._tell(text_offences.DUPLICATE, key.span, twin, key=key.text)

    def _broken(self, error: yaml.MarkedYAMLError, text: str) -> None:
        mark = error.problem_mark or error.context_mark
        at = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        tab = _indenting_tab(text, at.line)
        if tab is not None:
            self._tell(text_offences.TAB, Span(tab, Position(tab.line, tab.column + 1)))
            return
        problem, context = error.problem or "broken", error.context or ""
        self._tell(
            text_offences.BROKEN, Span(at, at), problem=problem, context=context, remedy=_remedy(problem)
        )

    def _tell(self, offence: Offence, span: Span, *related: Related, **values: object) -> None:
        self.findings.append(offence.at(Place(self.path, span), related=related, fix=None, **values))


_REMEDY: Final = "correct the syntax at this place"
_REMEDIES: Final = (
    (
        "mapping values are not allowed",
        "put quotes around a text that holds `: `, or correct the indentation",
    ),
    ("did not find expected key", "correct the indentation: keys of one mapping start in one column"),
    ("did not find expected '-'", "correct the indentation: items of one list start in one column"),
    ("cannot start any token", "put quotes around a text that starts with a special character"),
    ("unexpected end of stream", "close the quote that is opened before"),
    ("did not find expected ',' or", "close the bracket, or put a comma between the entries"),
    ("undefined alias", "anchor the part first, or write it out"),
    ("could not find expected ':'", "write the key with a colon and a space after it"),
)


def _remedy(problem: str) -> str:
    return next((remedy for start, remedy in _REMEDIES if start in problem), _REMEDY)


def _short(tag: str) -> str:
    return tag.replace(_STANDARD_TAG, "!!", 1)


def _told(composer: Composer, node: Node) -> Node:
    """A value, after a word that two YAML versions read differently was told of."""
    if isinstance(node, Scalar) and isinstance(node.value, bool) and is_old_truth(node.text):
        truth = str(node.value).lower()
        place = Place(composer.path, node.span)
        composer.findings.append(text_offences.OLD_TRUTH.at(place, word=node.text, truth=truth))
    return node


def kind_of(node: Node) -> str:
    """What a node is, with its article: `a number`, `text`, `a list`."""
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case Scalar(value=None):
            return "empty"
        case Scalar(value=bool()):
            return "a truth value"
        case Scalar(value=str()):
            return "text"
        case Scalar():
            return "a number"


def _moved(node: Node, span: Span) -> Node:
    """The node as if written at `span`: an alias stands where it is used."""
    match node:
        case Scalar():
            return Scalar(span, node.text, node.value)
        case Sequence():
            return Sequence(span, node.items)
        case Mapping():
            return Mapping(span, node.entries)


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # a parser's events have both
        return START
    return Span(Position(start.line + 1, start.column + 1), Position(end.line + 1, end.column + 1))


def _indenting_tab(text: str, line: int) -> Position | None:
    """The tab in the indentation of `line`."""
    content = next(islice(text.splitlines(), line - 1, None), "")
    indent = content[: len(content) - len(content.lstrip(" \t"))]
    return Position(line, indent.index("\t") + 1) if "\t" in indent else None
