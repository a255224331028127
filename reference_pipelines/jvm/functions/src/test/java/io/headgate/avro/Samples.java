package io.headgate.avro;

import io.headgate.decode.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** Records of every shape the reader knows, written by the Avro library. */
final class Samples {
    static final String SCHEMA = "{\"type\":\"record\",\"name\":\"Event\",\"fields\":["
            + "{\"name\":\"id\",\"type\":{\"type\":\"string\",\"logicalType\":\"uuid\"}},"
            + "{\"name\":\"amount\",\"type\":[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":10,\"scale\":2}]},"
            + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}},"
            + "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[\"CASH\",\"CARD\"]}},"
            + "{\"name\":\"note\",\"type\":[\"null\",\"string\"]},"
            + "{\"name\":\"score\",\"type\":[\"double\",\"null\"]},"
            + "{\"name\":\"flag\",\"type\":\"boolean\"},"
            + "{\"name\":\"ratio\",\"type\":\"float\"},"
            + "{\"name\":\"lines\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Line\",\"fields\":["
            + "{\"name\":\"sku\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"int\"}]}}},"
            + "{\"name\":\"tags\",\"type\":{\"type\":\"map\",\"values\":\"long\"}},"
            + "{\"name\":\"place\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Place\",\"fields\":["
            + "{\"name\":\"city\",\"type\":\"string\"}]}]},"
            + "{\"name\":\"day\",\"type\":[\"null\",{\"type\":\"int\",\"logicalType\":\"date\"}]}]}";

    private static final Schema PARSED = new Schema.Parser().parse(SCHEMA);
    private static final int SCHEMA_ID = 77;

    private Samples() {}

    static GenericRecord sparse() {
        GenericRecord record = new GenericData.Record(PARSED);
        record.put("id", "id-1");
        record.put("at", 1_700_000_000_123_456L);
        record.put("kind", new GenericData.EnumSymbol(PARSED.getField("kind").schema(), "CARD"));
        record.put("flag", true);
        record.put("ratio", 0.25f);
        record.put("lines", List.of());
        record.put("tags", Map.of());
        return record;
    }

    static GenericRecord full() {
        GenericRecord record = sparse();
        record.put("amount", ByteBuffer.wrap(BigInteger.valueOf(1234).toByteArray()));
        record.put("note", "grüß");
        record.put("score", 0.5);
        record.put("lines", List.of(line("a", 1), line("b", 7)));
        record.put("tags", Map.of("x", -9L));
        GenericRecord place = new GenericData.Record(PARSED.getField("place").schema().getTypes().get(1));
        place.put("city", "Ulm");
        record.put("place", place);
        record.put("day", 19_000);
        return read(framed(record), PARSED);
    }

    private static GenericRecord line(String sku, int count) {
        GenericRecord line = new GenericData.Record(PARSED.getField("lines").schema().getElementType());
        line.put("sku", sku);
        line.put("count", count);
        return line;
    }

    /** The same values in a record of a wider schema. */
    static GenericRecord copy(GenericRecord from, Schema to) {
        GenericRecord copy = new GenericData.Record(to);
        from.getSchema().getFields().forEach(field -> copy.put(field.name(), from.get(field.name())));
        return copy;
    }

    static byte[] framed(GenericRecord record) {
        ByteArrayOutputStream out = header();
        return write(record, EncoderFactory.get().directBinaryEncoder(out, null), out);
    }

    /** Arrays and maps in blocks with byte sizes, as some writers make them. */
    static byte[] framedInBlocks(GenericRecord record) {
        ByteArrayOutputStream out = header();
        return write(record, new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null), out);
    }

    private static ByteArrayOutputStream header() {
        byte[] header = new byte[Framing.HEADER_BYTES];
        Framing.writeHeader(header, SCHEMA_ID);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        return out;
    }

    private static byte[] write(GenericRecord record, Encoder encoder, ByteArrayOutputStream out) {
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static GenericRecord read(byte[] framed, Schema schema) {
        return project(framed, schema, schema);
    }

    static GenericRecord project(byte[] framed, Schema writer, Schema reader) {
        int length = framed.length - Framing.HEADER_BYTES;
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(framed, Framing.HEADER_BYTES, length, null));
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
