"""A JSON value as a schema: keywords read with their types checked, references followed inside the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from headgate.compat.jsonschema.references import Catalogue, Location, catalogue, inside, rebased
from headgate.compat.jsonschema.schema import (
    ANYTHING,
    NOTHING,
    About,
    Arrays,
    Combined,
    Conditional,
    Criterion,
    Enumerated,
    Negated,
    Number,
    Numbers,
    Objects,
    Part,
    Plain,
    Reference,
    Schema,
    Strings,
    Unevaluated,
    referred,
)
from headgate.compat.jsonschema.text import Json, Keywords, canonical, fault, loaded, texts
from headgate.compat.verdict import SchemaTextError

STRING_KEYWORDS: Final = frozenset({"maxLength", "minLength", "pattern"})
NUMBER_KEYWORDS: Final = frozenset(
    {"maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"}
)
ARRAY_KEYWORDS: Final = frozenset(
    {"items", "prefixItems", "additionalItems", "maxItems", "minItems", "uniqueItems", "contains"}
    | {"unevaluatedItems"}
)
OBJECT_KEYWORDS: Final = frozenset(
    {"properties", "patternProperties", "additionalProperties", "propertyNames", "required", "dependencies"}
    | {"dependentRequired", "dependentSchemas", "maxProperties", "minProperties", "unevaluatedProperties"}
)
PLAIN_KEYWORDS: Final = STRING_KEYWORDS | NUMBER_KEYWORDS | ARRAY_KEYWORDS | OBJECT_KEYWORDS
KINDS: Final = ("string", "number", "integer", "boolean", "null", "array", "object")
REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")
APPLICATORS: Final = (*REFERENCES, "allOf", "anyOf", "oneOf", "if", "contains", "dependentSchemas")
# Without one of these an `if` changes nothing; the last two look at what it has looked at.
CONDITIONED: Final = ("then", "else", "unevaluatedProperties", "unevaluatedItems")
CONTENT: Final = ("contentEncoding", "contentMediaType")
# The registry reads a text that names no draft as draft 7. Keywords of later drafts count in it all the same, as
# other validators read it by those; but what only those would close is not taken for closed.
UNNAMED: Final = 7
LATEST: Final = 2020
# The draft that brought a keyword: to those before, it says nothing.
SINCE: Final = {
    **dict.fromkeys(("const", "contains", "propertyNames"), 6),
    **dict.fromkeys(("if", "then", "else"), 7),
    **dict.fromkeys(("dependentRequired", "dependentSchemas", "minContains", "maxContains"), 2019),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "$recursiveRef"), 2019),
    **dict.fromkeys(("prefixItems", "$dynamicRef"), 2020),
}

# Deeper than any schema that people write; a deeper one would end Python's stack, not the reading of it.
DEEPEST: Final = 60


def parsed(text: str) -> Schema:
    """The schema that a text spells; `SchemaTextError` names the place and what is wrong there."""
    value = loaded(text)
    named = _named_draft(value)
    index = catalogue(value, "id" if named == 4 else "$id")
    try:
        return _Builder(index, named or UNNAMED, named or LATEST).document()
    except RecursionError as deep:
        raise SchemaTextError("the JSON Schema nests too deeply") from deep


def _named_draft(value: Json) -> int | None:
    """The number of the draft that the text names."""
    named = value.get("$schema") if isinstance(value, Mapping) else None
    if not isinstance(named, str):
        return None
    known = {"draft-03": 4, "draft-04": 4, "draft-06": 6, "draft-07": 7, "2019-09": 2019, "2020-12": 2020}
    return next((number for name, number in known.items() if name in named), None)


@dataclass(frozen=True, slots=True)
class _Builder:
    index: Catalogue
    draft: int
    newest: int
    targets: dict[str, Schema] = field(default_factory=dict)
    pending: list[Location] = field(default_factory=list)

    def document(self) -> Schema:
        root = self.schema(self.index.root)
        self.targets["#"] = root
        while self.pending:
            location = self.pending.pop()
            if location.place not in self.targets:
                self.targets[location.place] = self.schema(location)
        for place in self.targets:
            self._ends(place)
        return referred(root)

    def _ends(self, place: str) -> None:
        seen: list[str] = []
        schema = self.targets[place]
        while len(schema.parts) == 1 and isinstance(part := schema.parts[0], Reference):
            if part.place in seen:
                raise fault(part.place, "its `$ref` comes back to itself and names no schema")
            seen.append(part.place)
            schema = self.targets[part.place]

    def schema(self, here: Location) -> Schema:
        """The schema of one value."""
        if isinstance(here.value, bool):
            return ANYTHING if here.value else NOTHING
        if not isinstance(here.value, Mapping):
            raise fault(here.place, f"must be an object, true or false, is {canonical(here.value)[:60]}")
        if here.place.count("/") > DEEPEST * 2:
            raise fault("#", "nests too deeply")
        known = {key: value for key, value in here.value.items() if SINCE.get(key, 0) <= self.newest}
        here = replace(here, value=known)
        words = Keywords(known, here.place)
        parts = tuple(self._parts(words, here))
        never = any(isinstance(part, Negated) and part.schema.takes_all for part in parts)
        return Schema(() if never else parts, self._about(words), never, canonical(known))

    def inner(self, here: Location, *steps: str) -> Schema | None:
        """The schema under a keyword, and a name or an index there; None where there is none."""
        value, place, base = here.value, here.place, here.base
        for step in steps:
            if isinstance(value, Mapping):
                if step not in value:
                    return None
                value = value[step]
            else:
                assert isinstance(value, Sequence)
                value = value[int(step)]
            place = inside(place, step)
        return self.schema(Location(value, place, rebased(value, base, self.index.id_keyword)))

    def some(self, here: Location, *steps: str) -> Schema:
        """The same, of what is there."""
        return self.inner(here, *steps) or ANYTHING

    def _parts(self, words: Keywords, here: Location) -> Iterator[Part]:
        for keyword in REFERENCES:
            if (target := words.text(keyword)) is not None:
                yield self._reference(keyword, target, here)
                if self.draft < 2019:  # Beside a `$ref`, earlier drafts ignore everything.
                    return
        yield from self._plains(words, here)
        yield from _values(words)
        for criterion in Criterion:
            if criterion.value in words.members:
                count = words.some_items(criterion.value)
                branches = (self.some(here, criterion.value, str(index)) for index in range(count))
                yield Combined(criterion, tuple(branches))
        if "not" in words.members:
            yield Negated(self.some(here, "not"))
        if "if" in words.members and not words.members.keys().isdisjoint(CONDITIONED):
            yield Conditional(*(self.some(here, keyword) for keyword in ("if", "then", "else")))
        if self._reaching(here):
            yield from _unevaluated(words)

    def _reference(self, keyword: str, target: str, here: Location) -> Reference:
        location = self.index.located(target, here, keyword)
        self.pending.append(location)
        return Reference(keyword, location.place, self.targets)

    def _plains(self, words: Keywords, here: Location) -> Iterator[Part]:
        kinds = _kinds(words)
        if not kinds and not PLAIN_KEYWORDS & words.members.keys():
            return
        whole = Plain(
            None, _strings(words), _numbers(words), self._arrays(words, here), self._objects(words, here)
        )
        plains = [_of_kind(whole, kind) for kind in kinds] or [whole]
        if len(plains) == 1:
            yield plains[0]
        else:
            yield Combined(Criterion.ANY, tuple(Schema((plain,)) for plain in plains), listed=True)

    def _arrays(self, words: Keywords, here: Location) -> Arrays:
        if not ARRAY_KEYWORDS & words.members.keys():
            return Arrays()
        keyword, further = _tuple(words)
        count = len(words.items(keyword)) if keyword else 0
        rest = self.inner(here, further) or self._alone(here, "unevaluatedItems")
        return Arrays(
            every=None if keyword else rest,
            prefix=tuple(self.some(here, keyword, str(index)) for index in range(count)),
            rest=rest if keyword else None,
            max_items=words.count("maxItems"),
            min_items=words.count("minItems"),
            unique=words.flag("uniqueItems"),
            contains=self.inner(here, "contains"),
            contained=(words.count("minContains"), words.count("maxContains")),
        )

    def _objects(self, words: Keywords, here: Location) -> Objects:
        if not OBJECT_KEYWORDS & words.members.keys():
            return Objects()
        return Objects(
            properties=self._named(words, here, "properties"),
            patterns=self._named(words, here, "patternProperties"),
            additional=self.inner(here, "additionalProperties") or self._alone(here, "unevaluatedProperties"),
            names=self.inner(here, "propertyNames"),
            required=frozenset(words.names("required")),
            dependent_names=_dependent_names(words),
            dependent_schemas=self._dependent_schemas(words, here),
            max_properties=words.count("maxProperties"),
            min_properties=words.count("minProperties"),
        )

    def _alone(self, here: Location, keyword: str) -> Schema | None:
        """`unevaluated…` where no applicator stands beside it: there it means what `additional…` does."""
        return None if self._reaching(here) else self.inner(here, keyword)

    def _reaching(self, here: Location) -> bool:
        """Whether `unevaluated…` is kept as it is: it reaches into others, or the registry may not know it."""
        assert isinstance(here.value, Mapping)
        return self.draft < 2019 or not here.value.keys().isdisjoint(APPLICATORS)

    def _named(self, words: Keywords, here: Location, keyword: str) -> dict[str, Schema]:
        return {name: self.some(here, keyword, name) for name in words.entries(keyword)}

    def _dependent_schemas(self, words: Keywords, here: Location) -> dict[str, Schema]:
        schemas = self._named(words, here, "dependentSchemas")
        for name, value in words.entries("dependencies").items():
            if isinstance(value, Mapping | bool):
                schemas[name] = self.some(here, "dependencies", name)
        return schemas

    def _about(self, words: Keywords) -> About:
        members = words.members
        content = {keyword: members[keyword] for keyword in CONTENT if keyword in members}
        return About(
            id=_name(members.get(self.index.id_keyword)),
            title=_name(members.get("title")),
            description=_name(members.get("description")),
            default=canonical(members["default"]) if "default" in members else None,
            format=_name(members.get("format")),
            content=canonical(content) if content else None,
        )


def _tuple(words: Keywords) -> tuple[str, str]:
    """The keyword of the first items, and that of the others."""
    if "prefixItems" in words.members:
        return "prefixItems", "items"
    if isinstance(words.members.get("items"), Sequence):
        return "items", "additionalItems"
    return "", "items"


def _name(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _kinds(words: Keywords) -> tuple[str, ...]:
    named = words.members.get("type")
    if named is None:
        return ()
    kinds = (named,) if isinstance(named, str) else texts(named, f"{words.place}/type")
    for kind in kinds:
        if kind not in KINDS:
            raise fault(f"{words.place}/type", f"`{kind}` is no JSON type; they are {', '.join(KINDS)}")
    if "number" in kinds:
        kinds = tuple(kind for kind in kinds if kind != "integer")
    return tuple(dict.fromkeys(kinds))


def _of_kind(whole: Plain, kind: str) -> Plain:
    """Only what is asked of that type: `maxLength` means nothing to a number."""
    return Plain(
        kind,
        strings=whole.strings if kind == "string" else Strings(),
        numbers=whole.numbers if kind in ("number", "integer") else Numbers(),
        arrays=whole.arrays if kind == "array" else Arrays(),
        objects=whole.objects if kind == "object" else Objects(),
    )


def _strings(words: Keywords) -> Strings:
    return Strings(words.count("maxLength"), words.count("minLength"), words.text("pattern"))


def _numbers(words: Keywords) -> Numbers:
    read: Callable[[str], Number | None] = words.number
    plain = Numbers(read("maximum"), read("minimum"), multiple_of=read("multipleOf"))
    if plain.multiple_of is not None and plain.multiple_of <= 0:
        raise fault(f"{words.place}/multipleOf", "must be more than zero")
    for side in ("maximum", "minimum"):
        keyword = f"exclusive{side.capitalize()}"
        value = words.members.get(keyword)
        if value is True and getattr(plain, side) is not None:
            plain = replace(plain, **{f"exclusive_{side}": getattr(plain, side)})
        elif not isinstance(value, bool):
            plain = replace(plain, **{f"exclusive_{side}": read(keyword)})
    return plain


def _values(words: Keywords) -> Iterator[Part]:
    """`enum` and `const` as one: where a schema has both, a value must satisfy both."""
    listed = frozenset(canonical(value) for value in words.items("enum"))
    only = frozenset({canonical(words.members["const"])}) if "const" in words.members else listed
    if "enum" in words.members:
        yield Enumerated("enum", listed & only)
    elif "const" in words.members:
        yield Enumerated("const", only)


def _dependent_names(words: Keywords) -> dict[str, frozenset[str]]:
    named = {}
    for keyword in ("dependencies", "dependentRequired"):
        for name, value in words.entries(keyword).items():
            place = f"{words.place}/{keyword}/{name}"
            if isinstance(value, str):  # Draft 3 and 4 schemas name a single one so.
                named[name] = frozenset({value})
            elif not isinstance(value, Mapping | bool):
                named[name] = frozenset(texts(value, place))
    return named


def _unevaluated(words: Keywords) -> Iterator[Part]:
    for keyword in ("unevaluatedProperties", "unevaluatedItems"):
        value: Json = words.members.get(keyword, True)
        if value is not True:
            yield Unevaluated(keyword, canonical(value))
