"""Typed look-ups in a settings document, with the environment on top and every key accounted for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from headgate.connect.faults import SettingsError

PREFIX: Final = "HEADGATE_"
SECTIONS: Final = ("kafka", "registry", "flink", "iceberg", "keys")
REFERENCES: Final = ("env", "file")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values come from: a file (None: there is none) and the environment above it."""

    file: Path | None
    environ: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Relative paths in the file start here."""
        return self.file.parent if self.file else Path()

    def error(self, key: str, what: str, remedy: str = "") -> SettingsError:
        """The error about `key`, naming the file."""
        return SettingsError(f"{self.file or 'the environment'}: `{key}` {what}", remedy)


@dataclass(frozen=True, slots=True)
class Entries:
    """A settings document being read; remembers what was asked for, so that the rest is known to be unknown."""

    source: Source
    document: Mapping[str, object]
    known: set[str] = field(default_factory=set)

    def text(self, key: str) -> str:
        """The text at `section.name`, empty when it is not set; a secret may be `{env = …}` or `{file = …}`."""
        override = self._override(key)
        if override is not None:
            return override
        value = self._value(key)
        return "" if value is None else self._secret(key, value)

    def path(self, key: str) -> Path | None:
        """The path at `key`; a relative one in the file is relative to the file."""
        override = self._override(key)
        if override is not None:
            return Path(override)
        text = self.text(key)
        return self.source.folder / text if text else None

    def count(self, key: str) -> int | None:
        """The positive whole number at `key`."""
        override = self._override(key)
        value = override if override is not None else self._value(key)
        if value is None:
            return None
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise self.source.error(key, "must be a whole number from 1 up", "correct it")
        return number

    def table(self, key: str) -> Mapping[str, str]:
        """All texts of the table at `key`, with the environment's settings of its section that are not keys."""
        value = self._value(key)
        rows = {} if value is None else value
        if not isinstance(rows, dict):
            raise self.source.error(key, "must be a table", "write it as a [section]")
        given = {name: self._plain(f"{key}.{name}", item) for name, item in self._flat(rows)}
        return {**given, **dict(self._environment_rows(key))}

    def reject_unknown(self) -> None:
        """Raises `SettingsError` for the first key that nothing reads."""
        for section, value in self.document.items():
            if section not in SECTIONS or not isinstance(value, dict):
                raise self.source.error(section, "is not a section", f"use one of {', '.join(SECTIONS)}")
            for name in value:
                self._reject(f"{section}.{name}")
        for variable in self.source.environ:
            key = self._key_of(variable)
            if key:
                self._reject(key)

    def _reject(self, key: str) -> None:
        if key in self.known:
            return
        near = difflib.get_close_matches(key, self.known, n=1)
        raise self.source.error(
            key, "is not a setting", f"did you mean `{near[0]}`?" if near else "remove it"
        )

    def _key_of(self, variable: str) -> str | None:
        section, _, name = variable.removeprefix(PREFIX).lower().partition("_")
        ours = variable.startswith(PREFIX) and section in SECTIONS and bool(name)
        # Every other name under HEADGATE_KAFKA_ is a librdkafka setting, which librdkafka itself checks.
        return f"{section}.{name}" if ours and section != "kafka" else None

    def _environment_rows(self, key: str) -> Iterator[tuple[str, str]]:
        section = key.partition(".")[0]
        prefix = f"{PREFIX}{section.upper()}_"
        for variable, value in self.source.environ.items():
            name = variable.removeprefix(prefix).lower()
            if variable.startswith(prefix) and f"{section}.{name}" not in self.known:
                yield name.replace("_", "."), value

    def _flat(self, rows: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
        """`security.protocol = "ssl"` in TOML is a table in a table; librdkafka's name has the dot."""
        for name, value in rows.items():
            if isinstance(value, dict) and not set(value) <= set(REFERENCES):
                yield from self._flat(value, f"{prefix}{name}.")
            else:
                yield f"{prefix}{name}", value

    def _override(self, key: str) -> str | None:
        self.known.add(key)
        return self.source.environ.get(PREFIX + key.replace(".", "_").upper())

    def _value(self, key: str) -> object:
        self.known.add(key)
        section, name = key.split(".")
        table = self.document.get(section, {})
        if not isinstance(table, dict):
            raise self.source.error(section, "must be a table", f"write it as [{section}]")
        return table.get(name)

    def _plain(self, key: str, value: object) -> str:
        match value:
            case bool():
                return "true" if value else "false"
            case int() | float():
                return str(value)
            case _:
                return self._secret(key, value)

    def _secret(self, key: str, value: object) -> str:
        match value:
            case str():
                return value
            case {"env": str(name), **others} if not others:
                return self._from_environment(key, name)
            case {"file": str(name), **others} if not others:
                return self._from_file(key, name)
            case _:
                raise self.source.error(
                    key, 'must be a text, {env = "NAME"} or {file = "path"}', "correct it"
                )

    def _from_environment(self, key: str, name: str) -> str:
        if name not in self.source.environ:
            raise self.source.error(key, f"names the variable {name}, which is not set", f"export {name}")
        return self.source.environ[name]

    def _from_file(self, key: str, name: str) -> str:
        try:
            return (self.source.folder / name).read_text(encoding="utf-8").strip()
        except OSError as fault:
            what = f"names the file {name}, which cannot be read: {fault.strerror}"
            raise self.source.error(key, what, "correct the path") from None
        except ValueError:
            raise self.source.error(
                key, f"names the file {name}, which is no text", "correct the path"
            ) from None
