package io.headgate.flink;

import static io.headgate.dedup.Deduplicator.ARRAY_ENTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headgate.dedup.Deduplicator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

class FlinkStoreTest {
    private static final long WITHIN = 600_000;
    private static final long START = 1_700_000_000_000L;
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

    private boolean accept(FlinkStore store, String scope, long hash) throws Exception {
        open(store, scope);
        return new Deduplicator(WITHIN, null, ARRAY_ENTRIES).accept(store, hash, START, START);
    }

    @Test
    void memoryAndStateAgree() throws Exception {
        FlinkStore store = new FlinkStore(1_000L, 20_000);
        Set<String> seen = new HashSet<>();
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            String scope = "user-" + random.nextInt(300);
            long id = random.nextInt(60);
            assertEquals(seen.add(scope + "," + id), accept(store, scope, id));
        }
        assertTrue(reads > 1_000, "the budget was never reached");
    }

    @Test
    void anActiveScopeIsReadOnce() throws Exception {
        FlinkStore store = new FlinkStore(null, LARGE);
        for (int i = 0; i < 100; i++) {
            assertTrue(accept(store, "user", i));
        }
        assertEquals(1, reads);
    }

    @Test
    void theBudgetIsKept() throws Exception {
        FlinkStore store = new FlinkStore(null, 10_000);
        for (int i = 0; i < 1_000; i++) {
            accept(store, "user-" + i, i);
        }
        int before = reads;
        for (int i = 0; i < 1_000; i++) {
            accept(store, "user-" + i, i);
        }
        assertTrue(reads - before > 950, "read " + (reads - before));
    }

    @Test
    void theBudgetHoldsForScopesThatGrow() throws Exception {
        FlinkStore store = new FlinkStore(null, 10_000);
        for (int i = 0; i < 200; i++) {
            for (int user = 0; user < 10; user++) {
                accept(store, "user-" + user, i);
            }
        }
        assertTrue(reads > 20, "read " + reads);
    }

    @Test
    void aMissingScopeIsNotTheEmptyOne() throws Exception {
        FlinkStore store = new FlinkStore(null, LARGE);
        assertTrue(accept(store, "", 1));
        assertTrue(accept(store, null, 1));
        assertFalse(accept(store, null, 1));
    }
}
