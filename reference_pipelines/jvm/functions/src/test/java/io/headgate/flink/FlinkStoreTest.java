package io.headgate.flink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

class FlinkStoreTest {
    private static final int ROOT = -1;
    private static final long LARGE = 1 << 20;

    private final Map<String, MapView<Integer, byte[]>> state = new HashMap<>();
    private int reads;

    private void open(FlinkStore store, String scope) {
        GenericRowData row = new GenericRowData(1);
        row.setField(0, scope == null ? null : StringData.fromString(scope));
        store.open(row, state.computeIfAbsent(String.valueOf(scope), unused -> new Counted()));
    }

    /** Flink's in-memory view, counting what is asked of it. */
    private final class Counted extends MapView<Integer, byte[]> {
        @Override
        public byte[] get(Integer key) throws Exception {
            reads++;
            return super.get(key);
        }
    }

    @Test
    void whatIsRememberedIsWhatIsInTheState() throws Exception {
        FlinkStore store = new FlinkStore(1_000L, 20_000);
        Map<String, byte[]> written = new HashMap<>();
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            String scope = "user-" + random.nextInt(300);
            open(store, scope);
            assertArrayEquals(written.get(scope), store.get(ROOT));
            if (random.nextInt(3) > 0) {
                byte[] next = new byte[random.nextInt(200)];
                store.put(ROOT, next);
                written.put(scope, next);
                assertArrayEquals(next, state.get(scope).get(ROOT));
            }
        }
    }

    @Test
    void aBusyScopeIsReadOnce() throws Exception {
        FlinkStore store = new FlinkStore(null, LARGE);
        for (int i = 0; i < 100; i++) {
            open(store, "user");
            store.get(ROOT);
            store.put(ROOT, new byte[16 * (i + 1)]);
        }
        assertEquals(1, reads);
    }

    @Test
    void theBudgetIsKept() throws Exception {
        FlinkStore store = new FlinkStore(null, 10_000);
        for (int i = 0; i < 1_000; i++) {
            open(store, "user-" + i);
            store.put(ROOT, new byte[1_000]);
        }
        int before = reads;
        for (int i = 0; i < 1_000; i++) {
            open(store, "user-" + i);
            store.get(ROOT);
        }
        assertTrue(reads - before > 980, "read " + (reads - before));
    }

    @Test
    void aMissingScopeIsNotTheEmptyOne() throws Exception {
        FlinkStore store = new FlinkStore(null, LARGE);
        open(store, "");
        store.put(ROOT, new byte[16]);
        open(store, null);
        assertNull(store.get(ROOT));
    }
}
