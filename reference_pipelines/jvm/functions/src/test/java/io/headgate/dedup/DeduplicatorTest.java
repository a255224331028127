package io.headgate.dedup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headgate.decode.XxHash64;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeduplicatorTest {
    private static final long WITHIN = 600_000;
    private static final long ALLOWED = 300_000;
    private static final long START = 1_700_000_000_000L;

    private record Accepted(long hash, long eventMillis) {}

    /** Remembers everything for ever: what a deduplicator without a bound would answer. */
    private static boolean firstSeen(List<Accepted> all, long hash, long eventMillis) {
        for (Accepted one : all) {
            if (one.hash() == hash && Math.abs(one.eventMillis() - eventMillis) <= WITHIN) {
                return false;
            }
        }
        all.add(new Accepted(hash, eventMillis));
        return true;
    }

    /** Four partitions, each read at its own pace; a restart now and then. */
    @ParameterizedTest
    @CsvSource({"1,200000,3000,100", "2,4000,6000,1", "3,500,8000,1000", "4,4000,20000,3", "5,40,30000,50"})
    void answersAsIfNothingWereEverForgotten(long seed, long pauseMillis, int records, int restartEvery) throws Exception {
        Random random = new Random(seed);
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED);
        List<List<Accepted>> all = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long[] now = {START, START - 3_600_000, START + 7_200_000, START};
        int duplicates = 0;
        for (int i = 0; i < records; i++) {
            if (random.nextInt(restartEvery) == 0) {
                store.forget();
            }
            int partition = random.nextInt(4);
            now[partition] += random.nextLong(pauseMillis);
            long event = now[partition] - random.nextLong(ALLOWED + 1);
            // A scope lives in one partition, so identities of two partitions are never the same.
            long hash = hash(random.nextInt(records / 4) * 4L + partition);
            boolean expected = firstSeen(all.get(partition), hash, event);
            duplicates += expected ? 0 : 1;
            assertEquals(expected, deduplicator.accept(store, hash, event, partition, now[partition]), "record " + i);
        }
        assertTrue(duplicates > 0);
    }

    @Test
    void hotScopeForgetsNothingAndSpreads() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED);
        int ids = 50_000;
        for (int id = 0; id < ids; id++) {
            assertTrue(deduplicator.accept(store, hash(id), START + id, 0, START + id));
        }
        for (int id = 0; id < ids; id++) {
            assertFalse(deduplicator.accept(store, hash(id), START + id, 0, START + ids));
        }
        assertTrue(store.longestArray() < 50, "an array holds " + store.longestArray());
        assertEquals(1 + 64 + 4096, store.arrays());
    }

    @Test
    void stateIsBoundedByTheWindow() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED);
        long pause = 10_000;
        for (int id = 0; id < 5_000; id++) {
            deduplicator.accept(store, hash(id), START + id * pause, 0, START + id * pause);
        }
        long live = (WITHIN + ALLOWED) / pause + 1;
        long partlyLive = 2 * Scope.SLOT_ENTRIES;
        assertTrue(store.entries() >= live && store.entries() <= live + partlyLive, "entries: " + store.entries());
        assertEquals(Scope.SLOT_ENTRIES, store.longestArray());
    }

    /** One slot holds a clock a year ahead and is never over: it is found again, and so are the others. */
    @Test
    void aSlotOfTheFutureHidesNoOtherSlot() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED);
        long pause = 60_000;
        long year = 31_536_000_000L;
        assertTrue(deduplicator.accept(store, hash(-1), START + year, 0, START));
        for (int id = 0; id < 500; id++) {
            assertTrue(deduplicator.accept(store, hash(id), START + id * pause, 0, START + id * pause));
            store.forget();
        }
        assertFalse(deduplicator.accept(store, hash(499), START + 499 * pause, 0, START + 500 * pause));
        assertFalse(deduplicator.accept(store, hash(-1), START + year, 0, START + 500 * pause));
    }

    /** A partition that lags a day behind keeps what it needs, however far the others are. */
    @Test
    void aPartitionForgetsByItsOwnProgressOnly() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED);
        long day = 86_400_000;
        assertTrue(deduplicator.accept(store, hash(-1), START, 7, START));
        for (int id = 0; id < 1_000; id++) {
            assertTrue(deduplicator.accept(store, hash(id), START + day + id * WITHIN, 700, START + day + id * WITHIN));
        }
        assertFalse(deduplicator.accept(store, hash(-1), START, 7, START + 1));
        assertTrue(store.entries() < 3 * Scope.SLOT_ENTRIES, "entries: " + store.entries());
    }

    @Test
    void sameIdentityOutsideTheWindowIsNew() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED);
        assertTrue(deduplicator.accept(store, 1, START, 0, START));
        assertFalse(deduplicator.accept(store, 1, START + WITHIN, 0, START + WITHIN));
        assertTrue(deduplicator.accept(store, 1, START + WITHIN + 1, 0, START + WITHIN + 1));
    }

    @Test
    void withoutLatenessAFutureClockDoesNotMakeOthersForgotten() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, null);
        assertTrue(deduplicator.accept(store, 1, START, 0, START));
        assertTrue(deduplicator.accept(store, 2, START * 2, 0, START + 1));
        assertFalse(deduplicator.accept(store, 1, START, 0, START + 2));
    }

    @Test
    void absurdEventTimesDoNotOverflow() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, null);
        assertTrue(deduplicator.accept(store, 1, Long.MAX_VALUE, 0, START));
        assertTrue(deduplicator.accept(store, 1, -5, 0, START));
    }

    private static long hash(long id) {
        return XxHash64.hash(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    }
}
