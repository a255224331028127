"""What of ODCS reaches the model, and what describes only: every key of the standard is in one of the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reach:
    """The keys of one kind of ODCS mapping; `definition` is its name in the schema, empty for the contract."""

    title: str
    definition: str
    read: frozenset[str]
    descriptive: frozenset[str]


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


REACHES: Final = (
    Reach(
        "contract",
        "",
        _keys(
            "apiVersion id name version status domain team description servers schema slaProperties customProperties"
        ),
        _keys(
            "kind tenant tags dataProduct context support price roles slaDefaultElement authoritativeDefinitions "
            "contractCreatedTs"
        ),
    ),
    Reach(
        "schema object",
        "SchemaObject",
        _keys("name physicalName physicalType logicalType description properties quality customProperties"),
        _keys(
            "id businessName deprecated synonyms authoritativeDefinitions tags dataGranularityDescription "
            "relationships context"
        ),
    ),
    Reach(
        "property",
        "SchemaProperty",
        _keys(
            "name physicalName physicalType logicalType logicalTypeOptions description required unique primaryKey "
            "primaryKeyPosition classification deprecated enum quality properties items map customProperties"
        ),
        _keys(
            "id businessName synonyms authoritativeDefinitions tags semanticType partitioned partitionKeyPosition "
            "encryptedName transformSourceObjects transformLogic transformDescription examples criticalDataElement "
            "relationships"
        ),
    ),
    Reach(
        "quality rule",
        "DataQuality",
        _keys(
            "type metric rule arguments mustBe mustNotBe mustBeGreaterThan mustBeGreaterOrEqualTo mustBeLessThan "
            "mustBeLessOrEqualTo mustBeBetween mustNotBeBetween unit query name id description businessImpact "
            "dimension severity engine implementation customProperties"
        ),
        _keys("authoritativeDefinitions method schedule scheduler tags"),
    ),
    Reach(
        "SLA entry",
        "ServiceLevelAgreementProperty",
        _keys("property value unit element customProperties"),
        _keys("id valueExt driver scheduler schedule description authoritativeDefinitions"),
    ),
)
