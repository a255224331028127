"""The fixes that rules offer: one unambiguous change of the contract's text each."""

from __future__ import annotations

from typing import Final

from headgate.diagnostics import Edit, Fix
from headgate.lint.context import Context
from headgate.lint.fields import find
from headgate.model import FieldPath
from headgate.odcs.editing import Written

_BEHIND: Final = ("logicalTypeOptions", "logicalType", "physicalName", "name")
"""What `required` is written behind; the first of them that stands on one line."""


def requiring(context: Context, path: FieldPath) -> Fix | None:
    """Makes a field of the stream required, and the structs around it."""
    heads = [path[:length] for length in range(1, len(path) + 1)]
    optional = [
        head for head in heads if (found := find(context.stream, head)) is not None and not found.required
    ]
    script, edits = _written(context), []
    for head in optional:
        pointer = context.source.origins.fields.get((context.stream.name, head), "")
        edit = script.set_scalar(f"{pointer}/required", True) or script.add_key(
            pointer, "required", True, _BEHIND
        )
        edits.append(edit if pointer else None)
    return _fix("write `required: true`", edits)


def setting(context: Context, keys: tuple[str, ...], value: int | str) -> Fix | None:
    """Writes a value under `keys` of the node's `headgate` property, where it or the key around it is written."""
    if not context.has_setting(*keys[:-1]):
        return None
    home = context.setting(*keys[:-1]).pointer
    script, last = _written(context), keys[-1]
    there = context.has_setting(*keys)
    edit = script.set_scalar(f"{home}/{last}", value) if there else script.add_key(home, last, value)
    return _fix(f"write `{last}: {value}`", [edit])


def _written(context: Context) -> Written:
    return Written(context.source.text, context.source.locate, context.document)


def _fix(description: str, edits: list[Edit | None]) -> Fix | None:
    """The fix; None when one of its edits cannot be made."""
    made = tuple(edit for edit in edits if edit is not None)
    return Fix(description, made) if made and len(made) == len(edits) else None
