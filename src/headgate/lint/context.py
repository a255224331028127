"""What a rule may ask beside the node it judges: the contract around it, and places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from headgate.diagnostics import Place
from headgate.lint.predecessor import Predecessor
from headgate.model import Contract, FieldPath, Stream
from headgate.odcs.source import SourceMap

PROPERTY: Final = "headgate"


@dataclass(frozen=True, slots=True)
class Context:
    """Where the judged node stands. `pointer` is the node's; `path` a field's wire names from the record down.

    `before` is the version that the contract follows, where it is held against one.
    """

    contract: Contract
    source: SourceMap
    document: object
    pointer: str
    around: Stream | None = None
    path: FieldPath = ()
    before: Predecessor | None = None

    @property
    def earlier(self) -> SourceMap | None:
        """The places of the earlier version."""
        return None if self.before is None else self.before.source

    @property
    def stream(self) -> Stream:
        """The stream that has the node; only rules on streams, fields and expectations may ask."""
        assert self.around is not None, "a contract, an objective and a document are in no stream"
        return self.around

    @property
    def place(self) -> Place:
        """The node's name in the text, or the node when it has none."""
        return self.named(self.pointer)

    def named(self, pointer: str) -> Place:
        """The name of the node at `pointer` (an SLA entry is named by its `property`)."""
        return self.source.place(
            self._below(pointer, ("name",)) or self._below(pointer, ("property",)) or pointer
        )

    def value(self, *keys: str) -> object:
        """What is written under `keys` of the node; None when nothing is."""
        found = resolve(self.document, self.pointer + "".join(f"/{escape(key)}" for key in keys))
        return None if found is _ABSENT else found

    def at(self, *keys: str) -> Place:
        """The value under `keys` of the node, or the node's name when it is not written."""
        pointer = self._below(self.pointer, keys)
        return self.place if pointer is None else self._spot(pointer)

    def field(self, path: FieldPath) -> Place:
        """The name of the stream's field at `path`."""
        pointer = self.source.origins.fields.get((self.stream.name, path))
        return self.place if pointer is None else self.named(pointer)

    def setting(self, *keys: str) -> Place:
        """The value under `keys` of the node's `headgate` property: the deepest that is written, else the name."""
        home = self._home()
        if home is None:
            return self.place
        for length in range(len(keys), 0, -1):
            pointer = self._below(home, keys[:length])
            if pointer is not None:
                return self._spot(pointer)
        return self.place

    def written(self, *keys: str) -> Place:
        """The value under `keys`, of the node's `headgate` property where it is there and else of the node itself."""
        if not keys:
            return self.place
        return self.setting(*keys) if self.has_setting(keys[0]) else self.at(*keys)

    def has_setting(self, *keys: str) -> bool:
        """Whether the author wrote that key; otherwise the model holds its default."""
        home = self._home()
        return home is not None and self._below(home, keys) is not None

    def _home(self) -> str | None:
        """The pointer of the value of the node's own `headgate` property, or of its part of the contract's."""
        own = _property(self.document, self.pointer)
        if own is not None or not self.pointer.startswith("/slaProperties/"):
            return own
        whole = _property(self.document, "")
        name = resolve(self.document, f"{self.pointer}/property")
        return None if whole is None else self._below(whole, ("sla", str(name)))

    def _below(self, pointer: str, keys: tuple[str, ...]) -> str | None:
        below = pointer + "".join(f"/{escape(key)}" for key in keys)
        return None if resolve(self.document, below) is _ABSENT else below

    def _spot(self, pointer: str) -> Place:
        """A scalar's own place, or the key of what spreads over lines."""
        spread = isinstance(resolve(self.document, pointer), dict | list)
        return self.source.place(pointer, key=spread)


class _Absent:
    """A node that is not there; null is a value."""


_ABSENT: Final = _Absent()


def escape(key: str) -> str:
    """`key` as a reference token of an RFC 6901 pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def resolve(document: object, pointer: str) -> object:
    """The value at `pointer`, or the absent mark."""
    node = document
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        else:
            return _ABSENT
    return node


def _property(document: object, pointer: str) -> str | None:
    """The pointer of the value of the custom property `headgate` of the node at `pointer`."""
    entries = resolve(document, f"{pointer}/customProperties")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and entry.get("property") == PROPERTY:
            return f"{pointer}/customProperties/{index}/value"
    return None
