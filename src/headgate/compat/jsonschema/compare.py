"""Two schemas beside each other, recursive ones too: which value of the writer's does the reader not take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from headgate.compat.jsonschema import scalars
from headgate.compat.jsonschema.arrays import ArrayComparison
from headgate.compat.jsonschema.combined import CombinedComparison, reading_branch, widened, written_branch
from headgate.compat.jsonschema.found import (
    INTEGER_TO_NUMBER,
    Findings,
    Found,
    Link,
    Pair,
    Within,
    breaking,
    first_breaking,
    moving,
    under,
)
from headgate.compat.jsonschema.objects import ObjectComparison
from headgate.compat.jsonschema.schema import (
    Combined,
    Conditional,
    Criterion,
    Enumerated,
    Negated,
    Part,
    Plain,
    Reference,
    Schema,
    Unevaluated,
    referred,
)

Status: TypeAlias = tuple[bool, bool]


def compared(reader: Schema, writer: Schema) -> Findings:
    """Every difference, compatible or not, hazards among them, in the reader's order."""
    return _Comparison().found(referred(reader), referred(writer))


@dataclass(slots=True)
class _Comparison:
    """Two schemas, each pair of subschemas behind a `$ref` compared for itself.

    A pair is taken to be compatible until it is found not to be, and then whatever asked for it is compared again: the
    greatest fixed point, so that recursive schemas end, and no deeper on Python's stack than the text nests.
    """

    new: list[Pair] = field(default_factory=list)
    again: dict[Pair, None] = field(default_factory=dict)
    schemas: dict[Pair, tuple[Schema, Schema]] = field(default_factory=dict)
    known: dict[Pair, Findings] = field(default_factory=dict)
    status: dict[Pair, Status] = field(default_factory=dict)
    asked_by: dict[Pair, dict[Pair, None]] = field(default_factory=dict)
    inline: dict[Pair, Findings] = field(default_factory=dict)
    wrapped: dict[int, Schema] = field(default_factory=dict)
    current: Pair = (0, 0)

    def found(self, reader: Schema, writer: Schema) -> Findings:
        """What the reader cannot do with what the writer wrote, and all else that differs."""
        root = self._asked(reader, writer)
        while self.new or self.again:
            # Those never compared go first: most verdicts change early, and each change asks for others again.
            self.current = self.new.pop() if self.new else self.again.popitem()[0]
            self.inline.clear()
            found = tuple(self._schemas(*self.schemas[self.current]))
            self.known[self.current] = found
            status = breaking(found), moving(found)
            if status != self.status[self.current]:
                self.status[self.current] = status
                self.again |= self.asked_by[self.current]
        return (Link(root, self.known, *self.status[root]),)

    def compare(self, reader: Schema, writer: Schema) -> Findings:
        """What is found between two subschemas: now where both are spelled out, as a link where one is referred to."""
        one, other = referred(reader), referred(writer)
        if one is not reader or other is not writer:
            return self._linked(one, other)
        pair = id(reader), id(writer)
        if pair in self.status:
            return self._linked(reader, writer)
        if pair not in self.inline:
            self.inline[pair] = tuple(self._schemas(reader, writer))
        return self.inline[pair]

    def _linked(self, reader: Schema, writer: Schema) -> Findings:
        pair = self._asked(referred(reader), referred(writer))
        self.asked_by[pair][self.current] = None
        return (Link(pair, self.known, *self.status[pair]),)

    def _asked(self, reader: Schema, writer: Schema) -> Pair:
        pair = id(reader), id(writer)
        if pair not in self.status:
            self.schemas[pair], self.status[pair], self.asked_by[pair] = (reader, writer), (False, False), {}
            self.new.append(pair)
        return pair

    def _schemas(self, reader: Schema, writer: Schema) -> Iterator[Found | Within | Link]:
        yield from scalars.about(reader.about, writer.about)
        if writer.never:
            return
        if reader.takes_all:
            if not writer.takes_all:
                yield Found("check-dropped", (), "nothing is asked of the value any more")
            return
        if reader.never:
            yield Found("TYPE_CHANGED", (), "the reader takes no value at all")
        elif writer.takes_all:
            yield Found(
                "TYPE_CHANGED", (), "the writer could write anything, and the reader does not take it all"
            )
        else:
            yield from self._parts(reader, writer)

    def _parts(self, reader: Schema, writer: Schema) -> Iterator[Found | Within | Link]:
        before = {_key(part): part for part in writer.parts}
        now = {_key(part): part for part in reader.parts}
        gone = [part for key, part in before.items() if key not in now]
        new = [part for key, part in now.items() if key not in before]
        found: list[Found | Within | Link] = [
            one for key, part in now.items() if key in before for one in self._pair(part, before[key])
        ]
        for part in new:
            found.extend(self._new(part, writer, gone))
        if gone and not new:
            names = ", ".join(f"`{_key(part)}`" for part in gone)
            found.append(Found("PRODUCT_TYPE_NARROWED", (), f"the reader no longer asks for {names}"))
        yield from found
        yield from _unevaluated(reader, found)

    def _pair(self, reader: Part, writer: Part) -> Iterator[Found | Within | Link]:
        """Two parts of one key."""
        match reader, writer:
            case Plain(), Plain():
                yield from self._plain(reader, writer)
            case Enumerated(), Enumerated():
                yield from scalars.enums(reader, writer)
            case Negated(), Negated():
                yield from self._negated(reader, writer)
            case Combined(), Combined():
                yield from CombinedComparison(reader, writer, self.compare).found()
            case Conditional(), Conditional():
                yield from self._conditional(reader, writer)
            case Reference(), Reference():
                yield from self._linked(reader.targets[reader.place], writer.targets[writer.place])
            case Unevaluated(), Unevaluated():
                if reader.text != writer.text:
                    yield Found(
                        "ADDITIONAL_PROPERTIES_NARROWED", (reader.keyword,), f"`{reader.keyword}` changed"
                    )
            case _:  # One type beside a list of types.
                yield from self._new(reader, self._alone(writer), [writer])

    def _plain(self, reader: Plain, writer: Plain) -> Iterator[Found | Within | Link]:
        yield from _kinds(reader.kind, writer.kind)
        if {reader.kind, writer.kind} - {None} not in (
            {"integer", "number"},
            {reader.kind or writer.kind},
            set(),
        ):
            return
        yield from self._keywords(reader, writer, reader.kind or writer.kind)

    def _keywords(self, reader: Plain, writer: Plain, kind: str | None) -> Iterator[Found | Within | Link]:
        if kind in (None, "string"):
            yield from scalars.strings(reader.strings, writer.strings)
        if kind in (None, "number", "integer"):
            yield from scalars.numbers(reader.numbers, writer.numbers)
        if kind in (None, "array"):
            yield from ArrayComparison(reader.arrays, writer.arrays, self.compare).found()
        if kind in (None, "object"):
            yield from ObjectComparison(reader.objects, writer.objects, self.compare).found()

    def _negated(self, reader: Negated, writer: Negated) -> Iterator[Found | Within | Link]:
        """What is forbidden may shrink: the writer's `not` must forbid all that the reader's does."""
        found = self.compare(writer.schema, reader.schema)
        if breaking(found):
            sentence = f"the reader forbids more than the writer did: {first_breaking(found)}"
            yield Found("NOT_TYPE_EXTENDED", ("not",), sentence)
        elif moving(found):
            yield Found("NOT_TYPE_NARROWED", ("not",), "the reader forbids less than the writer did")

    def _conditional(self, reader: Conditional, writer: Conditional) -> Iterator[Found | Within | Link]:
        forth = self.compare(reader.condition, writer.condition)
        back = self.compare(writer.condition, reader.condition)
        if breaking(forth) or breaking(back):
            yield Found(
                "COMBINED_TYPE_SUBSCHEMAS_CHANGED", ("if",), "another condition decides which schema holds"
            )
            return
        yield from under(("then",), self.compare(reader.then, writer.then))
        yield from under(("else",), self.compare(reader.otherwise, writer.otherwise))

    def _new(self, part: Part, writer: Schema, gone: list[Part]) -> Iterator[Found | Within | Link]:
        """A part of the reader's that the writer has none like."""
        match part:
            case Combined(branches=(only,)):
                yield from under((part.criterion.value, "0"), self.compare(only, writer))
                return
            case Reference():
                yield from self._linked(part.targets[part.place], writer)
                return
            case Combined(criterion=Criterion.ANY | Criterion.ONE):
                if (found := self._sum(part, writer)) is not None:
                    yield from found
                    return
            case _:
                pass
        yield from self._against(part, writer, gone)

    def _sum(self, part: Combined, writer: Schema) -> Findings | None:
        reading = reading_branch(part, writer, self.compare)
        if reading is None:
            return None
        index, found = reading
        sentence = f"branch {index} of the reader's `{part.criterion.value}` takes what was written"
        inner = under((part.criterion.value, str(index)), found)
        return (Found("SUM_TYPE_EXTENDED", (), sentence), *widened(part), *inner)

    def _against(self, part: Part, writer: Schema, gone: list[Part]) -> Iterator[Found | Within | Link]:
        """The reader's part beside those of the writer's that have no part like them."""
        narrowed: list[Found | Within | Link] = []
        for old in gone:
            found = tuple(self._unlike(part, old))
            if not breaking(found):
                yield from found
                return
            narrowed.extend(found)
        if len(gone) == 1 and len(writer.parts) == 1:
            yield from narrowed
        elif gone:
            yield Found(
                "TYPE_CHANGED", (), f"nothing that the writer promised is what `{_key(part)}` asks for"
            )
        else:
            yield Found("PRODUCT_TYPE_EXTENDED", (), f"the reader asks for `{_key(part)}` as well")

    def _unlike(self, part: Part, old: Part) -> Iterator[Found | Within | Link]:
        """Two parts of different kinds."""
        match old:
            case Combined(branches=(only,)):
                yield from self.compare(self._alone(part), only)
            case Reference():
                yield from self._linked(self._alone(part), old.targets[old.place])
            case Combined() if isinstance(part, Combined):
                yield from CombinedComparison(part, old, self.compare).found()
            case Combined(criterion=Criterion.ALL):
                yield from self._product(part, old)
            case _:
                sentence = f"the reader asks for {_said(part)}; the writer promised {_said(old)}"
                yield Found("TYPE_CHANGED", (), sentence)

    def _alone(self, part: Part) -> Schema:
        """The part as a schema, always the same one: pairs are known by the identity of their schemas."""
        return self.wrapped.setdefault(id(part), Schema((part,)))

    def _product(self, part: Part, old: Combined) -> Iterator[Found | Within | Link]:
        written = written_branch(old, self._alone(part), self.compare)
        if written is None:
            yield Found(
                "TYPE_CHANGED", (), "no branch of the writer's `allOf` promises what the reader asks for"
            )
            return
        yield Found("PRODUCT_TYPE_NARROWED", (), f"branch {written[0]} of the writer's `allOf` is enough")
        yield from written[1]


