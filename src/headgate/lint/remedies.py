"""The fixes that rules offer: one unambiguous change of the contract's text each."""

from __future__ import annotations

from collections.abc import Iterable

from headgate.diagnostics import Edit, Fix
from headgate.lint.context import Context
from headgate.odcs.editing import Written

BEHIND: tuple[str, ...] = ("logicalTypeOptions", "logicalType", "physicalName", "name")


def adding(
    context: Context, pointer: str | None, key: str, value: bool | int | str, after: Iterable[str] = BEHIND
) -> Fix | None:
    """Adds a key to the mapping at `pointer`, or writes the value when it is there."""
    if pointer is None:
        return None
    script = written(context)
    there = script.set_scalar(f"{pointer}/{key}", value)
    edit = there or script.add_key(pointer, key, value, after)
    word = str(value).lower() if isinstance(value, bool) else value
    return _fix(f"write `{key}: {word}`", edit)


def writing(context: Context, pointer: str | None, value: bool | int | str) -> Fix | None:
    """Writes another value in place of the scalar at `pointer`."""
    return None if pointer is None else _fix(f"write `{value}`", written(context).set_scalar(pointer, value))


def deleting(context: Context, pointer: str | None) -> Fix | None:
    """Takes an entry out of a list."""
    return None if pointer is None else _fix("delete the entry", written(context).delete_item(pointer))


def written(context: Context) -> Written:
    """The contract's text, to be edited."""
    return Written(context.source.text, context.source.locate, context.document)


def _fix(description: str, edit: Edit | None) -> Fix | None:
    return None if edit is None else Fix(description, (edit,))
