"""Every finding that reading can raise: its id, its weight and its wording, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from headgate.diagnostics import Finding, Message, Place, Related, Severity


@dataclass(frozen=True, slots=True)
class Offence:
    """A rule that reading itself holds; one rule may have several wordings."""

    rule: str
    message: Message
    severity: Severity = Severity.ERROR

    def at(self, place: Place, *, related: Sequence[Related] = (), **values: object) -> Finding:
        """The finding at `place`."""
        return self.message.at(place, rule=self.rule, severity=self.severity, related=related, **values)


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
        "the key {key} is not text",
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
        "aliases make the contract larger than {limit} nodes",
        "write out what is meant, without aliases of aliases",
        "a small text with nested aliases can fill any memory",
        "one alias too many",
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
VERSION_MISSING: Final = Offence(
    "structure/api-version",
    Message(
        "`apiVersion` is missing",
        "add `apiVersion: {newest}`",
        "it says which version of ODCS the contract is written in; known are {known}",
    ),
)
VERSION_UNKNOWN: Final = Offence(
    "structure/api-version",
    Message(
        "`apiVersion` {given} is not known",
        "write `{near}`",
        "it says which version of ODCS the contract is written in; known are {known}",
        "not known",
    ),
)
SCHEMA: Final = Offence(
    "structure/schema",
    Message("{title}", "{remedy}", "{why}", "{label}"),
)
BLOCK: Final = Offence(
    "structure/headgate-property",
    Message("{title}", "{remedy}", "{why}", "{label}"),
)
BLOCK_PLACE: Final = Offence(
    "structure/headgate-property",
    Message(
        "the property `headgate` is not read here",
        "move it to the customProperties of {places}",
        "it means something in those places only",
        "not read",
    ),
)
BLOCK_TWICE: Final = Offence(
    "structure/headgate-property",
    Message(
        "the property `headgate` is given twice in one place",
        "join the two into one",
        "only the first is read",
        "the second",
    ),
)
SLA_TWICE: Final = Offence(
    "structure/headgate-property",
    Message(
        "`{property}` has a headgate block at its SLA entry and in the contract's own block",
        "keep the one at the SLA entry",
        "only the one at the SLA entry is read",
        "not read",
    ),
)
SLA_WITHOUT_ENTRY: Final = Offence(
    "structure/headgate-property",
    Message(
        "`sla.{property}` has no entry in `slaProperties`",
        "add the entry, or delete the block",
        "the block only says more about an entry: the promise itself is the entry",
        "no such entry",
    ),
)
CONTRACT_IDENTITY: Final = Offence(
    "structure/identity",
    Message("{title}", "{remedy}", "without it nothing can refer to the contract", "{label}"),
)
VERSION_SHORT: Final = Offence(
    "structure/version",
    Message(
        "the version {given} is not a semantic version",
        'write "{read}"',
        "a version says by its three numbers whether readers break; it is read as {read}",
        "read as {read}",
    ),
    Severity.WARNING,
)
VERSION_TEXT: Final = Offence(
    "structure/version",
    Message(
        "the version {given} is not a semantic version",
        "write major.minor.patch, for example 1.0.0",
        "a version says by its three numbers whether readers break; without it nothing can be compared",
        "not understood",
    ),
    Severity.WARNING,
)
NO_STREAM: Final = Offence(
    "structure/no-stream",
    Message(
        "the contract has no stream",
        "give a schema object `physicalType: topic`",
        "headgate reads streams: schema objects that are Kafka topics",
    ),
    Severity.NOTE,
)
NOT_A_STREAM: Final = Offence(
    "structure/not-a-stream",
    Message(
        "`{name}` is not a stream ({reason})",
        "write `physicalType: topic` if it is a Kafka topic",
        "headgate reads streams; other schema objects are left as they are",
        "left aside",
    ),
    Severity.NOTE,
)
TWIN_STREAM: Final = Offence(
    "structure/duplicate-name",
    Message(
        "two streams are named `{name}`", "rename one of them", "streams are told apart by name", "the second"
    ),
)
TWIN_FIELD: Final = Offence(
    "structure/duplicate-name",
    Message(
        "two fields are named `{name}`",
        "rename one of them (`physicalName` counts before `name`)",
        "a record has each name once",
        "the second",
    ),
)
TWIN_NUMBER: Final = Offence(
    "structure/duplicate-number",
    Message(
        "`{name}` has the number {number}, and so has `{other}`",
        "give each field a number of its own with the headgate key `number`",
        "the number is the field's identity in Protobuf",
        "number {number}",
    ),
)
FORMATS: Final = Offence(
    "structure/server-format",
    Message(
        "Kafka servers disagree on the format: {formats}",
        "give all Kafka servers of a contract the same format",
        "a stream has one format",
        "`{format}` here",
    ),
)
FORMAT_UNKNOWN: Final = Offence(
    "structure/server-format",
    Message(
        "the format `{format}` is not known",
        "write avro, protobuf or json",
        "the format decides how records are written and checked",
        "not known",
    ),
)
TYPE_MISSING: Final = Offence(
    "structure/type-unknown",
    Message(
        "`{field}` has no logicalType",
        "add `logicalType`: {known}",
        "the field is left out, as nothing can be said of its values",
    ),
)
TYPE_UNKNOWN: Final = Offence(
    "structure/type-unknown",
    Message(
        "the type of `{field}` is not known: {given}",
        "{remedy}",
        "the field is left out, as nothing can be said of its values",
        "{given}",
    ),
)
TYPE_PART: Final = Offence(
    "structure/type-unknown",
    Message(
        "`{field}` is {kind} without `{part}`",
        "add `{part}`",
        "the field is left out, as nothing can be said of its values",
        "{kind}",
    ),
)
REFERENCE: Final = Offence(
    "structure/unknown-field",
    Message("`{key}` names `{given}`, which is no field", "{remedy}", "{why}", "no such field"),
)
KEY_TYPE: Final = Offence(
    "structure/key-type",
    Message(
        "`{field}` cannot be the message key: it is {kind}",
        "choose a text, uuid or integer field as `topic.key`",
        "keys are compared byte by byte, so their type must have one spelling",
        "{kind}",
    ),
)
OPTION_UNREAD: Final = Offence(
    "structure/option-unread",
    Message(
        "`{option}` of `{field}` is not enforced",
        "say it as a quality rule, or leave it as information",
        "{why}",
        "information only",
    ),
    Severity.NOTE,
)
OPTION_WRONG: Final = Offence(
    "structure/option-unread",
    Message(
        "`{option}` of `{field}` cannot be used: {given}",
        "{remedy}",
        "the rule is left out, as nothing could ever meet it",
        "{given}",
    ),
)
QUALITY_UNREAD: Final = Offence(
    "quality/unread",
    Message("the rule `{name}` is not read: {reason}", "{remedy}", "", "left out"),
    Severity.WARNING,
)
QUALITY_ENGINE: Final = Offence(
    "quality/custom-engine",
    Message(
        "the rule `{name}` is for {engine} alone",
        "say it as a library metric, if every engine is to check it",
        "headgate does not know the engine's language and leaves the rule to it",
        "left to {engine}",
    ),
    Severity.NOTE,
)
SEVERITY_UNKNOWN: Final = Offence(
    "quality/severity-unknown",
    Message(
        "the severity `{given}` is not known",
        "write critical, error, warning or info",
        "it decides what a breach leads to; the rule counts as error",
        "read as error",
    ),
    Severity.WARNING,
)
SLA_NOTE: Final = Offence(
    "structure/sla-unknown",
    Message(
        "the SLA property `{property}` is not known",
        "use a standard name, if it is to become an objective: {known}",
        "it is kept as information",
        "information only",
    ),
    Severity.NOTE,
)
SLA_UNREAD: Final = Offence(
    "structure/sla-unread",
    Message(
        "the SLA entry `{property}` is not read: {reason}",
        "{remedy}",
        "without it the entry promises nothing that can be measured",
        "{label}",
    ),
    Severity.WARNING,
)


def offences() -> tuple[Offence, ...]:
    """All of them, in the order of this file."""
    return tuple(value for value in globals().values() if isinstance(value, Offence))
