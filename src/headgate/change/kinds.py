"""The closed union of everything that can change between two contracts."""

from __future__ import annotations

from typing import Final, TypeAlias, get_args

from headgate.change.contract_kinds import (
    ConsumerAdded,
    ConsumerChanged,
    ConsumerRemoved,
    ContractDeprecated,
    ContractRetired,
    DomainChanged,
    IdChanged,
    NameChanged,
    OwnerChanged,
    PurposeChanged,
    StatusAdvanced,
    StatusReplaced,
    StatusWithdrawn,
)
from headgate.change.field_kinds import (
    ClassDropped,
    ClassLowered,
    ClassRaised,
    ClassReplaced,
    DataSubjectSet,
    DataSubjectUnset,
    EnumExtended,
    EnumRenumbered,
    EnumReordered,
    EnumShrunk,
    FieldAdded,
    FieldDeprecated,
    FieldDocChanged,
    FieldReinstated,
    FieldRemoved,
    FieldRenamed,
    FieldsReordered,
    NumberChanged,
    RequiredFieldAdded,
    RequiredLoosened,
    RequiredTightened,
    TreatmentLoosened,
    TreatmentTightened,
    TypeNarrowed,
    TypeRenamed,
    TypeReplaced,
    TypeWidened,
)
from headgate.change.promise_kinds import (
    ActionLoosened,
    ActionTightened,
    BurnChanged,
    ExpectationAdded,
    ExpectationDocChanged,
    ExpectationLoosened,
    ExpectationRemoved,
    ExpectationRenamed,
    ExpectationReplaced,
    ExpectationTightened,
    NoDataChanged,
    ObjectiveAdded,
    ObjectiveLoosened,
    ObjectiveRemoved,
    ObjectiveRenamed,
    ObjectiveReplaced,
    ObjectiveTightened,
    WeightLowered,
    WeightRaised,
    WindowLengthened,
    WindowShortened,
)
from headgate.change.stream_kinds import (
    AllowedLatenessLengthened,
    AllowedLatenessShortened,
    CleanupChanged,
    CompatibilityLoosened,
    CompatibilityReplaced,
    CompatibilityTightened,
    DedupAdded,
    DedupChanged,
    DedupDropped,
    DedupScopeChanged,
    DedupWithinLengthened,
    DedupWithinShortened,
    EventTimeAdded,
    EventTimeChanged,
    EventTimeDropped,
    FormatChanged,
    IdleLengthened,
    IdleShortened,
    KeyAdded,
    KeyChanged,
    KeyDropped,
    KeysRepartitioned,
    LatenessAdded,
    LatenessDropped,
    MinInsyncLowered,
    MinInsyncRaised,
    PartitionsAdded,
    PartitionsRemoved,
    PrimaryKeyAdded,
    PrimaryKeyChanged,
    PrimaryKeyDropped,
    ReplicationLowered,
    ReplicationRaised,
    RetentionLengthened,
    RetentionShortened,
    StreamAdded,
    StreamDocChanged,
    StreamRemoved,
    StreamRenamed,
    SubjectStrategyChanged,
    TopicRenamed,
    VolumeChanged,
    WatermarkLengthened,
    WatermarkShortened,
)

Change: TypeAlias = (
    FieldAdded
    | RequiredFieldAdded
    | FieldRemoved
    | FieldRenamed
    | FieldsReordered
    | TypeNarrowed
    | TypeWidened
    | TypeReplaced
    | EnumShrunk
    | EnumExtended
    | EnumReordered
    | EnumRenumbered
    | RequiredTightened
    | RequiredLoosened
    | NumberChanged
    | TypeRenamed
    | ClassRaised
    | ClassLowered
    | ClassDropped
    | ClassReplaced
    | TreatmentTightened
    | TreatmentLoosened
    | DataSubjectSet
    | DataSubjectUnset
    | FieldDeprecated
    | FieldReinstated
    | FieldDocChanged
    | StreamAdded
    | StreamRemoved
    | StreamRenamed
    | StreamDocChanged
    | TopicRenamed
    | FormatChanged
    | KeyAdded
    | KeyDropped
    | KeyChanged
    | PrimaryKeyAdded
    | PrimaryKeyDropped
    | PrimaryKeyChanged
    | PartitionsAdded
    | PartitionsRemoved
    | KeysRepartitioned
    | ReplicationRaised
    | ReplicationLowered
    | MinInsyncRaised
    | MinInsyncLowered
    | RetentionLengthened
    | RetentionShortened
    | CleanupChanged
    | EventTimeAdded
    | EventTimeDropped
    | EventTimeChanged
    | LatenessAdded
    | LatenessDropped
    | AllowedLatenessShortened
    | AllowedLatenessLengthened
    | WatermarkShortened
    | WatermarkLengthened
    | IdleShortened
    | IdleLengthened
    | DedupAdded
    | DedupDropped
    | DedupChanged
    | DedupScopeChanged
    | DedupWithinShortened
    | DedupWithinLengthened
    | VolumeChanged
    | SubjectStrategyChanged
    | CompatibilityTightened
    | CompatibilityLoosened
    | CompatibilityReplaced
    | ExpectationAdded
    | ExpectationRemoved
    | ExpectationRenamed
    | ExpectationTightened
    | ExpectationLoosened
    | ExpectationReplaced
    | ActionTightened
    | ActionLoosened
    | WeightRaised
    | WeightLowered
    | ExpectationDocChanged
    | ObjectiveAdded
    | ObjectiveRemoved
    | ObjectiveRenamed
    | ObjectiveTightened
    | ObjectiveLoosened
    | ObjectiveReplaced
    | WindowShortened
    | WindowLengthened
    | BurnChanged
    | NoDataChanged
    | IdChanged
    | StatusAdvanced
    | StatusWithdrawn
    | ContractDeprecated
    | ContractRetired
    | StatusReplaced
    | OwnerChanged
    | DomainChanged
    | NameChanged
    | PurposeChanged
    | ConsumerAdded
    | ConsumerRemoved
    | ConsumerChanged
)

KINDS: Final[tuple[type[Change], ...]] = get_args(Change)
