package io.headgate.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TimestampProto;
import java.util.Map;

/** Builds a proto3 descriptor from a message spec. Names of nested types are ours: only numbers and types reach the wire. */
final class DescriptorBuilder {
    private static final String TIMESTAMP = ".google.protobuf.Timestamp";

    private DescriptorBuilder() {}

    /**
     * Builds the descriptor.
     *
     * @throws IllegalArgumentException when the spec is no valid message, e.g. a number is used twice
     */
    static Descriptor of(MessageSpec spec) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("contract.proto")
                .setSyntax("proto3")
                .addDependency(TimestampProto.getDescriptor().getFullName())
                .addMessageType(message("Root", ".Root", spec))
                .build();
        try {
            FileDescriptor[] imports = {TimestampProto.getDescriptor()};
            return FileDescriptor.buildFrom(file, imports).findMessageTypeByName("Root");
        } catch (DescriptorValidationException invalid) {
            throw new IllegalArgumentException("message " + spec.name() + ": " + invalid.getMessage(), invalid);
        }
    }

    private static DescriptorProto message(String name, String scope, MessageSpec spec) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (FieldSpec field : spec.fields()) {
            FieldDescriptorProto.Builder proto = field(message, scope, field);
            if (field.label() == FieldSpec.Label.OPTIONAL && field.type() != FieldType.MAP) {
                proto.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
                message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.name()));
            }
            message.addField(proto);
        }
        return message.build();
    }

    private static FieldDescriptorProto.Builder field(DescriptorProto.Builder owner, String scope, FieldSpec field) {
        FieldDescriptorProto.Builder proto = FieldDescriptorProto.newBuilder()
                .setName(field.name())
                .setNumber(field.number())
                .setType(field.type().wire())
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
        if (field.isRepeated() || field.type() == FieldType.MAP) {
            proto.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
        }
        // Type names are derived from the number: field names may differ only by case.
        String nested = "T" + field.number();
        switch (field.type()) {
            case TIMESTAMP -> proto.setTypeName(TIMESTAMP);
            case MESSAGE -> {
                owner.addNestedType(message(nested, scope + "." + nested, field.message()));
                proto.setTypeName(scope + "." + nested);
            }
            case ENUM -> {
                owner.addEnumType(enumeration(nested, field.symbols()));
                proto.setTypeName(scope + "." + nested);
            }
            case MAP -> {
                String entry = mapEntryName(field.name());
                owner.addNestedType(entry(entry, scope + "." + entry, field));
                proto.setTypeName(scope + "." + entry);
            }
            default -> { }
        }
        return proto;
    }

    /** The library insists on protoc's own name for a map's entry type. */
    private static String mapEntryName(String field) {
        StringBuilder name = new StringBuilder();
        boolean upper = true;
        for (char next : field.toCharArray()) {
            if (next == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(next) : next);
                upper = false;
            }
        }
        return name.append("Entry").toString();
    }

    private static DescriptorProto entry(String name, String scope, FieldSpec map) {
        DescriptorProto.Builder entry = DescriptorProto.newBuilder()
                .setName(name)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("key")
                        .setNumber(1)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL));
        return entry.addField(field(entry, scope, map.value())).build();
    }

    private static EnumDescriptorProto enumeration(String name, Map<Integer, String> symbols) {
        EnumDescriptorProto.Builder proto = EnumDescriptorProto.newBuilder().setName(name);
        proto.addValue(EnumValueDescriptorProto.newBuilder().setName(name + "_0").setNumber(0));
        for (Integer number : symbols.keySet()) {
            proto.addValue(EnumValueDescriptorProto.newBuilder().setName(name + "_" + number).setNumber(number));
        }
        return proto.build();
    }
}
