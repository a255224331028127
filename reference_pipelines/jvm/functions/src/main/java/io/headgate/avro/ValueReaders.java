package io.headgate.avro;

import io.headgate.decode.MalformedRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Compiles an Avro schema and the SQL type wanted from it into a reader. */
final class ValueReaders {
    private static final int MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private ValueReaders() {}

    /**
     * Compiles one value.
     *
     * @throws IllegalArgumentException when the SQL type cannot hold what the schema says
     */
    static ValueReader of(Schema schema, LogicalType type) {
        if (schema.isUnion()) {
            return union(schema, type);
        }
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> text(schema, type);
            case BOOLEAN -> checked(schema, type, Schema.Type.BOOLEAN, cursor -> cursor.readByte() == 1);
            case INTEGER, DATE -> checked(schema, type, Schema.Type.INT, Cursor::readInt);
            case BIGINT -> whole(schema, type);
            case FLOAT -> checked(schema, type, Schema.Type.FLOAT, ValueReaders::readFloat);
            case DOUBLE -> checked(schema, type, Schema.Type.DOUBLE, ValueReaders::readDouble);
            case DECIMAL -> decimal(schema, (DecimalType) type);
            case BINARY, VARBINARY -> binary(schema, type);
            case TIME_WITHOUT_TIME_ZONE -> time(schema, type);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(schema, type);
            case ARRAY -> array(schema, (ArrayType) type);
            case MAP -> map(schema, (MapType) type);
            case ROW -> row(schema, (RowType) type);
            default -> throw mismatch(schema, type);
        };
    }

    private static ValueReader union(Schema union, LogicalType type) {
        if (Schemas.withoutNull(union).isUnion()) {
            throw mismatch(union, type);
        }
        int nullBranch = Schemas.nullBranch(union);
        ValueReader value = of(Schemas.withoutNull(union), type);
        return cursor -> cursor.readInt() == nullBranch ? null : value.read(cursor);
    }

    private static ValueReader text(Schema schema, LogicalType type) {
        if (schema.getType() == Schema.Type.ENUM) {
            List<String> symbols = schema.getEnumSymbols();
            return cursor -> StringData.fromString(symbols.get(cursor.readInt()));
        }
        return checked(schema, type, Schema.Type.STRING, cursor -> {
            int length = cursor.readLength();
            StringData text = StringData.fromBytes(cursor.bytes, cursor.position, length);
            cursor.position += length;
            return text;
        });
    }

    private static ValueReader whole(Schema schema, LogicalType type) {
        if (schema.getType() == Schema.Type.INT) {
            return Cursor::readLong;
        }
        return checked(schema, type, Schema.Type.LONG, Cursor::readLong);
    }

    private static ValueReader decimal(Schema schema, DecimalType type) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal avro)) {
            throw mismatch(schema, type);
        }
        int scale = avro.getScale();
        ValueReader bytes = binary(schema, type);
        return cursor -> {
            byte[] unscaled = (byte[]) bytes.read(cursor);
            if (unscaled.length == 0) {
                throw new MalformedRecord("empty-decimal");
            }
            BigDecimal exact = new BigDecimal(new BigInteger(unscaled), scale);
            DecimalData value = DecimalData.fromBigDecimal(exact, type.getPrecision(), type.getScale());
            if (value == null) {
                throw new MalformedRecord("decimal-out-of-range");
            }
            return value;
        };
    }

    private static ValueReader binary(Schema schema, LogicalType type) {
        if (schema.getType() == Schema.Type.FIXED) {
            int size = schema.getFixedSize();
            return cursor -> take(cursor, size);
        }
        return checked(schema, type, Schema.Type.BYTES, cursor -> take(cursor, cursor.readLength()));
    }

    private static byte[] take(Cursor cursor, int length) {
        int from = cursor.position;
        cursor.position += length;
        return Arrays.copyOfRange(cursor.bytes, from, from + length);
    }

    private static ValueReader time(Schema schema, LogicalType type) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimeMicros) {
            return cursor -> (int) (cursor.readLong() / MICROS_PER_MILLI);
        }
        return checked(schema, type, Schema.Type.INT, Cursor::readInt);
    }

    private static ValueReader timestamp(Schema schema, LogicalType type) {
        if (isMicros(schema)) {
            return cursor -> {
                long micros = cursor.readLong();
                int nanos = (int) Math.floorMod(micros, (long) MICROS_PER_MILLI) * NANOS_PER_MICRO;
                return TimestampData.fromEpochMillis(Math.floorDiv(micros, (long) MICROS_PER_MILLI), nanos);
            };
        }
        return checked(schema, type, Schema.Type.LONG, cursor -> TimestampData.fromEpochMillis(cursor.readLong()));
    }

    static boolean isMicros(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                || schema.getLogicalType() instanceof LogicalTypes.LocalTimestampMicros;
    }

    private static ValueReader array(Schema schema, ArrayType type) {
        require(schema.getType() == Schema.Type.ARRAY, schema, type);
        ValueReader item = of(schema.getElementType(), type.getElementType());
        return cursor -> {
            List<Object> items = new ArrayList<>();
            for (long block = blockItems(cursor); block != 0; block = blockItems(cursor)) {
                for (long i = 0; i < block; i++) {
                    items.add(item.read(cursor));
                }
            }
            return new GenericArrayData(items.toArray());
        };
    }

    private static ValueReader map(Schema schema, MapType type) {
        require(schema.getType() == Schema.Type.MAP, schema, type);
        ValueReader key = of(Schema.create(Schema.Type.STRING), type.getKeyType());
        ValueReader value = of(schema.getValueType(), type.getValueType());
        return cursor -> {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (long block = blockItems(cursor); block != 0; block = blockItems(cursor)) {
                for (long i = 0; i < block; i++) {
                    Object name = key.read(cursor);
                    entries.put(name, value.read(cursor));
                }
            }
            return new GenericMapData(entries);
        };
    }

    private static long blockItems(Cursor cursor) throws MalformedRecord {
        long count = cursor.readLong();
        if (count < 0) {
            cursor.readLong();
        }
        return Math.abs(count);
    }

    private static ValueReader row(Schema schema, RowType type) {
        require(schema.getType() == Schema.Type.RECORD, schema, type);
        List<Schema.Field> fields = schema.getFields();
        ValueReader[] readers = new ValueReader[fields.size()];
        Node[] skipped = new Node[fields.size()];
        int[] targets = new int[fields.size()];
        for (int i = 0; i < readers.length; i++) {
            targets[i] = type.getFieldIndex(fields.get(i).name());
            if (targets[i] < 0) {
                skipped[i] = NodeBuilder.plain(fields.get(i).schema());
            } else {
                readers[i] = of(fields.get(i).schema(), type.getTypeAt(targets[i]));
            }
        }
        int width = type.getFieldCount();
        return cursor -> readRow(cursor, new GenericRowData(width), readers, skipped, targets);
    }

    private static Object readRow(Cursor cursor, GenericRowData row, ValueReader[] readers, Node[] skipped, int[] targets)
            throws MalformedRecord {
        for (int i = 0; i < readers.length; i++) {
            if (readers[i] == null) {
                skipped[i].pass(cursor, null);
            } else {
                row.setField(targets[i], readers[i].read(cursor));
            }
        }
        return row;
    }

    static float readFloat(Cursor cursor) throws MalformedRecord {
        return Float.intBitsToFloat((int) littleEndian(cursor, Float.BYTES));
    }

    static double readDouble(Cursor cursor) throws MalformedRecord {
        return Double.longBitsToDouble(littleEndian(cursor, Double.BYTES));
    }

    private static long littleEndian(Cursor cursor, int bytes) throws MalformedRecord {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits |= (cursor.readByte() & 0xFFL) << (i * Byte.SIZE);
        }
        return bits;
    }

    private static ValueReader checked(Schema schema, LogicalType type, Schema.Type expected, ValueReader reader) {
        require(schema.getType() == expected, schema, type);
        return reader;
    }

    private static void require(boolean holds, Schema schema, LogicalType type) {
        if (!holds) {
            throw mismatch(schema, type);
        }
    }

    private static IllegalArgumentException mismatch(Schema schema, LogicalType type) {
        return new IllegalArgumentException("Avro " + schema + " cannot be read as " + type.asSummaryString());
    }
}
