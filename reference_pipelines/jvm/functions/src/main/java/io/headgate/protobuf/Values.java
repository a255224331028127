package io.headgate.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.headgate.decode.MalformedRecord;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Turns protobuf values into Flink's internal form. */
final class Values {
    private Values() {}

    /**
     * Checks once that a column can hold what the field says.
     *
     * @throws IllegalArgumentException when it cannot
     */
    static void requireReadable(FieldSpec field, LogicalType type) {
        if (field.isRepeated()) {
            require(type.is(LogicalTypeRoot.ARRAY), field, type);
            requireItem(field, ((ArrayType) type).getElementType());
        } else {
            requireItem(field, type);
        }
    }

    private static void requireItem(FieldSpec field, LogicalType type) {
        LogicalTypeRoot root = type.getTypeRoot();
        boolean holds = switch (field.type()) {
            case STRING, UUID, ENUM -> root == LogicalTypeRoot.VARCHAR || root == LogicalTypeRoot.CHAR;
            case BOOL -> root == LogicalTypeRoot.BOOLEAN;
            case INT32, SINT32, UINT32, FIXED32, SFIXED32 ->
                    root == LogicalTypeRoot.INTEGER || root == LogicalTypeRoot.BIGINT;
            case INT64, SINT64, UINT64, FIXED64, SFIXED64 -> root == LogicalTypeRoot.BIGINT;
            case FLOAT -> root == LogicalTypeRoot.FLOAT;
            case DOUBLE -> root == LogicalTypeRoot.DOUBLE;
            case BYTES -> root == LogicalTypeRoot.VARBINARY || root == LogicalTypeRoot.BINARY;
            case DECIMAL -> root == LogicalTypeRoot.DECIMAL;
            case DATE -> root == LogicalTypeRoot.DATE;
            case TIME -> root == LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE;
            case LOCALTIMESTAMP -> root == LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE;
            case TIMESTAMP -> root == LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE
                    || root == LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE;
            case MESSAGE -> root == LogicalTypeRoot.ROW;
            case MAP -> root == LogicalTypeRoot.MAP;
        };
        require(holds, field, type);
        if (field.type() == FieldType.MESSAGE) {
            for (RowType.RowField column : ((RowType) type).getFields()) {
                FieldSpec nested = field.message().field(column.getName());
                require(nested != null, field, type);
                requireReadable(nested, column.getType());
            }
        } else if (field.type() == FieldType.MAP) {
            requireItem(field.value(), ((MapType) type).getValueType());
        }
    }

    private static void require(boolean holds, FieldSpec field, LogicalType type) {
        if (!holds) {
            throw new IllegalArgumentException("protobuf field " + field.name() + " (" + field.type()
                    + ") cannot be read as " + type.asSummaryString());
        }
    }

    /** The field's value in a message; null when it is absent. */
    static Object read(FieldSpec field, LogicalType type, Message owner) throws MalformedRecord {
        FieldDescriptor descriptor = field.in(owner.getDescriptorForType());
        if (field.type() == FieldType.MAP) {
            return map(field, (MapType) type, (List<?>) owner.getField(descriptor));
        }
        if (field.isRepeated()) {
            List<?> items = (List<?>) owner.getField(descriptor);
            Object[] values = new Object[items.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = item(field, ((ArrayType) type).getElementType(), items.get(i));
            }
            return new GenericArrayData(values);
        }
        if (descriptor.hasPresence() && !owner.hasField(descriptor)) {
            return null;
        }
        return item(field, type, owner.getField(descriptor));
    }

    private static Object map(FieldSpec field, MapType type, List<?> entries) throws MalformedRecord {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Object item : entries) {
            Message entry = (Message) item;
            Object key = entry.getField(entry.getDescriptorForType().findFieldByNumber(1));
            Object value = entry.getField(entry.getDescriptorForType().findFieldByNumber(2));
            values.put(StringData.fromString((String) key), item(field.value(), type.getValueType(), value));
        }
        return new GenericMapData(values);
    }

    private static Object item(FieldSpec field, LogicalType type, Object value) throws MalformedRecord {
        return switch (field.type()) {
            case STRING, UUID -> StringData.fromString((String) value);
            case BOOL, FLOAT, DOUBLE, INT64, SINT64, UINT64, FIXED64, SFIXED64 -> value;
            case INT32, SINT32, SFIXED32 -> whole(type, (Integer) value);
            case UINT32, FIXED32 -> whole(type, Integer.toUnsignedLong((Integer) value));
            case BYTES -> ((ByteString) value).toByteArray();
            case ENUM -> symbol(field, (EnumValueDescriptor) value);
            case DECIMAL -> decimal((DecimalType) type, (String) value);
            case DATE -> (int) Texts.date((String) value).toEpochDay();
            case TIME -> (int) TimeUnit.NANOSECONDS.toMillis(Texts.time((String) value).toNanoOfDay());
            case LOCALTIMESTAMP -> TimestampData.fromLocalDateTime(Texts.localTimestamp((String) value));
            case TIMESTAMP -> {
                Texts.Instant instant = Texts.instant(value);
                yield TimestampData.fromEpochMillis(instant.millis(), instant.nanosOfMilli());
            }
            case MESSAGE -> row(field.message(), (RowType) type, (Message) value);
            case MAP -> throw new IllegalArgumentException("a map is no item");
        };
    }

    private static Object symbol(FieldSpec field, EnumValueDescriptor value) throws MalformedRecord {
        String symbol = field.symbol(value.getNumber());
        return symbol == null ? null : StringData.fromString(symbol);
    }

    private static Object whole(LogicalType type, long value) throws MalformedRecord {
        if (type.is(LogicalTypeRoot.BIGINT)) {
            return value;
        }
        if (value != (int) value) {
            throw new MalformedRecord("int-out-of-range");
        }
        return (int) value;
    }

    private static Object decimal(DecimalType type, String text) throws MalformedRecord {
        DecimalData value = DecimalData.fromBigDecimal(Texts.decimal(text), type.getPrecision(), type.getScale());
        if (value == null) {
            throw new MalformedRecord("decimal-out-of-range");
        }
        return value;
    }

    private static Object row(MessageSpec message, RowType type, Message value) throws MalformedRecord {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(i, read(message.field(type.getFieldNames().get(i)), type.getTypeAt(i), value));
        }
        return row;
    }

    /** The event time of a present value, in epoch milliseconds; null when the field is no time. */
    static Long eventMillis(FieldSpec field, Object value) throws MalformedRecord {
        return switch (field.type()) {
            case TIMESTAMP -> Texts.instant(value).millis();
            case LOCALTIMESTAMP ->
                    Texts.localTimestamp((String) value).toInstant(ZoneOffset.UTC).toEpochMilli();
            case DATE -> TimeUnit.DAYS.toMillis(Texts.date((String) value).toEpochDay());
            case INT64, SINT64, FIXED64, SFIXED64 -> (Long) value;
            default -> null;
        };
    }
}
