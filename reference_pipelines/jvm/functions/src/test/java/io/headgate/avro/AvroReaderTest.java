package io.headgate.avro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headgate.crypto.Keyring;
import io.headgate.crypto.Treater;
import io.headgate.decode.DecodeError;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.Slots;
import io.headgate.decode.TextBuffer;
import io.headgate.spec.DecodeSpec;
import io.headgate.spec.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroReaderTest {
    private static final Keyring KEYRING =
            Keyring.parse("{\"active\":\"k1\",\"keys\":{\"k1\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");
    private static final String TOKEN_OF_U_1 = "VRWQWD1O_ekNg0PLNJfmkQ";

    private static final String COLUMNS = """
            [{"name":"id","path":["id"],"type":"STRING"},
             {"name":"amount","path":["amount"],"type":"DECIMAL(10,2)"},
             {"name":"at","path":["at"],"type":"TIMESTAMP_LTZ(6)"},
             {"name":"kind","path":["kind"],"type":"STRING"},
             {"name":"note","path":["note"],"type":"STRING"},
             {"name":"score","path":["score"],"type":"DOUBLE"},
             {"name":"lines","path":["lines"],"type":"ARRAY<ROW<sku STRING, count INT>>"},
             {"name":"tags","path":["tags"],"type":"MAP<STRING, BIGINT>"},
             {"name":"city","path":["place","city"],"type":"STRING"},
             {"name":"day","path":["day"],"type":"DATE"}]""";

    private static AvroReader reader(String clean, String treatments) {
        String spec = "{\"format\":\"avro\",\"subject\":\"s\",\"reader\":" + Json.quote(Samples.SCHEMA) + ",\"clean\":"
                + (clean == null ? "null" : Json.quote(clean)) + ",\"cleanSubject\":\"c\",\"columns\":" + COLUMNS
                + ",\"eventTime\":[\"at\"],\"dedup\":{\"by\":[[\"id\"]],\"scope\":[[\"place\",\"city\"]]},\"treatments\":"
                + treatments + "}";
        DecodeSpec parsed = DecodeSpec.parse(spec);
        return new AvroReader(parsed, new Slots(parsed), () -> new Treater(KEYRING));
    }

    /** Reading this from a whole record skips blocks by the byte sizes they state. */
    private static final Schema DAY_ONLY = new Schema.Parser().parse(
            "{\"type\":\"record\",\"name\":\"Event\",\"fields\":[{\"name\":\"day\",\"type\":[\"null\",\"int\"]}]}");
    private static final String NEWER =
            Samples.SCHEMA.replace("{\"name\":\"note\"", "{\"name\":\"surprise\",\"type\":\"int\"},{\"name\":\"note\"");

    private static GenericRecord newer() {
        GenericRecord record = Samples.copy(Samples.full(), new Schema.Parser().parse(NEWER));
        record.put("surprise", 5);
        return record;
    }

    private static final int AT_SLOT = 0;
    private static final int ID_SLOT = 1;

    @Test
    void readsEveryColumnOfAFullRecord() throws MalformedRecord {
        AvroReader reader = reader(null, "[]");
        reader.read(Samples.framed(Samples.full()), reader.resolve(Samples.SCHEMA));
        assertEquals(StringData.fromString("id-1"), reader.column(0));
        assertEquals("12.34", ((DecimalData) reader.column(1)).toString());
        assertEquals(TimestampData.fromEpochMillis(1_700_000_000_123L, 456_000), reader.column(2));
        assertEquals(StringData.fromString("CARD"), reader.column(3));
        assertEquals(StringData.fromString("grüß"), reader.column(4));
        assertEquals(0.5, reader.column(5));
        ArrayData lines = (ArrayData) reader.column(6);
        RowData second = lines.getRow(1, 2);
        assertEquals(2, lines.size());
        assertEquals("b", second.getString(0).toString());
        assertEquals(7, second.getInt(1));
        MapData tags = (MapData) reader.column(7);
        assertEquals(1, tags.size());
        assertEquals(-9L, tags.valueArray().getLong(0));
        assertEquals(StringData.fromString("Ulm"), reader.column(8));
        assertEquals(19_000, reader.column(9));
        assertEquals(1_700_000_000_123L, reader.eventMillis(AT_SLOT));
    }

    @Test
    void readsNulls() throws MalformedRecord {
        AvroReader reader = reader(null, "[]");
        reader.read(Samples.framed(Samples.sparse()), reader.resolve(Samples.SCHEMA));
        for (int column : new int[] {1, 4, 5, 8, 9}) {
            assertNull(reader.column(column), "column " + column);
        }
        TextBuffer text = new TextBuffer();
        assertFalse(reader.appendText(2, text));
    }

    @Test
    void writesTheTextOfAnIdentity() throws MalformedRecord {
        AvroReader reader = reader(null, "[]");
        reader.read(Samples.framed(Samples.full()), reader.resolve(Samples.SCHEMA));
        TextBuffer text = new TextBuffer();
        reader.appendText(ID_SLOT, text);
        assertEquals("id-1", new String(text.toBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void untreatedRecordPassesByteForByteUnderTheCleanId() throws MalformedRecord {
        AvroReader reader = reader(Samples.SCHEMA, "[]");
        byte[] framed = Samples.framed(Samples.full());
        reader.read(framed, reader.resolve(Samples.SCHEMA));
        byte[] clean = reader.clean(0x01020304);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, Arrays.copyOf(clean, 5));
        assertArrayEquals(Arrays.copyOfRange(framed, 5, framed.length), Arrays.copyOfRange(clean, 5, clean.length));
    }

    @Test
    void treatmentsReachNestedFieldsAndTheRestStaysAsItWas() throws MalformedRecord {
        String clean = Samples.SCHEMA
                .replace("{\"name\":\"note\",\"type\":[\"null\",\"string\"]},", "")
                .replace("{\"name\":\"count\",\"type\":\"int\"}", "{\"name\":\"count\",\"type\":\"string\"}");
        AvroReader reader = reader(clean, """
                [{"path":["place","city"],"treatment":"mask"}, {"path":["note"],"treatment":"drop"},
                 {"path":["id"],"treatment":"tokenize"}, {"path":["lines","count"],"treatment":"tokenize"}]""");
        GenericRecord record = Samples.full();
        record.put("id", "u-1");
        reader.read(Samples.framedInBlocks(record), reader.resolve(Samples.SCHEMA));
        GenericRecord out = Samples.read(reader.clean(9), new Schema.Parser().parse(clean));
        assertEquals(TOKEN_OF_U_1, out.get("id").toString());
        assertEquals("***", ((GenericRecord) out.get("place")).get("city").toString());
        assertEquals("CARD", out.get("kind").toString());
        assertEquals(22, ((GenericRecord) ((List<?>) out.get("lines")).get(1)).get("count").toString().length());
        assertEquals(-9L, ((Map<?, ?>) out.get("tags")).values().iterator().next());
        assertEquals(19_000, Samples.project(reader.clean(9), new Schema.Parser().parse(clean), DAY_ONLY).get("day"));
    }

    @Test
    void aNullStaysNullWhenItIsTreated() throws MalformedRecord {
        AvroReader reader = reader(Samples.SCHEMA, "[{\"path\":[\"note\"],\"treatment\":\"tokenize\"}]");
        reader.read(Samples.framed(Samples.sparse()), reader.resolve(Samples.SCHEMA));
        assertNull(Samples.read(reader.clean(1), new Schema.Parser().parse(Samples.SCHEMA)).get("note"));
    }

    @Test
    void olderAndNewerWritersAreResolved() throws MalformedRecord {
        AvroReader reader = reader(Samples.SCHEMA, "[]");
        reader.read(Samples.framed(newer()), reader.resolve(NEWER));
        assertEquals("surprise", reader.unknownFields());
        assertEquals(StringData.fromString("Ulm"), reader.column(8));
        assertEquals(Samples.full(), Samples.read(reader.clean(1), new Schema.Parser().parse(Samples.SCHEMA)));
    }

    @Test
    void anIncompatibleWriterIsRefusedOnce() {
        AvroReader reader = reader(null, "[]");
        String other = "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[]}";
        assertThrows(IllegalArgumentException.class, () -> reader.resolve(other));
    }

    /** The bytes would be read as another value: the registry lets it pass, the clean topic must not show it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"precision\":10,\"scale\":2 | \"precision\":10,\"scale\":4",
        "timestamp-micros | timestamp-millis",
        "timestamp-micros | local-timestamp-micros"})
    void aWriterOfTheSameBytesWithAnotherMeaningIsRefused(String ours, String theirs) {
        String other = Samples.SCHEMA.replace(ours, theirs);
        assertNotEquals(Samples.SCHEMA, other);
        assertThrows(IllegalArgumentException.class, () -> reader(null, "[]").resolve(other));
    }

    @Test
    void trailingBytesAreTold() {
        AvroReader reader = reader(null, "[]");
        byte[] longer = Arrays.copyOf(Samples.framed(Samples.full()), Samples.framed(Samples.full()).length + 1);
        MalformedRecord fault =
                assertThrows(MalformedRecord.class, () -> reader.read(longer, reader.resolve(Samples.SCHEMA)));
        assertEquals(DecodeError.TRAILING_BYTES, fault.error());
    }

    private static String reason(String schema, int... payload) {
        DecodeSpec spec = DecodeSpec.parse("{\"format\":\"avro\",\"subject\":\"s\",\"reader\":" + Json.quote(schema) + "}");
        AvroReader reader = new AvroReader(spec, new Slots(spec), null);
        byte[] framed = new byte[5 + payload.length];
        for (int i = 0; i < payload.length; i++) {
            framed[5 + i] = (byte) payload[i];
        }
        try {
            reader.read(framed, reader.resolve(schema));
            return "";
        } catch (MalformedRecord told) {
            return told.getMessage();
        }
    }

    /** What the Avro library would refuse, or read in two ways, must not reach those who read the clean topic with it. */
    @Test
    void bytesThatOtherReadersTripOverAreMalformed() {
        String ints = "{\"type\":\"array\",\"items\":\"int\"}";
        assertEquals("", reason("\"int\"", 0xFF, 0xFF, 0xFF, 0xFF, 0x0F));
        assertEquals("int-out-of-range", reason("\"int\"", 0x82, 0x80, 0x80, 0x80, 0x80, 0));
        assertEquals("int-out-of-range", reason("{\"type\":\"int\",\"logicalType\":\"date\"}", 0x82, 0x80, 0x80, 0x80, 0x80, 0));
        assertEquals("", reason(ints, 4, 2, 2, 0));
        assertEquals("", reason(ints, 3, 4, 2, 2, 0));
        assertEquals("block-size", reason(ints, 3, 2, 2, 2, 0));
        assertEquals("block-size", reason(ints, 3, 6, 2, 2, 0));
        assertEquals("block-size", reason(ints, 1, 0x83, 1, 2, 0));
    }

    @Test
    void itemsOfNoBytesAreCountedButNotWithoutEnd() {
        String nulls = "{\"type\":\"array\",\"items\":\"null\"}";
        assertEquals("", reason(nulls, 4, 0));
        int[] flood = new int[60_000];
        for (int i = 0; i < flood.length - 3; i += 3) {
            flood[i] = 0x80;
            flood[i + 1] = 0x80;
            flood[i + 2] = 1;
        }
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals("too-many-items", reason(nulls, flood)));
    }

    @Test
    void valuesOutOfRangeAreMalformed() {
        AvroReader reader = reader(null, "[]");
        GenericRecord record = Samples.full();
        record.put("at", Long.MAX_VALUE);
        MalformedRecord fault = assertThrows(
                MalformedRecord.class, () -> reader.read(Samples.framed(record), reader.resolve(Samples.SCHEMA)));
        assertEquals("time-out-of-range", fault.getMessage());
    }

    /** Whatever the bytes, the reader answers or says malformed: no other exception and no endless loop. */
    @Test
    void decodeIsTotal() {
        AvroReader reader = reader(Samples.SCHEMA, "[{\"path\":[\"id\"],\"treatment\":\"tokenize\"}]");
        AvroResolution same = reader.resolve(Samples.SCHEMA);
        AvroResolution other = reader.resolve(NEWER);
        Random random = new Random(11);
        byte[] ours = Samples.framed(Samples.full());
        byte[] theirs = Samples.framed(newer());
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] good = i % 2 == 0 ? ours : theirs;
            int length = random.nextInt(3) > 0 ? good.length : 5 + random.nextInt(good.length);
            byte[] bytes = Arrays.copyOf(good, length);
            refused += survives(reader, bytes, i % 2 == 0 ? same : other, random) ? 0 : 1;
        }
        assertTrue(refused > 1_000 && refused < 29_000, "refused " + refused);
    }

    private static boolean survives(AvroReader reader, byte[] bytes, AvroResolution how, Random random) {
        for (int flips = random.nextInt(4); flips > 0 && bytes.length > 5; flips--) {
            bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
        }
        try {
            reader.read(bytes, how);
            for (int i = 0; i < 10; i++) {
                reader.column(i);
            }
            reader.clean(1);
            return true;
        } catch (MalformedRecord told) {
            return false;
        }
    }

    @Test
    void contradictionsOfTheSpecAreRefusedWithThePlace() {
        assertThrows(IllegalArgumentException.class, () -> reader(null, "[]").resolve("\"int\""));
        IllegalArgumentException shape = assertThrows(
                IllegalArgumentException.class,
                () -> reader(Samples.SCHEMA, "[{\"path\":[\"kind\"],\"treatment\":\"drop\"}]"));
        assertTrue(shape.getMessage().contains("differ at"), shape.getMessage());
        IllegalArgumentException unknown = assertThrows(
                IllegalArgumentException.class,
                () -> reader(Samples.SCHEMA, "[{\"path\":[\"nobody\"],\"treatment\":\"drop\"}]"));
        assertTrue(unknown.getMessage().contains("nobody"), unknown.getMessage());
    }
}
