package io.headgate.avro;

import io.headgate.decode.MalformedRecord;

/** Reads one checked value at the cursor into Flink's internal form. */
@FunctionalInterface
interface ValueReader {
    Object read(Cursor cursor) throws MalformedRecord;
}
