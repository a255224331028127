"""From the text of `gate/policy.toml` to the law; each mistake is a finding at its line and column."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeVar

from headgate.diagnostics import Finding, Severity
from headgate.lint import policy_offences as offences
from headgate.lint.policy import Grade, Grades, Law, PathPolicy, Profile
from headgate.lint.toml_text import TomlText, read_toml
from headgate.odcs.cursor import written
from headgate.odcs.likeness import nearest

E = TypeVar("E", bound=Enum)

VERDICTS: Final = ("breaking", "additive", "internal")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a policy: in which table (empty: the top, `[]` after it: a list of tables), and what it says."""

    table: str
    name: str
    values: str
    default: str
    meaning: str

    @property
    def shown(self) -> str:
        """`[history] source`."""
        table = {"": "", "paths[]": "[[paths]] "}.get(self.table, f"[{self.table}] ")
        return f"{table}{self.name}"


def _words(kind: type[Enum]) -> str:
    return ", ".join(f"`{member.value}`" for member in kind)


_ANY_VERDICT: Final = ", ".join(f"`{verdict}`" for verdict in VERDICTS)
KEYS: Final = (
    Key("", "profile", _words(Profile), "`standard`", "What rules weigh where none is named; `--profile` counts before it."),
    Key("", "fail-on", _words(Severity), "`error`", "Lowest severity that makes the exit status 1; `--fail-on` counts before it."),
    Key("rules", "RULE", _words(Grade), "the profile's", "What a rule (`keys/stream-without-key`) or an area (`keys`) weighs."),
    Key("paths[]", "match", "a pattern", "to be given", "The files that the table is about, from the root: `contracts/legacy/**`."),
    Key("paths[]", "profile", _words(Profile), "the policy's", "Their profile."),
    Key("paths[]", "rules", "a table as `[rules]`", "none", "What rules weigh in them."),
    Key("compatibility", "registry-parity", "true or false", "false", "Whether wire compatibility is the registry's verdict alone, without the hazards that it lets pass."),
    Key("verdicts", "KIND", _ANY_VERDICT, "the table's (`changes.md`)", "What a kind of change (`owner-changed`) means for the version."),
    Key("history", "source", "a git ref or a folder", "none", "Where earlier versions are found, a folder from the root; `--against` counts before it."),
)  # fmt: skip


def _known(table: str) -> tuple[str, ...]:
    """The keys of a table; at the top, the tables too."""
    own = [key.name for key in KEYS if key.table == table]
    tables = [key.table.removesuffix("[]") for key in KEYS if key.table] if not table else []
    return tuple(dict.fromkeys((*own, *tables)))


@dataclass(frozen=True, slots=True)
class Names:
    """What a policy may name: rule ids, and kinds of changes (`field-removed`)."""

    rules: frozenset[str]
    changes: frozenset[str] = frozenset()

    @property
    def graded(self) -> frozenset[str]:
        """Rules and areas."""
        return self.rules | {rule.split("/", 1)[0] for rule in self.rules}


def read_policy(text: str, path: str, names: Names) -> tuple[Law, tuple[Finding, ...]]:
    """The law, and every mistake in it; a part with a mistake is as if not written."""
    root = read_toml(text, path)
    if isinstance(root, Finding):
        return Law(), (root,)
    reader = _Reader(names)
    law = reader.law(root)
    return law, tuple(sorted(reader.findings, key=lambda finding: finding.place.span))


