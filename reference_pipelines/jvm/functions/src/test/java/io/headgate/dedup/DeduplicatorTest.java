package io.headgate.dedup;

import static io.headgate.dedup.Deduplicator.ARRAY_ENTRIES;
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

    @ParameterizedTest
    @CsvSource({"1,200000,3000,256,100", "2,4000,6000,256,1", "3,500,8000,256,1000", "4,4000,6000,16,3", "5,40,20000,32,50"})
    void answersAsIfNothingWereEverForgotten(long seed, long pauseMillis, int records, int arrayEntries, int restartEvery)
            throws Exception {
        Random random = new Random(seed);
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED, arrayEntries);
        List<Accepted> all = new ArrayList<>();
        long now = START;
        int duplicates = 0;
        for (int i = 0; i < records; i++) {
            now += random.nextLong(pauseMillis);
            if (random.nextInt(restartEvery) == 0) {
                store.forget();
            }
            long event = now - random.nextLong(ALLOWED + 1);
            long hash = hash(random.nextInt(records / 4));
            boolean expected = firstSeen(all, hash, event);
            duplicates += expected ? 0 : 1;
            assertEquals(expected, deduplicator.accept(store, hash, event, now), "record " + i);
        }
        assertTrue(duplicates > 0);
    }

    @Test
    void hotScopeForgetsNothingAndSpreads() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED, ARRAY_ENTRIES);
        int ids = 50_000;
        for (int id = 0; id < ids; id++) {
            assertTrue(deduplicator.accept(store, hash(id), START + id, START + id));
        }
        for (int id = 0; id < ids; id++) {
            assertFalse(deduplicator.accept(store, hash(id), START + id, START + ids));
        }
        assertTrue(store.longestArray() < 50, "an array holds " + store.longestArray());
        assertEquals(1 + 64 + 4096, store.arrays());
    }

    /** State expires an hour after its last write; the scope stays busy for ten. */
    @Test
    void expiryOfIdleStateTakesNothingFromABusyScope() throws Exception {
        MemoryStore store = new MemoryStore(3_600_000);
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED, 32);
        long pause = 100;
        int again = 5_000;
        for (int id = 0; id < 360_000; id++) {
            long now = START + id * pause;
            store.nowMillis = now;
            assertTrue(deduplicator.accept(store, hash(id), now, now), "record " + id);
            if (id >= again) {
                assertFalse(deduplicator.accept(store, hash(id - again), now - again * pause, now), "repeat of " + (id - again));
            }
        }
    }

    @Test
    void stateIsBoundedByTheWindow() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED, ARRAY_ENTRIES);
        long pause = 10_000;
        for (int id = 0; id < 5_000; id++) {
            deduplicator.accept(store, hash(id), START + id * pause, START + id * pause);
        }
        long live = (WITHIN + ALLOWED) / pause + 1;
        long partlyLive = 2 * Scope.SLOT_ENTRIES;
        assertTrue(store.entries() >= live && store.entries() <= live + partlyLive, "entries: " + store.entries());
        assertEquals(Scope.SLOT_ENTRIES, store.longestArray());
    }

    /** Fourteen slots are over, one holds a clock a year ahead: it is found again, and so are the others. */
    @Test
    void aSlotOfTheFutureHidesNoOtherSlot() throws Exception {
        MemoryStore store = new MemoryStore(3_600_000);
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED, ARRAY_ENTRIES);
        long pause = 60_000;
        long year = 31_536_000_000L;
        assertTrue(deduplicator.accept(store, hash(-1), START + year, START));
        for (int id = 0; id < 500; id++) {
            store.nowMillis = id * pause;
            assertTrue(deduplicator.accept(store, hash(id), START + id * pause, START + id * pause));
            store.forget();
        }
        assertFalse(deduplicator.accept(store, hash(499), START + 499 * pause, START + 500 * pause));
        assertFalse(deduplicator.accept(store, hash(-1), START + year, START + 500 * pause));
    }

    @Test
    void sameIdentityOutsideTheWindowIsNew() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, ALLOWED, ARRAY_ENTRIES);
        assertTrue(deduplicator.accept(store, 1, START, START));
        assertFalse(deduplicator.accept(store, 1, START + WITHIN, START + WITHIN));
        assertTrue(deduplicator.accept(store, 1, START + WITHIN + 1, START + WITHIN + 1));
    }

    @Test
    void withoutLatenessAFutureClockDoesNotMakeOthersForgotten() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, null, ARRAY_ENTRIES);
        assertTrue(deduplicator.accept(store, 1, START, START));
        assertTrue(deduplicator.accept(store, 2, START * 2, START + 1));
        assertFalse(deduplicator.accept(store, 1, START, START + 2));
    }

    @Test
    void absurdEventTimesDoNotOverflow() throws Exception {
        MemoryStore store = new MemoryStore();
        Deduplicator deduplicator = new Deduplicator(WITHIN, null, ARRAY_ENTRIES);
        assertTrue(deduplicator.accept(store, 1, Long.MAX_VALUE, START));
        assertTrue(deduplicator.accept(store, 1, -5, START));
    }

    private static long hash(long id) {
        return XxHash64.hash(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    }
}