def _kinds(reader: str | None, writer: str | None) -> Iterator[Found | Within | Link]:
    if reader == writer:
        return
    if (reader, writer) == ("number", "integer"):
        yield Found("TYPE_EXTENDED", (), INTEGER_TO_NUMBER)
    elif (reader, writer) == ("integer", "number"):
        yield Found("TYPE_NARROWED", (), "`number` became `integer`")
    elif reader is None:
        yield Found("TYPE_EXTENDED", (), f"any type is taken, not `{writer}` alone")
    elif writer is None:
        yield Found("TYPE_NARROWED", (), f"only `{reader}` is taken; the writer named no type")
    else:
        yield Found("TYPE_CHANGED", (), f"`{writer}` became `{reader}`")


def _unevaluated(reader: Schema, found: Iterable[Found | Within | Link]) -> Iterator[Found | Within | Link]:
    """`unevaluated…` takes what no other keyword looked at: whatever changes beside it may take a name from it."""
    moved = moving(found)
    for part in reader.parts:
        if moved and isinstance(part, Unevaluated):
            sentence = f"`{part.keyword}` reaches into schemas beside it, and those changed"
            yield Found("ADDITIONAL_PROPERTIES_NARROWED", (part.keyword,), sentence)


def _said(part: Part) -> str:
    """The part in a sentence; two parts of the key `type` differ in the types that they name."""
    match part:
        case Plain(kind=str() as kind):
            return f"type `{kind}`"
        case Combined(listed=True):
            kinds = [
                inner.kind for branch in part.branches for inner in branch.parts if isinstance(inner, Plain)
            ]
            return "type " + " or ".join(f"`{kind}`" for kind in kinds)
        case _:
            return f"`{_key(part)}`"


def _key(part: Part) -> str:
    """What the part is, by its keyword: parts of the same key are compared with each other."""
    match part:
        case Plain():
            return "type"
        case Enumerated():
            return "enum"
        case Negated():
            return "not"
        case Combined():
            return "type" if part.listed else part.criterion.value
        case Conditional():
            return "if"
        case Reference() | Unevaluated():
            return part.keyword
        case _:
            assert_never(part)
