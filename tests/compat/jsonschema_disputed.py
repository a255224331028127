"""The cases of the corpus where our verdict is not the source's, each with the rule of Confluent's that decides.

The sources are tests of other registries (Karapace, Apicurio, AxonOps), which do not agree among themselves.
"""

from __future__ import annotations

from typing import Final

TAKES_ALL: Final = (
    "the reader is `true`, which is `{}`; the registry's change DGS-1364 (confluentinc/schema-registry#1791): "
    "the empty schema is backward compatible with everything. Apicurio's cases say the same"
)
ANNOTATION: Final = (
    "`format`, `contentEncoding` and `contentMediaType` are annotations: no difference type names them; "
    "told as the hazards `format-changed` and `content-changed`"
)
EMPTY_ADDED: Final = "the property added holds anything: PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL is in the STRICT set"
NOTHING_WRITTEN: Final = (
    "`false` is a synonym of `{not: {}}`: the writer could write nothing, so nothing breaks"
)
TAKES_NOTHING: Final = (
    "the reader is `false` and takes nothing of what the writer, who is `true`, could write"
)
BOUND_ADDED: Final = (
    "MINIMUM_ADDED is not in the STRICT set, and bounds are compared keyword by keyword: "
    "an exclusive bound that implies the new one does not count"
)
NAMES_ADDED: Final = (
    "`propertyNames` has no difference type; a schema that is asked for and was not is SCHEMA_ADDED, incompatible. "
    "The pattern here happens to take the names of the closed writer: a false break, kept for safety"
)
TYPE_NAMED: Final = (
    "conditional schemas have no difference type; a branch that names a type where the old one named none is TYPE_NARROWED. "
    "The type is asked for beside the condition as well: a false break, kept for safety"
)

DISPUTED: Final = {
    "json-36f84ba5a29f": ANNOTATION,
    "json-5ebf3787db8f": ANNOTATION,
    "json-61054fa5d4a1": ANNOTATION,
    "json-b9c31fd1afe8": ANNOTATION,
    "json-e749ca4d1251": ANNOTATION,
    "json-f193d658c3a7": ANNOTATION,
    "json-b357c24787c2": BOUND_ADDED,
    "json-43bf888b3673": TYPE_NAMED,
    "json-4d0e046765e4": TYPE_NAMED,
    "json-6d32ea3d5fcc": TAKES_NOTHING,
    "json-11e1a14a2a56": TAKES_ALL,
    "json-17cd26edc8f7": TAKES_ALL,
    "json-1ffbc6d454e5": TAKES_ALL,
    "json-271382bbab52": TAKES_ALL,
    "json-3024abc65671": TAKES_ALL,
    "json-36a382056e0a": TAKES_ALL,
    "json-3979d924d446": TAKES_ALL,
    "json-45310860dcd2": TAKES_ALL,
    "json-469b0a93b782": TAKES_ALL,
    "json-58b60fb23547": TAKES_ALL,
    "json-68a568d9add9": TAKES_ALL,
    "json-7b25842f0f21": TAKES_ALL,
    "json-8f1b4b7d73da": TAKES_ALL,
    "json-907143d871e6": TAKES_ALL,
    "json-a25abe993550": TAKES_ALL,
    "json-a2936a5e863a": TAKES_ALL,
    "json-a86b109f33b1": TAKES_ALL,
    "json-ba7e100f53cb": TAKES_ALL,
    "json-c7b489a88edd": TAKES_ALL,
    "json-c9866e3b3ade": TAKES_ALL,
    "json-cba3f68220b9": TAKES_ALL,
    "json-cbb44625cc9c": TAKES_ALL,
    "json-cc8c664d2a67": TAKES_ALL,
    "json-dc31291a4525": TAKES_ALL,
    "json-e3ec8b7d6c54": TAKES_ALL,
    "json-eae24d4f875e": TAKES_ALL,
    "json-f5facf718f6e": TAKES_ALL,
    "json-f87062b8324a": TAKES_ALL,
    "json-ff537030d87d": TAKES_ALL,
    "json-ffb170d9c7f2": TAKES_ALL,
    "json-20f574cfbf4e": NOTHING_WRITTEN,
    "json-4485f7384db4": NOTHING_WRITTEN,
    "json-5a8526af4df3": EMPTY_ADDED,
    "json-758391ff96dc": EMPTY_ADDED,
    "json-eb6582acb401": NAMES_ADDED,
}
