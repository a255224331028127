"""What can go wrong with the local stack, each with its exit status."""

from __future__ import annotations

from typing import ClassVar


class StackError(Exception):
    """Stops a command; its text says what happened and what to do."""

    status: ClassVar[int] = 3


class MisunderstoodError(StackError):
    """Says that the command or its environment asks for something that cannot be meant."""

    status: ClassVar[int] = 2


class PortTakenError(StackError):
    """Says that another process listens where a server of ours must."""


class UnhealthyError(StackError):
    """Says that a server did not become healthy within its bound."""


class NotBuiltError(StackError):
    """Says that a part which `make setup` makes is not there."""