@dataclass(slots=True)
class _Reader:
    names: Names
    findings: list[Finding] = field(default_factory=list)

    def law(self, root: TomlText) -> Law:
        self.keys(root, _known(""))
        compatibility, history = self.table(root["compatibility"]), self.table(root["history"])
        self.keys(compatibility, _known("compatibility"))
        self.keys(history, _known("history"))
        return Law(
            profile=self.choice(root["profile"], Profile) or Profile.STANDARD,
            grades=self.grades(root["rules"]),
            paths=tuple(self.path(entry) for entry in self.tables(root["paths"])),
            verdicts=self.verdicts(self.table(root["verdicts"])),
            registry_parity=self.truth(compatibility["registry-parity"]),
            history=self.text(history["source"]),
            fail_on=self.choice(root["fail-on"], Severity) or Severity.ERROR,
        )

    def path(self, entry: TomlText) -> PathPolicy:
        self.keys(entry, _known("paths[]"))
        match = self.text(entry["match"])
        if not entry["match"]:
            self.wrong(
                entry, "match", "missing", "a pattern of paths", "add `match`, as in contracts/legacy/**"
            )
        return PathPolicy(match, self.grades(entry["rules"]), self.choice(entry["profile"], Profile))

    def grades(self, at: TomlText) -> Grades:
        found: list[tuple[str, Grade]] = []
        for name, entry in self.table(at).entries():
            grade = self.choice(entry, Grade)
            if name not in self.names.graded:
                remedy = _remedy(name, self.names.graded, "`headgate explain` lists them all")
                self.findings.append(offences.UNKNOWN_NAME.at(entry.key, name=name, remedy=remedy))
            elif grade is not None:
                found.append((name, grade))
        return tuple(found)

    def verdicts(self, at: TomlText) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for name, entry in at.entries():
            if name not in self.names.changes:
                remedy = _remedy(name, self.names.changes, "gate/changes.md lists them all")
                self.findings.append(offences.UNKNOWN_KIND.at(entry.key, name=name, remedy=remedy))
            elif entry.text not in VERDICTS:
                self.not_among(entry, VERDICTS)
            else:
                found.append((name, entry.text))
        return tuple(found)

    def choice(self, at: TomlText, kind: type[E]) -> E | None:
        """The member that is written; None, and a finding when it is none of them."""
        words = [str(member.value) for member in kind]
        if at and at.text not in words:
            self.not_among(at, words)
        return kind(at.text) if at.text in words else None

    def not_among(self, at: TomlText, words: Iterable[str]) -> None:
        known = tuple(words)
        near = next((word for word in known if at.text and word.startswith(at.text)), nearest(at.text, known))
        remedy = f"write `{near}`" if near else "choose one of them"
        self.wrong(at, str(at.steps[-1]), written(at.value), _either(known), remedy)

    def truth(self, at: TomlText) -> bool:
        if at and not isinstance(at.value, bool):
            self.wrong(at, str(at.steps[-1]), written(at.value), "true or false", "write true or false")
        return at.value is True

    def text(self, at: TomlText) -> str:
        if at and not at.text:
            self.wrong(at, str(at.steps[-1]), written(at.value), "text", "write a text in quotes")
        return at.text

    def table(self, at: TomlText) -> TomlText:
        if at and not isinstance(at.value, dict):
            self.wrong(at, str(at.steps[-1]), written(at.value), "a table", f"write `[{at.steps[-1]}]`")
        return at

    def tables(self, at: TomlText) -> Iterable[TomlText]:
        if at and not isinstance(at.value, list):
            name = at.steps[-1]
            self.wrong(
                at, str(name), "one table", "a list of tables", f"write `[[{name}]]`, with two brackets"
            )
        return at.items()

    def keys(self, at: TomlText, known: tuple[str, ...]) -> None:
        self.findings += unknown_keys(at, known)

    def wrong(self, at: TomlText, key: str, given: str, wanted: str, remedy: str) -> None:
        self.findings.append(
            offences.WRONG_VALUE.at(at.place, key=key, given=given, wanted=wanted, remedy=remedy)
        )


def unknown_keys(at: TomlText, known: tuple[str, ...]) -> Iterable[Finding]:
    """A finding for each key of the table that is not known."""
    for name, entry in at.entries():
        if name not in known:
            remedy = _remedy(name, known, f"delete it; known are {_listed(known)}")
            yield offences.UNKNOWN_KEY.at(entry.key, name=name, remedy=remedy)


def _remedy(name: str, known: Collection[str], otherwise: str) -> str:
    near = nearest(name, sorted(known)) or nearest(name.replace("_", "-"), sorted(known))
    return f"write `{near}`" if near else otherwise


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
