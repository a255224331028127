"""TOML with the place of each key: values by the standard library, spans by a second, small reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

from headgate.diagnostics import Finding, Place, Position, Span
from headgate.diagnostics.span import START
from headgate.lint import policy_offences as offences

Toml: TypeAlias = "bool | int | float | str | date | datetime | list[Toml] | dict[str, Toml]"
Steps: TypeAlias = tuple[str | int, ...]

_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[^\S\n]+|[\[\]{},=.\n]'
    r"|[^\s\[\]{},=.#\"']+",
    re.DOTALL,
)
_AT: Final = re.compile(
    r"(?P<problem>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)"
)


@dataclass(frozen=True, slots=True)
class TomlText:
    """A value, and where it and the key before it stand. What is absent is an empty table where its parent is."""

    path: str
    value: object
    spans: Mapping[Steps, tuple[Span, Span]]
    steps: Steps = ()

    def __getitem__(self, step: str | int) -> TomlText:
        value = self.value
        below: object = None
        if isinstance(value, dict):
            below = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            below = value[step]
        return TomlText(self.path, below, self.spans, (*self.steps, step))

    def __bool__(self) -> bool:
        return self.value is not None

    def entries(self) -> Iterator[tuple[str, TomlText]]:
        """Keys and values of a table; none of anything else."""
        for key in self.value if isinstance(self.value, dict) else ():
            yield key, self[key]

    def items(self) -> Iterator[TomlText]:
        """The entries of a list; none of anything else."""
        for index in range(len(self.value) if isinstance(self.value, list) else 0):
            yield self[index]

    @property
    def text(self) -> str:
        """The text, trimmed; empty when it is anything else."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def place(self) -> Place:
        """The place of the value, or of the nearest table above that is written."""
        return Place(self.path, self._spans()[1])

    @property
    def key(self) -> Place:
        """The place of the key, or of the header of a table."""
        return Place(self.path, self._spans()[0])

    def _spans(self) -> tuple[Span, Span]:
        steps = self.steps
        while steps and steps not in self.spans:
            steps = steps[:-1]
        return self.spans.get(steps, (START, START))


def read_toml(text: str, path: str) -> TomlText | Finding:
    """The whole text, or what keeps it from being TOML."""
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        value = tomllib.loads(clean)
        return TomlText(path, value, _Spans(clean).read())
    except tomllib.TOMLDecodeError as error:
        return _broken(str(error), clean, path)
    except RecursionError:
        return offences.UNREADABLE.at(Place(path), problem="it is nested too deep")


def _broken(told: str, text: str, path: str) -> Finding:
    match = _AT.fullmatch(told)
    problem = match["problem"] if match else told
    lines = text.split("\n")
    at = Position(len(lines), len(lines[-1]) + 1)
    if match and match["line"]:
        at = Position(int(match["line"]), int(match["column"]))
    return offences.UNREADABLE.at(Place(path, Span(at, at)), problem=_worded(problem))


def _worded(problem: str) -> str:
    """The library's sentence in our words: `invalid` says nothing of what is wrong."""
    return (problem[:1].lower() + problem[1:]).replace("invalid", "misspelt")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    span: Span


@dataclass(slots=True)
class _Spans:
    """Walks a text that is known to be TOML, noting where keys and values stand."""

    text: str
    found: dict[Steps, tuple[Span, Span]] = field(default_factory=dict)
    tokens: list[_Token] = field(default_factory=list)
    at: int = 0
    counts: dict[Steps, int] = field(default_factory=dict)

    def read(self) -> dict[Steps, tuple[Span, Span]]:
        """The spans of key and value by path."""
        self.tokens = list(_tokens(self.text))
        home: Steps = ()
        while self.at < len(self.tokens):
            token = self._take()
            if token.text == "[":
                home = self._header(token)
            elif token.text != "\n":
                self.at -= 1
                self._entry(home)
        return self.found

    def _header(self, opening: _Token) -> Steps:
        """The path of a table; one of an array of tables has its number."""
        is_array = self.tokens[self.at].text == "["
        self.at += is_array
        names = self._names("]")
        self.at += is_array
        span = Span(opening.span.start, self.tokens[self.at - 1].span.end)
        steps: Steps = ()
        for name in names[:-1]:
            steps = (*steps, name)
            self.found.setdefault(steps, (span, span))
            steps = (*steps, self.counts[steps] - 1) if steps in self.counts else steps
        steps = (*steps, names[-1])
        if is_array:
            self.found.setdefault(steps, (span, span))
            self.counts[steps] = self.counts.get(steps, 0) + 1
            steps = (*steps, self.counts[steps] - 1)
        self.found[steps] = (span, span)
        return steps

    def _entry(self, home: Steps) -> None:
        first = self.tokens[self.at].span
        steps = (*home, *self._names("="))
        key = Span(first.start, self.tokens[self.at - 2].span.end)
        for length in range(len(home) + 1, len(steps)):
            self.found.setdefault(steps[:length], (key, key))
        self.found[steps] = (key, self._value(steps))

    def _names(self, end: str) -> list[str]:
        """The parts of a dotted key, up to and with the token `end`."""
        names: list[str] = []
        while (token := self._take()).text != end:
            if token.text != ".":
                names.append(_name(token.text))
        return names

    def _value(self, steps: Steps) -> Span:
        start = self._skip()
        if start.text == "[":
            return Span(start.span.start, self._list(steps))
        if start.text == "{":
            return Span(start.span.start, self._table(steps))
        end = start.span.end
        while self.at < len(self.tokens) and self.tokens[self.at].text not in _AFTER:
            end = self._take().span.end
        return Span(start.span.start, end)

    def _list(self, steps: Steps) -> Position:
        index = 0
        while (token := self._skip()).text != "]":
            if token.text != ",":
                self.at -= 1
                span = self._value((*steps, index))
                self.found[*steps, index] = (span, span)
                index += 1
        return token.span.end

    def _table(self, steps: Steps) -> Position:
        while (token := self._skip()).text != "}":
            if token.text != ",":
                self.at -= 1
                self._entry(steps)
        return token.span.end

    def _take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _skip(self) -> _Token:
        """The next token that is no line end."""
        while (token := self._take()).text == "\n":
            pass
        return token


_AFTER: Final = frozenset((",", "\n", "]", "}"))


def _tokens(text: str) -> Iterator[_Token]:
    """All but blanks and comments. A blank between two parts of a value (a date's) is inside of its span."""
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        said = match.group()
        begin = Position(line, match.start() - start + 1)
        inner = said.count("\n")
        if inner:
            line, start = line + inner, match.start() + said.rindex("\n") + 1
        if said == "\n" or not (said.isspace() or said.startswith("#")):
            end = Position(line, match.end() - start + 1) if said != "\n" else begin
            yield _Token(said, Span(begin, end))


def _name(token: str) -> str:
    """What a key's part says, without its quotes."""
    if token[0] == '"':
        return next(iter(tomllib.loads(f"{token} = 0")))
    return token[1:-1] if token[0] == "'" else token
