package io.headgate.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.headgate.decode.MalformedRecord;
import java.util.List;
import java.util.Map;

/**
 * One field of a message spec, joined to its descriptor.
 *
 * @param message the nested message's fields; null for other types
 * @param value the values of a map; null for other types
 * @param symbols the contract's name of each enum number; empty for other types
 */
record FieldSpec(
        String name,
        int number,
        FieldType type,
        Label label,
        MessageSpec message,
        FieldSpec value,
        Map<Integer, String> symbols) {

    /** How often a field occurs and whether its absence can be told. */
    enum Label {
        IMPLICIT, OPTIONAL, REPEATED
    }

    /** The contract's name of an enum number; null for 0, which stands for "unspecified". */
    String symbol(int enumNumber) throws MalformedRecord {
        if (enumNumber == 0) {
            return null;
        }
        String symbol = symbols.get(enumNumber);
        if (symbol == null) {
            throw new MalformedRecord("unknown-enum-number");
        }
        return symbol;
    }

    boolean isRepeated() {
        return label == Label.REPEATED;
    }

    /** The descriptor of this field in a message of the same spec. */
    FieldDescriptor in(Descriptor descriptor) {
        return descriptor.findFieldByNumber(number);
    }

    static FieldSpec find(List<FieldSpec> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElse(null);
    }
}
