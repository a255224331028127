package io.headgate.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headgate.crypto.Keyring;
import io.headgate.registry.FakeRegistry;
import io.headgate.registry.RegistryClient;
import io.headgate.registry.RegistrySettings;
import io.headgate.registry.RegistryUnreachable;
import io.headgate.spec.DecodeSpec;
import io.headgate.spec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
    private static final String SCHEMA = """
            {"type":"record","name":"E","fields":[
             {"name":"id","type":["null","string"]},{"name":"user","type":["null","string"]},
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}""";
    private static final Keyring KEYRING =
            Keyring.parse("{\"active\":\"k1\",\"keys\":{\"k1\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");
    private static final String TOKEN_OF_U_1 = "VRWQWD1O_ekNg0PLNJfmkQ";
    private static final int ID = 5;
    private static final int CLEAN_ID = 6;

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        registry.put(ID, "s-value", "AVRO", SCHEMA);
        registry.put(CLEAN_ID, "s.clean-value", "AVRO", SCHEMA);
        registry.put(9, "s-value", "JSON", "{}");
        registry.put(10, "s-value", "AVRO", "\"string\"");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RecordDecoder open(String more) {
        String spec = "{\"format\":\"avro\",\"subject\":\"s-value\",\"cleanSubject\":\"s.clean-value\",\"reader\":"
                + Json.quote(SCHEMA) + ",\"clean\":" + Json.quote(SCHEMA)
                + ",\"columns\":[{\"name\":\"id\",\"path\":[\"id\"],\"type\":\"STRING\"}],\"eventTime\":[\"at\"]" + more + "}";
        return Decoders.open(DecodeSpec.parse(spec), registry.client(), () -> KEYRING);
    }

    private static byte[] record(String id, String user) throws IOException {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(SCHEMA));
        record.put("id", id);
        record.put("user", user);
        record.put("at", 1_000L);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, ID});
        Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(GenericRowData row, int column) {
        return row.isNullAt(column) ? null : row.getString(column).toString();
    }

    private static void assertFault(DecodeError error, GenericRowData row) {
        assertEquals(error.rule(), text(row, OutputColumns.DECODE_ERROR));
        assertFalse(text(row, OutputColumns.DECODE_REASON).contains(","));
        assertFalse(row.isNullAt(OutputColumns.PK));
        assertTrue(row.isNullAt(OutputColumns.CLEAN_VALUE));
        assertTrue(row.isNullAt(OutputColumns.FIXED));
    }

    @Test
    void everyFaultHasItsName() throws IOException {
        RecordDecoder decoder = open(",\"key\":{\"field\":[\"user\"]}");
        byte[] good = record("i", "u");
        assertFault(DecodeError.NULL_VALUE, decoder.decode(null, utf8("u")));
        assertFault(DecodeError.TOO_SHORT, decoder.decode(new byte[4], utf8("u")));
        assertFault(DecodeError.BAD_MAGIC, decoder.decode(utf8("\1abcdef"), utf8("u")));
        assertFault(DecodeError.UNKNOWN_SCHEMA, decoder.decode(new byte[] {0, 0, 0, 0, 99, 1}, utf8("u")));
        assertFault(DecodeError.FOREIGN_SCHEMA, decoder.decode(new byte[] {0, 0, 0, 0, CLEAN_ID, 1}, utf8("u")));
        assertFault(DecodeError.FOREIGN_SCHEMA, decoder.decode(new byte[] {0, 0, 0, 0, 9, 1}, utf8("u")));
        assertFault(DecodeError.MALFORMED, decoder.decode(new byte[] {0, 0, 0, 0, 10, 0}, utf8("u")));
        assertFault(DecodeError.MALFORMED, decoder.decode(Arrays.copyOf(good, good.length - 1), utf8("u")));
        assertFault(DecodeError.TRAILING_BYTES, decoder.decode(Arrays.copyOf(good, good.length + 1), utf8("u")));
        assertFault(DecodeError.BAD_KEY, decoder.decode(good, utf8("other")));
        assertFault(DecodeError.BAD_KEY, decoder.decode(good, null));
        assertNull(text(decoder.decode(good, utf8("u")), OutputColumns.DECODE_ERROR));
    }

    @Test
    void aRefusedIdIsNotAskedForEveryRecord() {
        RecordDecoder decoder = open("");
        int before = registry.requests.get();
        for (int i = 0; i < 100; i++) {
            decoder.decode(new byte[] {0, 0, 0, 0, 99, 1}, null);
        }
        assertEquals(1, registry.requests.get() - before);
    }

    @Test
    void aWriterSchemaThatCannotBeParsedIsARefusalLikeAnother() {
        registry.put(11, "s-value", "AVRO", SCHEMA.replace("\"string\"", "\"elsewhere.Name\""));
        assertFault(DecodeError.MALFORMED, open("").decode(new byte[] {0, 0, 0, 0, 11, 0}, null));
    }

    @Test
    void aFloodOfUnknownIdsFillsNoMemory() {
        Writers writers = new Writers(registry.client(), "s-value", "AVRO", null);
        for (int id = 100; id < 100 + 3 * Writers.MOST_REFUSALS; id++) {
            writers.get(id);
        }
        assertTrue(writers.size() <= Writers.MOST_REFUSALS, "remembered " + writers.size());
    }

    @Test
    void cleanValueIsFramedWithTheCleanId() throws IOException {
        GenericRowData row = open("").decode(record("i", "u"), utf8("k"));
        byte[] clean = row.getBinary(OutputColumns.CLEAN_VALUE);
        assertEquals(CLEAN_ID, Framing.schemaId(clean));
        assertEquals(ID, row.getInt(OutputColumns.SCHEMA_ID));
        assertEquals(2, row.getInt(OutputColumns.SCHEMA_VERSION));
        assertEquals(1_000L, row.getLong(OutputColumns.EVENT_MS));
        assertEquals(bucket("k"), row.getInt(OutputColumns.PK));
        assertTrue(row.isNullAt(OutputColumns.ID_HASH));
    }

    @Test
    void identityAndScopeComeFromTheRecord() throws IOException {
        RecordDecoder scoped = open(",\"dedup\":{\"by\":[[\"id\"],[\"user\"]],\"scope\":[[\"user\"]]}");
        GenericRowData row = scoped.decode(record("i", "u"), null);
        assertEquals(XxHash64.hash(utf8("u\u001Fi\u001Fu")), row.getLong(OutputColumns.ID_HASH));
        assertEquals(bucket("u"), row.getInt(OutputColumns.PK));
        GenericRowData nobody = scoped.decode(record("i", null), null);
        assertTrue(nobody.isNullAt(OutputColumns.ID_HASH));
        RecordDecoder global = open(",\"dedup\":{\"by\":[[\"id\"]],\"scope\":[]}");
        GenericRowData unscoped = global.decode(record("i", "u"), null);
        assertEquals(XxHash64.hash(utf8("i")), unscoped.getLong(OutputColumns.ID_HASH));
        assertEquals(bucket("i"), unscoped.getInt(OutputColumns.PK));
    }

    private static int bucket(String scope) {
        return (int) Math.floorMod(XxHash64.hash(utf8(scope)), 262_144L);
    }

    @Test
    void aTreatedKeyLeavesAsATokenOnEveryWay() throws IOException {
        String more = ",\"key\":{\"field\":[\"user\"]},\"dedup\":{\"by\":[[\"id\"]],\"scope\":[[\"user\"]]},\"tombstones\":true,"
                + "\"treatments\":[{\"path\":[\"user\"],\"treatment\":\"tokenize\"}]";
        RecordDecoder decoder = open(more);
        GenericRowData good = decoder.decode(record("i", "u-1"), utf8("u-1"));
        assertArrayEquals(utf8(TOKEN_OF_U_1), good.getBinary(OutputColumns.CLEAN_KEY));
        assertEquals(bucket(TOKEN_OF_U_1), good.getInt(OutputColumns.PK));
        GenericRowData poison = decoder.decode(utf8("poison!"), utf8("u-1"));
        assertArrayEquals(utf8(TOKEN_OF_U_1), poison.getBinary(OutputColumns.CLEAN_KEY));
        GenericRowData tombstone = decoder.decode(null, utf8("u-1"));
        assertNull(text(tombstone, OutputColumns.DECODE_ERROR));
        assertArrayEquals(utf8(TOKEN_OF_U_1), tombstone.getBinary(OutputColumns.CLEAN_KEY));
        assertTrue(tombstone.isNullAt(OutputColumns.CLEAN_VALUE));
        assertEquals(bucket(TOKEN_OF_U_1), tombstone.getInt(OutputColumns.PK));
    }

    @Test
    void surroundingsAtFaultStopTheJobWithOneSentence() {
        registry.close();
        RegistryClient gone = new RegistryClient(new RegistrySettings(registry.url(), null, null, null, 200));
        DecodeSpec land = DecodeSpec.parse("{\"format\":\"avro\",\"subject\":\"s-value\",\"reader\":" + Json.quote(SCHEMA) + "}");
        RecordDecoder decoder = Decoders.open(land, gone, () -> KEYRING);
        assertThrows(RegistryUnreachable.class, () -> decoder.decode(new byte[] {0, 0, 0, 0, 5, 0}, null));
    }

    @Test
    void anUnregisteredCleanSchemaIsSaidWhenTheJobOpens() {
        registry.put(CLEAN_ID, "elsewhere", "AVRO", SCHEMA);
        IllegalArgumentException missing = assertThrows(IllegalArgumentException.class, () -> open(""));
        assertTrue(missing.getMessage().contains("headgate register"), missing.getMessage());
    }
}
