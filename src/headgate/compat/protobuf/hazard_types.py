"""The names of hazards: changes that a registry takes in every mode, and that readers trip over."""

from __future__ import annotations

from enum import Enum

from headgate.compat.verdict import Difference


class Hazard(Enum):
    """A hazard's name, and why it is one."""

    BYTES_TO_TEXT = ("bytes-to-text", "bytes that are no UTF-8 stop a reader of text")
    CARDINALITY_NARROWED = ("cardinality-narrowed", "a reader of one value keeps the last, or merges them")
    CARDINALITY_WIDENED = (
        "cardinality-widened",
        "readers of the old schema keep the last value, or merge them",
    )
    DEFAULT_CHANGED = ("default-changed", "an absent value reads differently before and after")
    ENUM_ALIAS_ADDED = ("enum-alias-added", "readers show either name, by language, for one number")
    ENUM_REPLACED = ("enum-replaced", "the numbers stay and mean something else")
    ENUM_TO_NUMBER = (
        "enum-to-number",
        "values no longer have a name, and JSON spells them as numbers or as names",
    )
    ENUM_VALUE_REMOVED = ("enum-value-removed", "records that hold the number read as unknown")
    ENUM_VALUE_RENAMED = ("enum-value-renamed", "JSON and generated code know the value by its name")
    ENUM_VALUE_RENUMBERED = (
        "enum-value-renumbered",
        "records that hold the old number read as something else",
    )
    EXTENSION_REMOVED = ("extension-removed", "its values become unknown fields")
    EXTENSION_RETYPED = (
        "extension-retyped",
        "the registry does not look at extensions, and the bytes differ",
    )
    FIELD_RENAMED = ("field-renamed", "JSON, generated code and SQL know the field by its name")
    FIELD_RENUMBERED = (
        "field-renumbered",
        "the old number's values are not read, and old readers miss the new ones",
    )
    FIRST_MESSAGE_CHANGED = ("first-message-changed", "clients that name no message take the first one")
    INTEGER_NARROWED = ("integer-narrowed", "values that do not fit are cut off without an error")
    INTEGER_SIGN_CHANGED = ("integer-sign-changed", "negative and very large values read as each other")
    JSON_NAME_CHANGED = ("json-name-changed", "JSON knows the field by this name")
    MESSAGE_REORDERED = ("message-reordered", "records name their message by its place in the schema")
    MESSAGE_RENAMED = ("message-renamed", "generated code and type URLs know the message by its name")
    MOVED_INTO_ONEOF = (
        "moved-into-oneof",
        "code that sets it clears its siblings, and generated code changes",
    )
    PRESENCE_CHANGED = ("presence-changed", "an absent value and a zero are told apart on one side only")
    REMOVED_NOT_RESERVED = (
        "removed-not-reserved",
        "nothing keeps the number from being used for something else",
    )
    RESERVED_DROPPED = ("reserved-dropped", "a number or name of the past can be used for something else")
    TAG_REUSED = ("tag-reused", "values of the old field read as values of the new one")
    TEXT_TO_BYTES = ("text-to-bytes", "writers may now write what readers of the old schema refuse as text")

    @property
    def word(self) -> str:
        """The hazard's name."""
        return self.value[0]

    @property
    def why(self) -> str:
        """Why it is one."""
        return self.value[1]


def hazard(what: Hazard, path: str, sentence: str) -> Difference:
    """The hazard at a path: what changed, then why it matters."""
    return Difference(what.word, path, f"{sentence}: {what.why}")
