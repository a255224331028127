"""What a JSON Schema has against a value, in our words and at the exact place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from headgate.odcs.cursor import Cursor, Ledger, written
from headgate.odcs.likeness import nearest
from headgate.odcs.mending import Delete, Mend, Quote, Rename, Write
from headgate.odcs.nodes import Json, pointer
from headgate.odcs.offence import Offence
from headgate.odcs.schema_reader import SchemaReader, known_keys
from headgate.odcs.versions import NEWEST_VERSION, Shape, version_shape

_KINDS: Final = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}
_MAX_CHOICES: Final = 12


@dataclass(frozen=True, slots=True)
class _Told:
    """The wording of one error; `key` puts it at the key of the place."""

    at: str
    title: str
    remedy: str
    why: str = ""
    label: str = ""
    key: bool = False
    mend: Mend | None = None


def told_errors(shape: Shape, value: Cursor, ledger: Ledger, offence: Offence) -> None:
    """Notes every error of `value` against `shape`; of two errors that tell the same, one."""
    if ledger.is_quiet:
        return
    errors = list(shape.validator.iter_errors(value.value))
    seen: set[tuple[str, str]] = set()
    noisy = frozenset(
        _path(error) for error in errors if not isinstance(error.kind, Kind.UnevaluatedProperties)
    )
    noisy |= frozenset(_path(error)[:-1] for error in errors if error.instance_path)
    mistyped = frozenset(_path(error) for error in errors if isinstance(error.kind, Kind.Type))
    errors = [
        error for error in errors if not (isinstance(error.kind, Kind.Enum) and _path(error) in mistyped)
    ]
    for told in _wordings(errors, SchemaReader(shape, value, noisy)):
        if (told.at, told.title) in seen:
            continue
        seen.add((told.at, told.title))
        at = Cursor(None, told.at)
        ledger.tell(
            offence,
            at,
            key=told.key,
            mend=told.mend,
            title=told.title,
            remedy=told.remedy,
            why=told.why,
            label=told.label,
        )


def _path(error: jsonschema_rs.ValidationError) -> tuple[str | int, ...]:
    return tuple(error.instance_path)


def _wordings(errors: list[jsonschema_rs.ValidationError], reader: SchemaReader) -> Iterator[_Told]:
    for error in errors:
        yield from _wording(error, reader)


def _wording(error: jsonschema_rs.ValidationError, reader: SchemaReader) -> Iterator[_Told]:
    match error.kind:
        case Kind.Required(property=name):
            yield _missing(error, reader, name)
        case Kind.AdditionalProperties(unexpected=names):
            yield from _unknown_keys(error, reader, names)
        case Kind.UnevaluatedProperties(unexpected=names):
            yield from _unevaluated(error, reader, names)
        case Kind.AnyOf(context=branches) | Kind.OneOfNotValid(context=branches):
            yield from _no_branch(error, reader, branches)
        case Kind.OneOfMultipleValid():
            yield _several_branches(error, reader)
        case Kind.Type(types=types):
            yield _wrong_type(error, reader, types)
        case Kind.Enum(options=options):
            yield _no_choice(error, reader, options)
        case Kind.UniqueItems():
            yield _Told(reader.at(error), *_bound(error, reader), mend=_less_a_twin(error, reader))
        case _:
            yield _Told(reader.at(error), *_bound(error, reader))


def _less_a_twin(error: jsonschema_rs.ValidationError, reader: SchemaReader) -> Mend | None:
    """The first entry that stands in the list before, to be taken out."""
    items = error.instance if isinstance(error.instance, list) else []
    twins = (number for number, item in enumerate(items) if item in items[:number])
    return next((Delete(f"{reader.at(error)}/{number}") for number in twins), None)


def _missing(error: jsonschema_rs.ValidationError, reader: SchemaReader, name: str) -> _Told:
    where = reader.at(error)
    holder = reader.name(error)
    title = f"`{name}` is missing" if holder == "the contract" else f"`{name}` is missing in {holder}"
    return _Told(where, title, f"add `{name}`", f"{reader.shape.title} requires it", "in here", key=True)


def _unevaluated(
    error: jsonschema_rs.ValidationError, reader: SchemaReader, names: list[str]
) -> Iterator[_Told]:
    """Unknown keys; known ones of a part that is wrong anyway are only an echo of that error."""
    known = known_keys(reader.shape.schema, reader.rule(error))
    echo = known if _path(error) in reader.noisy else frozenset[str]()
    yield from _unknown_keys(error, reader, [name for name in names if name not in echo])


def _unknown_keys(
    error: jsonschema_rs.ValidationError, reader: SchemaReader, names: list[str]
) -> Iterator[_Told]:
    known = sorted(known_keys(reader.shape.schema, reader.rule(error)))
    for name in names:
        is_misplaced = name in known
        title = f"`{name}` does not belong here" if is_misplaced else f"`{name}` is not a known key"
        at = reader.at(error) + pointer(name)
        why = f"{reader.shape.title} rejects keys it does not know, so that none is silently ignored"
        label = "misplaced" if is_misplaced else "unknown key"
        near = _near_key(name, known, reader, error)
        remedy = f"write `{near}`" if near else _key_remedy(name, known, reader, error)
        mend = Rename(at, near) if near else None
        yield _Told(at, title, remedy, why, label, key=True, mend=mend)


def _is_newer_key(
    name: str, known: list[str], reader: SchemaReader, error: jsonschema_rs.ValidationError
) -> bool:
    newest = version_shape(NEWEST_VERSION).schema if reader.shape.is_old else None
    return name not in known and name in known_keys(newest, reader.newer(newest, error))


def _near_key(name: str, known: list[str], reader: SchemaReader, error: jsonschema_rs.ValidationError) -> str:
    """The known key that was most likely meant, or nothing."""
    if name in known or _is_newer_key(name, known, reader, error):
        return ""
    return nearest(name, known)


def _key_remedy(
    name: str, known: list[str], reader: SchemaReader, error: jsonschema_rs.ValidationError
) -> str:
    if _is_newer_key(name, known, reader, error):
        return f"raise `apiVersion` to {NEWEST_VERSION}, which knows the key, or delete it"
    if not reader.shape.is_odcs or len(known) <= _MAX_CHOICES:
        return f"delete it; known are {_listed(known)}" if known else "delete it"
    return "delete it, or move it to `customProperties`"


def _no_branch(
    error: jsonschema_rs.ValidationError,
    reader: SchemaReader,
    branches: list[list[jsonschema_rs.ValidationError]],
) -> Iterator[_Told]:
    """The errors of the branch that came nearest; one joint wording when none came near."""
    here = _path(error)
    near = [branch for branch in branches if not any(_is_root(item, here, Kind.Type) for item in branch)]
    if not near:
        types = [kind for branch in branches for item in branch for kind in _types(item)]
        yield _wrong_type(error, reader, types)
    elif len(near) > 1 and all(_is_root(item, here, Kind.Required) for branch in near for item in branch):
        names = [name for branch in near for item in branch for name in _missing_names(item)]
        yield _one_of(error, reader, names, f"{reader.name(error)} has none of {_listed(names)}")
    else:
        yield from _wordings(min(near, key=lambda branch: _distance(branch, here)), reader)


def _is_root(error: jsonschema_rs.ValidationError, here: tuple[str | int, ...], kind: type[Kind]) -> bool:
    return isinstance(error.kind, kind) and _path(error) == here


def _missing_names(error: jsonschema_rs.ValidationError) -> list[str]:
    return [error.kind.property] if isinstance(error.kind, Kind.Required) else []


def _types(error: jsonschema_rs.ValidationError) -> list[str]:
    return list(error.kind.types) if isinstance(error.kind, Kind.Type) else []


def _distance(branch: list[jsonschema_rs.ValidationError], here: tuple[str | int, ...]) -> tuple[int, int]:
    """Errors at the root (a wrong discriminator, a missing key) weigh more than errors inside."""
    at_root = sum(_path(item) == here for item in branch)
    return at_root, len(branch)


def _several_branches(error: jsonschema_rs.ValidationError, reader: SchemaReader) -> _Told:
    rule = reader.rule(error)
    options = rule.get("oneOf") if isinstance(rule, dict) else None
    names = (
        [name for option in options if isinstance(option, dict) for name in _required(option)]
        if isinstance(options, list)
        else []
    )
    given = [name for name in names if isinstance(error.instance, dict) and name in error.instance]
    return _one_of(error, reader, names, f"{reader.name(error)} has {_listed(given, 'and')} at once")


def _required(option: dict[str, Json]) -> list[str]:
    required = option.get("required")
    return [str(name) for name in required] if isinstance(required, list) else []


def _one_of(
    error: jsonschema_rs.ValidationError, reader: SchemaReader, names: list[str], title: str
) -> _Told:
    remedy = f"give exactly one of {_listed(names)}" if names else "choose one form"
    return _Told(reader.at(error), title, remedy, f"{reader.shape.title} allows exactly one", "here")


def _wrong_type(error: jsonschema_rs.ValidationError, reader: SchemaReader, types: list[str]) -> _Told:
    unique = list(dict.fromkeys(types))
    kinds = [_KINDS.get(kind, kind) for kind in unique if not (kind == "integer" and "number" in unique)]
    noun = "" if "object" in unique else _noun(reader.rule(error))
    wanted = noun or _joined(kinds, "or")
    is_what = kind_of_value(error.instance)
    quotes = unique == ["string"] and not noun and isinstance(error.instance, int | float | Decimal)
    example = _example(reader.rule(error)) if noun else ""
    remedy = "put quotes around it" if quotes else f"write {wanted}{example}"
    title = f"{reader.name(error)} is {is_what} and should be {wanted}"
    mend = Quote(reader.at(error)) if quotes else _unquoted(error, reader, unique)
    return _Told(reader.at(error), title, remedy, label=is_what, mend=mend)


def _unquoted(error: jsonschema_rs.ValidationError, reader: SchemaReader, types: list[str]) -> Mend | None:
    """The truth value that a text spells."""
    truth = {"true": True, "false": False}.get(str(error.instance).lower())
    return Write(reader.at(error), truth) if types == ["boolean"] and truth is not None else None


def _noun(rule: Json) -> str:
    """The schema's own name of what it wants (ours begin with an article: `a duration`)."""
    title = rule.get("title") if isinstance(rule, dict) else None
    return title if isinstance(title, str) and title.startswith(("a ", "the ")) else ""


