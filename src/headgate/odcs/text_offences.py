"""Findings about the text itself: its bytes and its YAML."""

from __future__ import annotations

from typing import Final

from headgate.diagnostics import Message, Severity
from headgate.odcs.offence import Offence

NO_FILE: Final = Offence(
    "structure/unreadable",
    Message("`{path}` cannot be read", "give the path of a contract that exists and may be read", "{reason}"),
)
ENCODING: Final = Offence(
    "structure/encoding",
    Message("the text is not UTF-8", "save the file as UTF-8", "{reason}", "this byte"),
)
TOO_LARGE: Final = Offence(
    "structure/too-large",
    Message(
        "the text has {size} bytes, more than {limit}",
        "split the contract, one file a stream",
        "a contract is read by people; what is larger is not one",
    ),
)
CONTROL: Final = Offence(
    "structure/control-character",
    Message(
        "the text holds the control character U+{code}",
        "delete it, or write it as an escape in double quotes",
        "YAML allows no control characters but tab and line ends",
        "here",
    ),
)
EMPTY: Final = Offence(
    "structure/empty",
    Message("the text holds no contract", "start with `apiVersion`, `kind`, `id` and `version`"),
)
BROKEN: Final = Offence(
    "structure/yaml",
    Message("the text is not YAML: {problem}", "{remedy}", "{context}", "the parser stopped here"),
)
TAB: Final = Offence(
    "structure/tab",
    Message(
        "a tab stands where the line is indented",
        "indent with spaces",
        "YAML forbids tabs in indentation, as their width is not known",
        "a tab",
    ),
)
DUPLICATE: Final = Offence(
    "structure/duplicate-key",
    Message(
        "`{key}` is given twice",
        "keep one of the two",
        "a parser keeps one of them, and not every parser the same one",
        "the second",
    ),
)
KEY_NOT_TEXT: Final = Offence(
    "structure/key-not-text",
    Message(
        "{key} is {kind}, not text",
        "write the key as a name, or put quotes around it",
        "ODCS keys are names; a number, a truth value or a list is not one",
        "{kind}",
    ),
)
DOCUMENTS: Final = Offence(
    "structure/several-documents",
    Message(
        "a second document starts here",
        "put it into a file of its own",
        "one file holds one contract; only the first document is read",
        "not read",
    ),
)
NOT_MAPPING: Final = Offence(
    "structure/not-a-mapping",
    Message(
        "the contract is {kind} and should be a mapping",
        "start with `apiVersion`, `kind`, `id` and `version` as keys",
        "",
        "{kind}",
    ),
)
RECURSIVE: Final = Offence(
    "structure/recursive-alias",
    Message("`*{name}` stands inside its own anchor", "write the part out", "it would never end", "here"),
)
NO_ANCHOR: Final = Offence(
    "structure/unknown-alias",
    Message("`*{name}` has no anchor `&{name}` before it", "anchor the part, or write it out", "", "here"),
)
EXPANSION: Final = Offence(
    "structure/alias-expansion",
    Message(
        "aliases make the contract larger than {limit} keys and values",
        "write out what is meant, without aliases of aliases",
        "a small text with nested aliases can fill any memory",
        "one alias too many",
    ),
)
TOO_MANY: Final = Offence(
    "structure/too-large",
    Message(
        "the contract has more than {limit} keys and values",
        "split the contract, one file a stream",
        "a contract is read by people; what is larger is not one",
        "one too many",
    ),
)
DEPTH: Final = Offence(
    "structure/too-deep",
    Message(
        "the text is nested more than {limit} levels deep",
        "flatten the structure",
        "no ODCS key needs it, and deep texts exhaust the tools that read them",
        "level {limit} ends here",
    ),
)
TAG: Final = Offence(
    "structure/tag",
    Message(
        "the tag `{tag}` is not read",
        "delete the tag and write a plain value",
        "a tag can make a reader run code; contracts hold values only",
        "a tag",
    ),
)
OLD_TRUTH: Final = Offence(
    "structure/ambiguous-word",
    Message(
        "`{word}` without quotes is read as `{truth}`",
        'write `{truth}`, or "{word}" in quotes if the word is meant',
        "YAML 1.1 takes it for a truth value, YAML 1.2 for text",
        "text or truth value?",
    ),
    Severity.WARNING,
)
OVERSIZED: Final = Offence(
    "structure/number-size",
    Message("this number is too long to be one", "put quotes around it if text is meant", "", "too long"),
)
