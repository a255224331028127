package io.headgate.protobuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.headgate.crypto.Keyring;
import io.headgate.crypto.Treater;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.Slots;
import io.headgate.decode.TextBuffer;
import io.headgate.spec.DecodeSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

/** The payloads are written tag by tag, as the wire format's definition says, not by our own descriptor. */
class ProtobufReaderTest {
    private static final Keyring KEYRING =
            Keyring.parse("{\"active\":\"k1\",\"keys\":{\"k1\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");
    private static final String TOKEN_OF_U_1 = "VRWQWD1O_ekNg0PLNJfmkQ";
    private static final String MESSAGE = """
            {"message":"Order","syntax":"proto3","fields":[
             {"name":"id","number":1,"type":"string","label":"optional"},
             {"name":"amount","number":2,"type":"decimal","label":"optional"},
             {"name":"at","number":3,"type":"timestamp","label":"optional"},
             {"name":"status","number":4,"type":"enum","label":"optional","symbols":["NEW","PAID"]},
             {"name":"lines","number":5,"type":"message","label":"repeated","message":{"message":"Line","fields":[
               {"name":"sku","number":1,"type":"string","label":"optional"},{"name":"n","number":2,"type":"int32","label":"optional"}]}},
             {"name":"order_notes","number":6,"type":"map","value":{"type":"int64"}},
             {"name":"count","number":7,"type":"int32"},
             {"name":"day","number":8,"type":"date","label":"optional"},
             {"name":"buyer","number":9,"type":"message","label":"optional","message":{"message":"Buyer","fields":[
               {"name":"name","number":1,"type":"string","label":"optional"}]}}]}""";
    private static final String COLUMNS = """
            [{"name":"id","path":["id"],"type":"STRING"},{"name":"amount","path":["amount"],"type":"DECIMAL(10,2)"},
             {"name":"at","path":["at"],"type":"TIMESTAMP_LTZ(6)"},{"name":"status","path":["status"],"type":"STRING"},
             {"name":"lines","path":["lines"],"type":"ARRAY<ROW<sku STRING, n INT>>"},
             {"name":"notes","path":["order_notes"],"type":"MAP<STRING,BIGINT>"},{"name":"count","path":["count"],"type":"INT"},
             {"name":"day","path":["day"],"type":"DATE"},{"name":"buyer","path":["buyer","name"],"type":"STRING"}]""";
    private static final int COLUMN_COUNT = 9;

    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        body.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] framed(byte[] payload, byte... index) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 5});
        bytes.writeBytes(index);
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    private static byte[] full() throws IOException {
        return message(out -> {
            out.writeString(1, "u-1");
            out.writeString(2, "12.50");
            out.writeByteArray(3, message(at -> {
                at.writeInt64(1, 1_700_000_000L);
                at.writeInt32(2, 123_456_000);
            }));
            out.writeEnum(4, 2);
            out.writeByteArray(5, message(line -> {
                line.writeString(1, "a");
                line.writeInt32(2, 0);
            }));
            out.writeByteArray(6, message(entry -> {
                entry.writeString(1, "x");
                entry.writeInt64(2, -3);
            }));
            out.writeString(8, "2026-11-23");
            out.writeByteArray(9, message(buyer -> buyer.writeString(1, "Ada Lovelace")));
        });
    }

    private static ProtobufReader reader(String clean, String treatments) {
        DecodeSpec spec = DecodeSpec.parse("{\"format\":\"protobuf\",\"subject\":\"s\",\"cleanSubject\":\"c\",\"reader\":" + MESSAGE
                + ",\"clean\":" + clean + ",\"columns\":" + COLUMNS + ",\"eventTime\":[\"at\"],\"dedup\":{\"by\":[[\"id\"],[\"at\"]]},"
                + "\"treatments\":" + treatments + "}");
        return new ProtobufReader(spec, new Slots(spec), () -> new Treater(KEYRING));
    }

    private static ProtobufReader read(byte[] framed) throws MalformedRecord {
        ProtobufReader reader = reader(MESSAGE, "[]");
        reader.read(framed, reader.resolve(""));
        return reader;
    }

    private static String reason(byte[] payload) {
        return assertThrows(MalformedRecord.class, () -> read(framed(payload, (byte) 0))).getMessage();
    }

    @Test
    void readsEveryColumn() throws IOException, MalformedRecord {
        ProtobufReader reader = read(framed(full(), (byte) 0));
        assertEquals(StringData.fromString("u-1"), reader.column(0));
        assertEquals("12.50", reader.column(1).toString());
        assertEquals(TimestampData.fromEpochMillis(1_700_000_000_123L, 456_000), reader.column(2));
        assertEquals(StringData.fromString("PAID"), reader.column(3));
        ArrayData lines = (ArrayData) reader.column(4);
        assertEquals("a", lines.getRow(0, 2).getString(0).toString());
        assertEquals(0, lines.getRow(0, 2).getInt(1));
        assertEquals(-3L, ((MapData) reader.column(5)).valueArray().getLong(0));
        assertEquals(0, reader.column(6));
        assertEquals(20_780, reader.column(7));
        assertEquals(StringData.fromString("Ada Lovelace"), reader.column(8));
        assertEquals(1_700_000_000_123L, reader.eventMillis(0));
        assertEquals("", reader.unknownFields());
    }

    @Test
    void absentIsNullUnlessPresenceIsImplicit() throws IOException, MalformedRecord {
        ProtobufReader reader = read(framed(message(out -> out.writeEnum(4, 0)), (byte) 0));
        for (int column : new int[] {0, 1, 2, 3, 7, 8}) {
            assertNull(reader.column(column), "column " + column);
        }
        assertEquals(0, reader.column(6));
        assertNull(reader.eventMillis(0));
        assertFalse(reader.appendText(1, new TextBuffer()));
    }

    @Test
    void bothFormsOfTheFirstMessageIndexAreRead() throws IOException, MalformedRecord {
        assertEquals(StringData.fromString("u-1"), read(framed(full(), (byte) 2, (byte) 0)).column(0));
        assertThrows(MalformedRecord.class, () -> read(framed(full(), (byte) 2, (byte) 2)));
        assertThrows(MalformedRecord.class, () -> read(framed(new byte[0])));
    }

    @Test
    void valuesThatAreNotTheirContractTypeAreMalformed() throws IOException {
        assertEquals("unknown-enum-number", reason(message(out -> out.writeEnum(4, 9))));
        assertEquals("bad-decimal", reason(message(out -> out.writeString(2, "1e5"))));
        assertEquals("bad-date", reason(message(out -> out.writeString(8, "23.11.2026"))));
        byte[] farAway = message(at -> at.writeInt64(1, Long.MAX_VALUE));
        assertEquals("time-out-of-range", reason(message(out -> out.writeByteArray(3, farAway))));
        assertEquals("not-this-message", reason(new byte[] {1, 2, 3}));
        assertEquals("other-wire-type", reason(message(out -> out.writeInt32(1, 5))));
        byte[] buyer = message(out -> out.writeFixed64(1, 5));
        assertEquals("other-wire-type", reason(message(out -> out.writeByteArray(9, buyer))));
    }

    @Test
    void untreatedMessagePassesByteForByte() throws IOException, MalformedRecord {
        byte[] framed = framed(full(), (byte) 0);
        byte[] clean = read(framed).clean(7);
        assertEquals(7, clean[4]);
        assertArrayEquals(Arrays.copyOfRange(framed, 5, framed.length), Arrays.copyOfRange(clean, 5, clean.length));
    }

    @Test
    void unknownFieldsAreNamedAndDoNotReachTheCleanValue() throws IOException, MalformedRecord {
        byte[] more = message(out -> {
            out.writeString(1, "u-1");
            out.writeString(99, "secret");
            out.writeByteArray(9, message(buyer -> buyer.writeInt32(4, 1)));
        });
        ProtobufReader reader = read(framed(more, (byte) 0));
        assertEquals("99,buyer.4", reader.unknownFields());
        assertFalse(clean(reader).asMap().containsKey(99));
    }

    @Test
    void aFloodOfUnknownFieldsDoesNotFloodTheHeader() throws IOException, MalformedRecord {
        byte[] flood = message(out -> {
            for (int number = 1_000; number < 20_000; number++) {
                out.writeBool(number, true);
            }
        });
        String[] named = read(framed(flood, (byte) 0)).unknownFields().split(",");
        assertEquals(101, named.length);
        assertEquals("…", named[100]);
    }

    @Test
    void treatmentsAreApplied() throws IOException, MalformedRecord {
        String clean = MESSAGE.replace("{\"name\":\"day\",\"number\":8,\"type\":\"date\",\"label\":\"optional\"},", "");
        ProtobufReader reader = reader(clean, """
                [{"path":["id"],"treatment":"tokenize"},{"path":["buyer","name"],"treatment":"mask"},{"path":["day"],"treatment":"drop"}]""");
        reader.read(framed(full(), (byte) 0), reader.resolve(""));
        UnknownFieldSet fields = clean(reader);
        assertEquals(TOKEN_OF_U_1, fields.getField(1).getLengthDelimitedList().get(0).toStringUtf8());
        assertTrue(fields.getField(9).getLengthDelimitedList().get(0).toStringUtf8().endsWith("********lace"));
        assertFalse(fields.hasField(8));
        assertEquals(2L, fields.getField(4).getVarintList().get(0));
    }

    private static UnknownFieldSet clean(ProtobufReader reader) throws MalformedRecord, InvalidProtocolBufferException {
        byte[] clean = reader.clean(7);
        return UnknownFieldSet.parseFrom(Arrays.copyOfRange(clean, 6, clean.length));
    }

    @Test
    void decodeIsTotal() throws IOException {
        ProtobufReader reader = reader(MESSAGE, "[]");
        byte[] good = framed(full(), (byte) 0);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, 6 + random.nextInt(good.length - 5));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 6; flips--) {
                bytes[6 + random.nextInt(bytes.length - 6)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(bytes, reader.resolve(""));
                for (int column = 0; column < COLUMN_COUNT; column++) {
                    reader.column(column);
                }
                reader.clean(1);
            } catch (MalformedRecord told) {
                refused++;
            }
        }
        assertTrue(refused > 1_000 && refused < 19_000, "refused " + refused);
    }

    @Test
    void contradictionsOfTheSpecAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> reader("{\"message\":\"Order\",\"fields\":[]}", "[]"));
        assertThrows(IllegalArgumentException.class, () -> MessageSpec.parse("{\"message\":\"M\",\"fields\":[{\"name\":\"a\",\"number\":1,\"type\":\"colour\"}]}"));
        String twice = "{\"message\":\"M\",\"fields\":[{\"name\":\"a\",\"number\":1,\"type\":\"string\"},{\"name\":\"b\",\"number\":1,\"type\":\"string\"}]}";
        assertThrows(IllegalArgumentException.class, () -> DescriptorBuilder.of(MessageSpec.parse(twice)));
    }
}
