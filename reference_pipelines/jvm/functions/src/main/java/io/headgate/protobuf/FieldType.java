package io.headgate.protobuf;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import java.util.Locale;

/** The types of a message spec and how .proto spells them. */
enum FieldType {
    STRING(Type.TYPE_STRING),
    UUID(Type.TYPE_STRING),
    BOOL(Type.TYPE_BOOL),
    INT32(Type.TYPE_INT32),
    SINT32(Type.TYPE_SINT32),
    UINT32(Type.TYPE_UINT32),
    FIXED32(Type.TYPE_FIXED32),
    SFIXED32(Type.TYPE_SFIXED32),
    INT64(Type.TYPE_INT64),
    SINT64(Type.TYPE_SINT64),
    UINT64(Type.TYPE_UINT64),
    FIXED64(Type.TYPE_FIXED64),
    SFIXED64(Type.TYPE_SFIXED64),
    FLOAT(Type.TYPE_FLOAT),
    DOUBLE(Type.TYPE_DOUBLE),
    BYTES(Type.TYPE_BYTES),
    DECIMAL(Type.TYPE_STRING),
    DATE(Type.TYPE_STRING),
    TIME(Type.TYPE_STRING),
    LOCALTIMESTAMP(Type.TYPE_STRING),
    TIMESTAMP(Type.TYPE_MESSAGE),
    ENUM(Type.TYPE_ENUM),
    MESSAGE(Type.TYPE_MESSAGE),
    MAP(Type.TYPE_MESSAGE);

    private final Type wire;

    FieldType(Type wire) {
        this.wire = wire;
    }

    Type wire() {
        return wire;
    }

    static FieldType named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + name + "\" is no type of a message spec", unknown);
        }
    }
}
