package io.headgate.flink;

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
import org.junit.jupiter.api.Test;

class FlinkStoreTest {
    private static final long WITHIN = 600_000;
    private static final long START = 1_700_000_000_000L;
    private static final long LARGE = 1 << 20;

    private static final int BUCKETS = 1_000;

    private final Map<Integer, MapView<Integer, byte[]>> state = new HashMap<>();
    private int reads;

    private void open(FlinkStore store, int bucket) {
        store.open(bucket, state.computeIfAbsent(bucket, unused -> new Counted()));
    }

    /** Flink's in-memory view, counting what is asked of it. */
    private final class Counted extends MapView<Integer, byte[]> {
        @Override
        public byte[] get(Integer key) throws Exception {
            reads++;
            return super.get(key);
        }
    }

    private boolean accept(FlinkStore store, int bucket, long hash) throws Exception {
        open(store, bucket);
        return new Deduplicator(WITHIN, null).accept(store, hash, START, 0, START);
    }

    @Test
    void memoryAndStateAgree() throws Exception {
        FlinkStore store = new FlinkStore(BUCKETS, 20_000);
        Set<String> seen = new HashSet<>();
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            int bucket = random.nextInt(300);
            long id = random.nextInt(60);
            assertEquals(seen.add(bucket + "," + id), accept(store, bucket, id));
        }
        assertTrue(reads > 1_000, "the budget was never reached");
    }

    @Test
    void aRememberedBucketIsReadOnce() throws Exception {
        FlinkStore store = new FlinkStore(BUCKETS, LARGE);
        for (int i = 0; i < 100; i++) {
            assertTrue(accept(store, 0, i));
        }
        assertEquals(1, reads);
    }

    @Test
    void theBudgetIsKept() throws Exception {
        FlinkStore store = new FlinkStore(BUCKETS, 10_000);
        for (int i = 0; i < 1_000; i++) {
            accept(store, i, i);
        }
        int before = reads;
        for (int i = 0; i < 1_000; i++) {
            accept(store, i, i);
        }
        assertTrue(reads - before > 950, "read " + (reads - before));
    }

    @Test
    void theBudgetHoldsForBucketsThatGrow() throws Exception {
        FlinkStore store = new FlinkStore(BUCKETS, 10_000);
        for (int i = 0; i < 200; i++) {
            for (int user = 0; user < 10; user++) {
                accept(store, user, i);
            }
        }
        assertTrue(reads > 20, "read " + reads);
    }
}
