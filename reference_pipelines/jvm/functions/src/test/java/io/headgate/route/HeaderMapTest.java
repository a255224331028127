package io.headgate.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.binary.BinaryMapData;
import org.junit.jupiter.api.Test;

/** What we pack, Flink must read. */
class HeaderMapTest {
    @Test
    void flinkReadsEveryChoiceOfHeadersWithValuesOfAnyLength() {
        Random random = new Random(2);
        HeaderMap headers = new HeaderMap();
        for (int round = 0; round < 2_000; round++) {
            boolean[] chosen = new boolean[Header.values().length];
            byte[][] values = new byte[chosen.length][];
            headers.clear();
            for (Header header : Header.values()) {
                int at = header.ordinal();
                chosen[at] = random.nextBoolean();
                values[at] = new byte[random.nextInt(20)];
                random.nextBytes(values[at]);
                headers.putPresent(header, chosen[at] ? values[at] : null);
            }
            assertHolds(chosen, values, ((BinaryMapData) headers.pack()).copy());
        }
    }

    private static void assertHolds(boolean[] chosen, byte[][] values, MapData map) {
        int at = 0;
        for (Header header : Header.values()) {
            if (chosen[header.ordinal()]) {
                String name = new String(header.wireName(), StandardCharsets.UTF_8);
                assertEquals(name, map.keyArray().getString(at).toString());
                assertArrayEquals(values[header.ordinal()], map.valueArray().getBinary(at++));
            }
        }
        assertEquals(at, map.size());
    }

    @Test
    void headersOutOfOrderAreAProgrammingError() {
        HeaderMap headers = new HeaderMap();
        headers.put(Header.OFFSET, new byte[0]);
        assertThrows(IllegalStateException.class, () -> headers.put(Header.TOPIC, new byte[0]));
        assertThrows(IllegalStateException.class, () -> headers.put(Header.OFFSET, new byte[0]));
    }
}
