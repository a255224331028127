"""Reading a .proto file: a statement decides by its first word, as the official compiler's does."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from headgate.compat.protobuf.cursor import Cursor
from headgate.compat.protobuf.descriptors import (
    EnumType,
    Extension,
    File,
    Message,
    Service,
    Syntax,
)
from headgate.compat.protobuf.enums import enum
from headgate.compat.protobuf.faults import fail
from headgate.compat.protobuf.linking import linked
from headgate.compat.protobuf.members import extend, message
from headgate.compat.protobuf.options import statement

KEPT: Final = 256
_UNKNOWN_STATEMENT: Final = "begins no statement; `message`, `enum`, `import`, `package` and `option` do"


@lru_cache(maxsize=KEPT)
def parse(text: str) -> File:
    """The file as descriptors, all names resolved; raises `SchemaTextError` with line and column.

    Texts read lately are remembered: a gate holds one history against the verdict and against the hazards.
    """
    return linked(_Reader(Cursor(text)).file())


class _Reader:
    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._package: str | None = None
        self._imports: list[str] = []
        self._messages: list[Message] = []
        self._enums: list[EnumType] = []
        self._extensions: list[Extension] = []
        self._services: list[Service] = []

    def file(self) -> File:
        syntax = _syntax(self._cursor)
        while not self._cursor.ended:
            self._statement(syntax)
        return File(
            syntax,
            self._package or "",
            tuple(self._imports),
            tuple(self._messages),
            tuple(self._enums),
            tuple(self._extensions),
            tuple(self._services),
        )

    def _statement(self, syntax: Syntax) -> None:
        cursor = self._cursor
        match cursor.next.text:
            case "message":
                self._messages.append(message(cursor, syntax))
            case "enum":
                self._enums.append(enum(cursor, syntax))
            case "extend":
                extensions, groups = extend(cursor, syntax)
                self._extensions.extend(extensions)
                self._messages.extend(groups)
            case "service":
                self._services.append(_service(cursor))
            case "option":
                statement(cursor)
            case "import":
                self._imports.append(_import(cursor))
            case "package":
                self._name_package()
            case ";":
                cursor.take()
            case _:
                fail(cursor.at, f"{cursor.next} {_UNKNOWN_STATEMENT}")

    def _name_package(self) -> None:
        at = self._cursor.take().at
        if self._package is not None:
            fail(at, f"the file has the package `{self._package}` already")
        self._package = self._cursor.dotted("the package")
        self._cursor.expect(";", "after the package")


def _syntax(cursor: Cursor) -> Syntax:
    while cursor.skip(";"):
        pass
    if cursor.sees_then("edition", "="):
        fail(cursor.at, 'editions are not read here; declare `syntax = "proto3";` or `syntax = "proto2";`')
    if not cursor.sees_then("syntax", "="):
        return Syntax.PROTO2
    cursor.take()
    cursor.take()
    at = cursor.at
    word = cursor.text("the syntax")
    if word not in {syntax.value for syntax in Syntax}:
        fail(at, f"the syntax `{word}` is not read here; proto2 and proto3 are")
    cursor.expect(";", "after the syntax")
    return Syntax(word)


def _import(cursor: Cursor) -> str:
    cursor.take()
    if cursor.sees("public", "weak"):
        cursor.take()
    name = cursor.text("an imported file")
    cursor.expect(";", f'after the import "{name}"')
    return name


def _service(cursor: Cursor) -> Service:
    cursor.take()
    name = cursor.name("a service")
    if not cursor.sees("{"):
        fail(cursor.at, f"`{{` is missing after `service {name.text}`; {cursor.next} stands here")
    cursor.skip_block(f"in `service {name.text}`")
    return Service(name.text, name.at)
