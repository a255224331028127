package io.headgate.decode;

import io.headgate.spec.Column;
import io.headgate.spec.DecodeSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** The columns of {@code headgate_decode}: ten fixed ones, then those the spec asks for. */
public final class OutputColumns {
    static final int SCHEMA_ID = 0;
    static final int SCHEMA_VERSION = 1;
    static final int DECODE_ERROR = 2;
    static final int DECODE_REASON = 3;
    static final int UNKNOWN_FIELDS = 4;
    static final int EVENT_MS = 5;
    static final int PK = 6;
    static final int ID_HASH = 7;
    static final int CLEAN_KEY = 8;
    static final int CLEAN_VALUE = 9;
    static final int FIXED = 10;

    private OutputColumns() {}

    public static RowType rowType(DecodeSpec spec) {
        List<RowType.RowField> fields = new ArrayList<>();
        fields.add(field("schema_id", new IntType()));
        fields.add(field("schema_version", new IntType()));
        fields.add(field("decode_error", text()));
        fields.add(field("decode_reason", text()));
        fields.add(field("unknown_fields", text()));
        fields.add(field("event_ms", new BigIntType()));
        fields.add(field("pk", new IntType()));
        fields.add(field("id_hash", new BigIntType()));
        fields.add(field("clean_key", bytes()));
        fields.add(field("clean_value", bytes()));
        for (Column column : spec.columns()) {
            fields.add(field(column.name(), planned(column.type()).copy(true)));
        }
        return new RowType(false, fields);
    }

    /** Flink's planner knows TIME without a fraction only; the values keep their milliseconds all the same. */
    private static LogicalType planned(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TIME_WITHOUT_TIME_ZONE -> new TimeType(type.isNullable(), TimeType.MIN_PRECISION);
            case ARRAY -> new ArrayType(type.isNullable(), planned(type.getChildren().get(0)));
            case MAP -> new MapType(type.isNullable(), planned(type.getChildren().get(0)), planned(type.getChildren().get(1)));
            case ROW -> {
                List<RowType.RowField> fields = new ArrayList<>();
                for (RowType.RowField field : ((RowType) type).getFields()) {
                    fields.add(field(field.getName(), planned(field.getType())));
                }
                yield new RowType(type.isNullable(), fields);
            }
            default -> type;
        };
    }

    private static RowType.RowField field(String name, LogicalType type) {
        return new RowType.RowField(name, type);
    }

    private static LogicalType text() {
        return new VarCharType(VarCharType.MAX_LENGTH);
    }

    private static LogicalType bytes() {
        return new VarBinaryType(VarBinaryType.MAX_LENGTH);
    }
}
