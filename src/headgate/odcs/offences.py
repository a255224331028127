"""Findings about what a contract says; `text_offences` has those about how it is written down."""

from __future__ import annotations

from typing import Final

from headgate.diagnostics import Message, Severity
from headgate.odcs import text_offences
from headgate.odcs.offence import Offence

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
KEY_UNREAD: Final = Offence(
    "structure/key-unread",
    Message(
        "`{name}` is read by nobody",
        "{remedy}",
        "ODCS v3.0 lets unknown keys pass here; later versions reject them",
        "unknown key",
    ),
    Severity.WARNING,
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
        "`{property}` has two headgate blocks: its own and one in the contract's",
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
NO_IDENTITY: Final = Offence(
    "structure/identity",
    Message("`{name}` is missing", "add `{name}`", "without it nothing can refer to the contract", "in here"),
)
EMPTY_ID: Final = Offence(
    "structure/identity",
    Message(
        "`id` is empty",
        "give the contract an id that never changes",
        "without it nothing can refer to the contract",
        "empty",
    ),
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
    Message("`{reference}` names `{given}`, which is no field", "{remedy}", "{why}", "no such field"),
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
    """All findings that reading can raise, in the order of the two files."""
    values = (*vars(text_offences).values(), *globals().values())
    return tuple(value for value in values if isinstance(value, Offence))