def kind_of_value(value: object) -> str:
    """What a value is, with its article."""
    match value:
        case None:
            return "empty"
        case bool():
            return "a truth value"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "a number"


def _no_choice(
    error: jsonschema_rs.ValidationError, reader: SchemaReader, options: Sequence[object]
) -> _Told:
    words = [str(option) for option in options]
    choices = _listed(words) if len(words) <= _MAX_CHOICES else f"{_listed(words[:_MAX_CHOICES])} and others"
    at, best = reader.at(error), _near_choice(error, reader, words)
    return _Told(
        at,
        f"{reader.name(error)} is {written(error.instance)}, which is not among its values",
        f"write `{best}`" if best else _choice_remedy(error, reader),
        f"it may be {choices}",
        "not known",
        mend=Write(at, best) if best and isinstance(error.instance, str) else None,
    )


def _near_choice(error: jsonschema_rs.ValidationError, reader: SchemaReader, words: list[str]) -> str:
    """The known value that was most likely meant, or nothing."""
    given = str(error.instance)
    if _is_newer_choice(error, reader):
        return ""
    folded = [word for word in words if word.lower() == given.lower()]
    return folded[0] if folded else nearest(given, words) if len(words) > 1 else words[0]


def _choice_remedy(error: jsonschema_rs.ValidationError, reader: SchemaReader) -> str:
    if _is_newer_choice(error, reader):
        return f"raise `apiVersion` to {NEWEST_VERSION}, which knows the value, or choose another"
    return "choose one of its values"


