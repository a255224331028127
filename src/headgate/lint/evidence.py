"""What a gate lays before rules beside the contract: what travelled before, what was declared, what lies on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from headgate.model import SemVer, Stream, WireFormat
from headgate.odcs.reading import Reading


@dataclass(frozen=True, slots=True)
class EarlierSchema:
    """The schema that a subject had in an earlier version.

    `version` is the one that the contract declared, `label` says where it was found. `read` reads that contract
    whole, for the places in it; None where a registry gave the schema and there is no contract.
    """

    version: str
    label: str
    format: WireFormat
    text: str = field(repr=False)
    read: Callable[[], Reading] | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """`1.2.0 (3f2a1c9 of 2026-01-31)`."""
        return f"{self.version} ({self.label})" if self.label and self.label != self.version else self.version


@dataclass(frozen=True, slots=True)
class WireHistory:
    """A subject's schema and all that it had before, oldest first; `clean`: the clean topic's."""

    stream: Stream
    subject: str
    clean: bool
    text: str = field(repr=False)
    earlier: tuple[EarlierSchema, ...]

    @property
    def last(self) -> EarlierSchema | None:
        """The schema that this one follows."""
        return self.earlier[-1] if self.earlier else None

    @property
    def comparable(self) -> tuple[EarlierSchema, ...]:
        """The schemas of the same format, each text once; none when nothing changed on the wire.

        A registry takes a schema that it has without looking at the others, and so does the gate.
        """
        if self.last is None or (self.last.text == self.text and self.last.format is self.stream.format):
            return ()
        once = {schema.text: schema for schema in self.earlier if schema.format is self.stream.format}
        return tuple(schema for schema in self.earlier if once.get(schema.text) is schema)


@dataclass(frozen=True, slots=True)
class Declared:
    """A version that was declared before; `read` reads that contract whole."""

    version: SemVer
    label: str
    read: Callable[[], Reading] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class VersionHistory:
    """The versions that a contract declared before, oldest first; the last is the one that it follows."""

    earlier: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class GoneContract:
    """A contract that the base has and the given paths no longer do; its context is that of its last version."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A file that `headgate generate <target>` would write otherwise; `difference` is empty when it is not there."""

    path: str
    target: str
    difference: str = ""


@dataclass(frozen=True, slots=True)
class SubjectRefusal:
    """A registry's no to a subject's schema: its reasons, and the first version that it does not fit to."""

    stream: Stream
    subject: str
    reasons: tuple[str, ...]
    version: int | None = None


Evidence: TypeAlias = WireHistory | VersionHistory | GoneContract | GeneratedFile | SubjectRefusal
