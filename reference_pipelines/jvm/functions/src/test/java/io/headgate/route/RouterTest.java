package io.headgate.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headgate.crypto.Envelope;
import io.headgate.crypto.Keyring;
import io.headgate.crypto.Tokenizer;
import io.headgate.spec.RouteSpec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final Keyring KEYRING =
            Keyring.parse("{\"active\":\"k1\",\"keys\":{\"k1\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");

    private static Router router(boolean envelope) {
        return new Router(RouteSpec.parse("{\"source\":\"raw\",\"contract\":\"c@1.0.0\",\"within_ms\":600000,\"allowed_ms\":300000,"
                + "\"topics\":{\"clean\":\"raw.clean\",\"dlq\":\"raw.dlq\",\"late\":\"raw.late\",\"duplicates\":\"raw.duplicates\"},"
                + "\"rules\":{\"a.pattern\":\"a\"},\"envelope\":" + envelope + "}"), () -> KEYRING);
    }

    private static GenericRowData input(String errors, Long eventMillis) {
        GenericRowData row = new GenericRowData(16);
        row.setField(InputColumns.KEY, utf8("k"));
        row.setField(InputColumns.VALUE, utf8("v"));
        row.setField(InputColumns.EVENT_MS, eventMillis);
        row.setField(InputColumns.SOURCE_PARTITION, 3);
        row.setField(InputColumns.SOURCE_OFFSET, 42L);
        row.setField(InputColumns.SOURCE_TS, NOW);
        row.setField(InputColumns.SCHEMA_ID, 7);
        row.setField(InputColumns.ERRORS, StringData.fromString(errors));
        return row;
    }

    private static Map<String, String> headers(RowData row) {
        MapData map = row.getMap(3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            headers.put(map.keyArray().getString(i).toString(),
                    new String(map.valueArray().getBinary(i), StandardCharsets.UTF_8));
        }
        return headers;
    }

    @Test
    void errorsComeBeforeLatenessAndTheBoundItselfIsInTime() {
        Router router = router(false);
        assertEquals(Destination.DLQ, router.destination(input("a.pattern", 0L)));
        assertEquals(Destination.LATE, router.destination(input("", NOW - 300_001)));
        assertEquals(Destination.CLEAN, router.destination(input("", NOW - 300_000)));
        assertEquals(Destination.CLEAN, router.destination(input("", null)));
        assertEquals(Destination.LATE, router.destination(input("", Long.MIN_VALUE)));
        assertEquals(Destination.CLEAN, router.destination(input("", Long.MAX_VALUE)));
    }

    @Test
    void everyRecordTellsWhereItCameFrom() {
        RowData out = router(false).write(input("", NOW), Destination.CLEAN);
        assertEquals("raw.clean", out.getString(2).toString());
        assertEquals(
                List.of("hg.topic=raw", "hg.partition=3", "hg.offset=42", "hg.timestamp=" + NOW, "hg.schema.id=7",
                        "hg.contract=c@1.0.0", "hg.attempt=1"),
                headers(out).entrySet().stream().map(Object::toString).toList());
    }

    @Test
    void whatCameAlongGoesOn() {
        GenericRowData in = input("", NOW);
        in.setField(InputColumns.SCHEMA_VERSION, 2);
        in.setField(InputColumns.PRODUCED_AT, utf8("123"));
        in.setField(InputColumns.TRACEPARENT, utf8("00-ab"));
        in.setField(InputColumns.ATTEMPT, utf8("4"));
        in.setField(InputColumns.WARNINGS, StringData.fromString("w.one"));
        in.setField(InputColumns.UNKNOWN_FIELDS, StringData.fromString("x,y"));
        Map<String, String> headers = headers(router(false).write(in, Destination.LATE));
        assertEquals("2", headers.get("hg.schema.version"));
        assertEquals("123", headers.get("hg.produced-at"));
        assertEquals("00-ab", headers.get("traceparent"));
        assertEquals("4", headers.get("hg.attempt"));
        assertEquals("w.one", headers.get("hg.warnings"));
        assertEquals("x,y", headers.get("hg.unknown"));
    }

    @Test
    void deadLetterListsAllErrors() {
        RowData rules = router(false).write(input("a.pattern,\"odd\"", NOW), Destination.DLQ);
        assertEquals(
                "[{\"rule\":\"a.pattern\",\"field\":\"a\"},{\"rule\":\"\\\"odd\\\"\",\"field\":null}]",
                headers(rules).get("hg.errors"));
        assertEquals("TRANSFORMATION", headers(rules).get("__connect.errors.stage"));
        assertArrayEquals(utf8("v"), rules.getBinary(1));
        RowData decode = router(false).write(input("decode/malformed:truncated", NOW), Destination.DLQ);
        assertEquals(
                "[{\"rule\":\"decode/malformed\",\"field\":null,\"reason\":\"truncated\"}]",
                headers(decode).get("hg.errors"));
        assertEquals("VALUE_CONVERTER", headers(decode).get("__connect.errors.stage"));
        assertEquals("42", headers(decode).get("__connect.errors.offset"));
    }

    @Test
    void sealedDeadLetterOpensAndOthersStayPlain() {
        Router router = router(true);
        RowData dead = router.write(input("a.pattern", NOW), Destination.DLQ);
        Envelope.Sealed opened = Envelope.openRecord(KEYRING, dead.getBinary(1));
        assertArrayEquals(utf8("k"), opened.key());
        assertArrayEquals(utf8("v"), opened.value());
        assertArrayEquals(new Tokenizer(KEYRING).token(utf8("k")), dead.getBinary(0));
        assertEquals("k1", headers(dead).get("hg.envelope"));
        RowData clean = router.write(input("", NOW), Destination.CLEAN);
        assertArrayEquals(utf8("v"), clean.getBinary(1));
        assertFalse(headers(clean).containsKey("hg.envelope"));
    }

    private static final int MOST = (1 << 20) - 1024;

    private static int wireBytes(RowData out) {
        int bytes = 100 + (out.isNullAt(0) ? 0 : out.getBinary(0).length) + (out.isNullAt(1) ? 0 : out.getBinary(1).length);
        for (Map.Entry<String, String> header : headers(out).entrySet()) {
            bytes += header.getKey().length() + header.getValue().length() + 10;
        }
        return bytes;
    }

    /** A record that the sink cannot send would stop the job at every attempt. */
    @ParameterizedTest
    @CsvSource({"CLEAN,,false", "LATE,,true", "DUPLICATES,,false", "DLQ,a.pattern,false", "DLQ,a.pattern,true"})
    void whatIsTooLargeForTheSinkLeavesWithoutItsBytes(Destination to, String errors, boolean envelope) {
        Router router = router(envelope);
        GenericRowData in = input(errors == null ? "" : errors, NOW);
        in.setField(InputColumns.VALUE, new byte[0]);
        int room = MOST - wireBytes(router.write(in, to));
        in.setField(InputColumns.VALUE, new byte[room]);
        assertEquals(MOST, wireBytes(router.write(in, to)));
        in.setField(InputColumns.VALUE, new byte[room + 1]);
        RowData out = router.write(in, to);
        assertEquals("raw.dlq", out.getString(2).toString());
        assertTrue(wireBytes(out) < 2_000, "bytes " + wireBytes(out));
        assertEquals("42", headers(out).get("hg.offset"));
        String known = errors == null ? "" : "{\"rule\":\"a.pattern\",\"field\":\"a\"},";
        assertEquals("[" + known + "{\"rule\":\"route/too-large\",\"field\":null}]", headers(out).get("hg.errors"));
        byte[] key = envelope ? Envelope.openRecord(KEYRING, out.getBinary(1)).key() : out.getBinary(0);
        assertArrayEquals(utf8("k"), key);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHugeKeyOrHeaderDoesNotStopTheJobEither(boolean envelope) {
        GenericRowData in = input("", NOW);
        in.setField(InputColumns.KEY, new byte[MOST]);
        RowData out = router(envelope).write(in, Destination.CLEAN);
        assertEquals("raw.dlq", out.getString(2).toString());
        assertTrue(wireBytes(out) < 2_000, "bytes " + wireBytes(out));
        in.setField(InputColumns.KEY, utf8("k"));
        in.setField(InputColumns.TRACEPARENT, new byte[MOST]);
        RowData traced = router(envelope).write(in, Destination.CLEAN);
        assertEquals("raw.clean", traced.getString(2).toString());
        assertFalse(headers(traced).containsKey("traceparent"));
    }

    @Test
    void absentKeyAndValueStayAbsent() {
        GenericRowData in = input("", NOW);
        in.setField(InputColumns.KEY, null);
        in.setField(InputColumns.VALUE, null);
        RowData out = router(true).write(in, Destination.CLEAN);
        assertTrue(out.isNullAt(0) && out.isNullAt(1));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