def _is_newer_choice(error: jsonschema_rs.ValidationError, reader: SchemaReader) -> bool:
    newest = version_shape(NEWEST_VERSION).schema if reader.shape.is_old else None
    newer = reader.newer(newest, error)
    options = newer.get("enum") if isinstance(newer, dict) else None
    return isinstance(options, list) and str(error.instance) in options


_BOUNDS: Final[dict[str, Callable[[object], str]]] = {
    "minLength": lambda limit: f"has fewer than {limit} characters",
    "maxLength": lambda limit: f"has more than {limit} characters",
    "minItems": lambda limit: f"has fewer than {limit} entries",
    "maxItems": lambda limit: f"has more than {limit} entries",
    "minProperties": lambda limit: f"has fewer than {limit} keys",
    "maxProperties": lambda limit: f"has more than {limit} keys",
    "minimum": lambda limit: f"is less than {limit}",
    "maximum": lambda limit: f"is more than {limit}",
    "exclusiveMinimum": lambda limit: f"is not more than {limit}",
    "exclusiveMaximum": lambda limit: f"is not less than {limit}",
    "multipleOf": lambda factor: f"is no multiple of {factor}",
    "const": lambda value: f"is not {written(value)}",
    "uniqueItems": lambda _: "holds an entry twice",
    "format": lambda name: f"is not of the format {name}",
}


def _bound(error: jsonschema_rs.ValidationError, reader: SchemaReader) -> tuple[str, str, str, str]:
    """Title, remedy, why and label of an error about a value of the right type."""
    rule = reader.rule(error)
    name, given, noun = reader.name(error), written(error.instance), _noun(rule)
    if isinstance(error.kind, Kind.Pattern):
        wanted = noun or f"text that matches `{error.kind.pattern}`"
        return (
            f"{name} is {given} and should be {wanted}",
            f"write {wanted}{_example(rule)}",
            "",
            "not understood",
        )
    keyword = error.kind.name
    limit = rule.get(keyword) if isinstance(rule, dict) else None
    says = _BOUNDS[keyword](limit) if keyword in _BOUNDS else f"breaks the schema's `{keyword}`"
    is_scalar = not isinstance(error.instance, list | dict)
    return (
        f"{name} {says}: {given}" if is_scalar else f"{name} {says}",
        "take one of the two out" if keyword == "uniqueItems" else "write a value that fits",
        f"{reader.shape.title} sets this bound",
        "here",
    )


def _example(rule: Json) -> str:
    examples = rule.get("examples") if isinstance(rule, dict) else None
    words = [str(example) for example in examples] if isinstance(examples, list) else []
    return f", for example {_joined([f'`{word}`' for word in words], 'or')}" if words else ""


def _listed(words: list[str], last: str = "or") -> str:
    return _joined([f"`{word}`" for word in dict.fromkeys(words)], last)


def _joined(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
