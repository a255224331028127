package io.headgate.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Clickstream-like records for the benchmark, the same in every run. */
final class BenchRecords {
    static final int FIELDS = 8;
    private static final int USERS = 50_000;
    private static final String COMMON_FIELDS = "{\"type\":\"record\",\"name\":\"Event\",\"fields\":["
            + "{\"name\":\"event_id\",\"type\":\"string\"},{\"name\":\"user_id\",\"type\":\"string\"},"
            + "{\"name\":\"event_type\",\"type\":\"string\"},"
            + "{\"name\":\"occurred_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},"
            + "{\"name\":\"page_ms\",\"type\":[\"null\",\"long\"]},{\"name\":\"url\",\"type\":[\"null\",\"string\"]},"
            + "{\"name\":\"referrer\",\"type\":[\"null\",\"string\"]}";
    static final String OLDER_SCHEMA = COMMON_FIELDS + "]}";
    static final String SCHEMA =
            COMMON_FIELDS + ",{\"name\":\"session_id\",\"type\":[\"null\",\"string\"],\"default\":null}]}";

    private BenchRecords() {}

    static byte[] event(int index) {
        GenericRecord record = base(index, SCHEMA);
        record.put("session_id", "s-" + index % USERS);
        return write(record);
    }

    static byte[] olderEvent(int index) {
        return write(base(index, OLDER_SCHEMA));
    }

    private static GenericRecord base(int index, String schema) {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(schema));
        record.put("event_id", new UUID(index * 0x9E3779B97F4A7C15L, index).toString());
        record.put("user_id", "user-" + index * 7919L % USERS);
        record.put("event_type", index % 3 == 0 ? "page_view" : "add_to_cart");
        record.put("occurred_at", 1_700_000_000_000L + index);
        record.put("page_ms", index % 5 == 0 ? null : (long) index);
        record.put("url", "/products/" + index);
        return record;
    }

    private static byte[] write(GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 5});
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
