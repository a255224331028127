"""The types of Protobuf's own importable files, by name: nobody ships these files, everybody imports them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate.compat.protobuf.descriptors import NamedKind

_PACKAGE: Final = "google.protobuf"
_MESSAGES: Final = {
    "any": "Any",
    "api": "Api Method Mixin",
    "duration": "Duration",
    "empty": "Empty",
    "field_mask": "FieldMask",
    "source_context": "SourceContext",
    "struct": "Struct Value ListValue",
    "timestamp": "Timestamp",
    "type": "Type Field Enum EnumValue Option",
    "wrappers": (
        "DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue StringValue BytesValue"
    ),
    "descriptor": (
        "FileDescriptorSet FileDescriptorProto DescriptorProto DescriptorProto.ExtensionRange"
        " DescriptorProto.ReservedRange ExtensionRangeOptions ExtensionRangeOptions.Declaration"
        " FieldDescriptorProto OneofDescriptorProto EnumDescriptorProto EnumDescriptorProto.EnumReservedRange"
        " EnumValueDescriptorProto ServiceDescriptorProto MethodDescriptorProto FileOptions MessageOptions"
        " FieldOptions FieldOptions.EditionDefault FieldOptions.FeatureSupport OneofOptions EnumOptions"
        " EnumValueOptions ServiceOptions MethodOptions UninterpretedOption UninterpretedOption.NamePart FeatureSet"
        " FeatureSetDefaults SourceCodeInfo SourceCodeInfo.Location GeneratedCodeInfo GeneratedCodeInfo.Annotation"
    ),
}
_ENUMS: Final = {
    "struct": "NullValue",
    "type": "Field.Kind Field.Cardinality Syntax",
    "descriptor": (
        "Edition FieldDescriptorProto.Type FieldDescriptorProto.Label FileOptions.OptimizeMode FieldOptions.CType"
        " FieldOptions.JSType FieldOptions.OptionRetention FieldOptions.OptionTargetType"
        " MethodOptions.IdempotencyLevel"
    ),
}


def _named(names: str, kind: NamedKind) -> dict[str, NamedKind]:
    return {f"{_PACKAGE}.{name}": kind for name in names.split()}


WELL_KNOWN: Final[Mapping[str, Mapping[str, NamedKind]]] = {
    f"google/protobuf/{file}.proto": _named(names, NamedKind.MESSAGE)
    | _named(_ENUMS.get(file, ""), NamedKind.ENUM)
    for file, names in _MESSAGES.items()
}
