"""How Flink SQL quotes, and the shape of a statement: nothing here knows of contracts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from headgate.emit.json_text import Json, compact


def name(text: str) -> str:
    """An identifier in backticks."""
    return "`" + text.replace("`", "``") + "`"


def literal(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def spec_literal(value: Json) -> str:
    """A JSON document as a string literal, on one line."""
    return literal(compact(value))


def options(entries: Mapping[str, str], *, more: str = "") -> str:
    """The body of a WITH clause, one option a line; `more` is a placeholder for further ones."""
    lines = [f"  {literal(key)} = {literal(value)}" for key, value in entries.items()]
    return "(\n" + ",\n".join(lines) + more + "\n)"


def settings(entries: Mapping[str, str]) -> str:
    """One SET statement a line."""
    return "\n".join(f"SET {literal(key)} = {literal(value)};" for key, value in entries.items())


def columns(entries: Iterable[str]) -> str:
    """A bracketed list, one column a line."""
    return "(\n" + ",\n".join(f"  {entry}" for entry in entries) + "\n)"


def comment(*lines: str) -> str:
    """SQL comment lines."""
    return "\n".join(f"-- {line}".rstrip() for line in lines)
