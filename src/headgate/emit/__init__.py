"""Floor 4: the contract in the words of other systems, one folder a back end.

A back end is a package of this one with an `EMITTER`; nothing is listed, and none is imported before it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from headgate.emit.protocol import Emitter


def backend_names() -> tuple[str, ...]:
    """The names of all back ends, in alphabetical order; imports none of them."""
    here = Path(__file__).parent
    return tuple(sorted(file.parent.name for file in here.glob("[a-z]*/__init__.py")))


def backend(name: str) -> Emitter:
    """The back end `name`; KeyError when there is none."""
    if name not in backend_names():
        raise KeyError(name)
    return cast("Emitter", import_module(f"headgate.emit.{name}").EMITTER)


def backends() -> Mapping[str, Emitter]:
    """All back ends by name."""
    return {name: backend(name) for name in backend_names()}


__all__ = ["backend", "backend_names", "backends"]
