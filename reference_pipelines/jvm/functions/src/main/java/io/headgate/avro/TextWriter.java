package io.headgate.avro;

import io.headgate.decode.MalformedRecord;
import io.headgate.decode.TextBuffer;
import java.util.List;
import org.apache.avro.Schema;

/** Writes one checked value at the cursor as text; the form is part of the identity of a record, so it never changes. */
@FunctionalInterface
interface TextWriter {
    void write(Cursor cursor, TextBuffer out) throws MalformedRecord;

    /**
     * Compiles the writer of a value.
     *
     * @throws IllegalArgumentException when the value is no scalar
     */
    static TextWriter of(Schema schema) {
        return switch (schema.getType()) {
            case STRING, BYTES -> (cursor, out) -> copy(cursor, cursor.readLength(), out);
            case FIXED -> (cursor, out) -> copy(cursor, schema.getFixedSize(), out);
            case INT, LONG -> (cursor, out) -> out.append(cursor.readLong());
            case BOOLEAN -> (cursor, out) -> out.append(cursor.readByte() == 1 ? "true" : "false");
            case FLOAT -> (cursor, out) -> out.append(Float.toString(ValueReaders.readFloat(cursor)));
            case DOUBLE -> (cursor, out) -> out.append(Double.toString(ValueReaders.readDouble(cursor)));
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield (cursor, out) -> out.append(symbols.get(cursor.readInt()));
            }
            default -> throw new IllegalArgumentException("a value of Avro type " + schema.getType()
                    + " has no text: it can neither identify a record nor be treated");
        };
    }

    private static void copy(Cursor cursor, int length, TextBuffer out) {
        out.append(cursor.bytes, cursor.position, length);
        cursor.position += length;
    }
}
