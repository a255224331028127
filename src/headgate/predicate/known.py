"""What is left of a tree when it is known whether some values are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from headgate.model import FieldPath
from headgate.predicate.tree import (
    And,
    Compare,
    Constant,
    EveryItem,
    Expr,
    InList,
    IsMissing,
    Matches,
    Modulo,
    NearMultiple,
    Not,
    Or,
)


def with_known(expr: Expr, missing: Mapping[FieldPath, bool]) -> Expr:
    """`expr` with `IsMissing` decided for the paths in `missing`, and what follows from it folded away.

    Paths inside `EveryItem` are another record's and stay as they are.
    """
    match expr:
        case IsMissing(column):
            known = missing.get(column.path)
            return expr if known is None else Constant(known)
        case Not(part):
            inner = with_known(part, missing)
            return Constant(not inner.value) if isinstance(inner, Constant) else Not(inner)
        case And(parts):
            return _folded(tuple(with_known(part, missing) for part in parts), all_of=True)
        case Or(parts):
            return _folded(tuple(with_known(part, missing) for part in parts), all_of=False)
        case Constant() | Compare() | InList() | Matches() | Modulo() | NearMultiple() | EveryItem():
            return expr
        case _:
            assert_never(expr)


def _folded(parts: tuple[Expr, ...], *, all_of: bool) -> Expr:
    """A conjunction (or disjunction) without its neutral parts; decided when one part decides it."""
    kept: list[Expr] = []
    for part in parts:
        if isinstance(part, Constant):
            if part.value is not all_of:
                return part
        else:
            kept.append(part)
    if not kept:
        return Constant(all_of)
    if len(kept) == 1:
        return kept[0]
    return And(tuple(kept)) if all_of else Or(tuple(kept))
