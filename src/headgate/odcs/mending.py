"""What reading would change in a text to meet a finding: said as data, and spelled as edits when it is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from headgate.diagnostics import Edit, Fix
from headgate.odcs.editing import Written


@dataclass(frozen=True, slots=True)
class Write:
    """Another value in place of the scalar."""

    pointer: str
    value: str | bool


@dataclass(frozen=True, slots=True)
class Quote:
    """Quotes around the scalar, which was read as a number."""

    pointer: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for the key."""

    pointer: str
    name: str


@dataclass(frozen=True, slots=True)
class Delete:
    """An entry less in a list."""

    pointer: str


Mend: TypeAlias = Write | Quote | Rename | Delete


def fix_of(mend: Mend, written: Written) -> Fix | None:
    """The fix; None where the text does not allow it."""
    description, edit = _spelled(mend, written)
    return None if edit is None else Fix(description, (edit,))


def _spelled(mend: Mend, written: Written) -> tuple[str, Edit | None]:
    match mend:
        case Write(pointer, value):
            return f"write `{json.dumps(value) if isinstance(value, bool) else value}`", written.set_scalar(
                pointer, value
            )
        case Quote(pointer):
            return "put quotes around it", written.quote(pointer)
        case Rename(pointer, name):
            return f"write `{name}`", written.rename_key(pointer, name)
        case Delete(pointer):
            return "delete the second", written.delete_item(pointer)
        case _:
            assert_never(mend)
