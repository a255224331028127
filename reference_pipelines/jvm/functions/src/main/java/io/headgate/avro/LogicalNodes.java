package io.headgate.avro;

import io.headgate.decode.Limits;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The logical types whose values are held to a range. */
final class LogicalNodes {
    private static final long MICROS_PER_MILLI = 1_000;

    private LogicalNodes() {}

    /** Null when the schema has no such type. */
    static Node of(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type == null) {
            return null;
        }
        if (type instanceof LogicalTypes.Decimal decimal) {
            int fixedSize = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : -1;
            return new Node.DecimalNode(fixedSize, decimal.getPrecision());
        }
        boolean isInt = schema.getType() == Schema.Type.INT;
        return switch (type.getName()) {
            case "date" -> new Node.RangedNode(isInt, Limits.FIRST_DAY, Limits.LAST_DAY);
            case "time-millis" -> new Node.RangedNode(isInt, 0, Limits.MILLIS_PER_DAY - 1);
            case "time-micros" -> new Node.RangedNode(isInt, 0, Limits.MILLIS_PER_DAY * MICROS_PER_MILLI - 1);
            case "timestamp-millis", "local-timestamp-millis" ->
                    new Node.RangedNode(isInt, Limits.FIRST_MILLI, Limits.LAST_MILLI);
            case "timestamp-micros", "local-timestamp-micros" -> new Node.RangedNode(isInt,
                    Limits.FIRST_MILLI * MICROS_PER_MILLI, (Limits.LAST_MILLI + 1) * MICROS_PER_MILLI - 1);
            default -> null;
        };
    }
}
