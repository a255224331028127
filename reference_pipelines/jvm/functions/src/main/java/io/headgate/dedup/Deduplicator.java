package io.headgate.dedup;

/**
 * Decides whether a record was accepted before in its scope: same identity, event times at most {@code within} apart.
 *
 * <p>Remembers exactly what the window needs, in a tree by hash: one array for a quiet scope, 64 buckets for a busy one, and below a
 * bucket that overflows 64 more. So a record reads and writes little however busy its scope is, and nothing inside the window is
 * forgotten.
 */
public final class Deduplicator {
    /** On the heap an array costs its copy alone, and a bucket an object. */
    public static final int HEAP_ARRAY_ENTRIES = 256;

    static final int BUCKET_ENTRIES = 32;
    private static final int COARSE_BITS = 6;
    private static final int COARSE_BUCKETS = 1 << COARSE_BITS;
    private static final int FINE_BITS = 12;
    private static final int NO_LATENESS = -1;

    private final long withinMillis;
    private final long allowedMillis;
    private final int arrayEntries;

    /**
     * A deduplicator for one window.
     *
     * @param allowedMillis how late an accepted record may be; null when lateness is not bounded
     * @param arrayEntries how many entries an array holds before the scope moves into buckets
     */
    public Deduplicator(long withinMillis, Long allowedMillis, int arrayEntries) {
        this.withinMillis = withinMillis;
        this.allowedMillis = allowedMillis == null ? NO_LATENESS : allowedMillis;
        this.arrayEntries = arrayEntries;
    }

    /**
     * Remembers the record and answers true, or answers false when it is a duplicate.
     *
     * @param progressMillis how far the source has come: what is too old for this time is forgotten
     */
    public boolean accept(Store store, long hash, long eventMillis, long progressMillis) throws Exception {
        if (store.isHot()) {
            return acceptHot(store, hash, eventMillis, progressMillis);
        }
        byte[] entries = orEmpty(store.entries());
        if (Entries.contains(entries, hash, eventMillis, withinMillis)) {
            return false;
        }
        byte[] next = add(entries, hash, eventMillis, progressMillis);
        if (Entries.count(next) > arrayEntries) {
            spill(store, next, true);
            store.entries(Entries.EMPTY);
            store.markHot();
        } else {
            store.entries(next);
        }
        return true;
    }

    private boolean acceptHot(Store store, long hash, long eventMillis, long progressMillis) throws Exception {
        if (store.isRefreshDue()) {
            refresh(store);
        }
        int bucket = coarse(hash);
        byte[] entries = orEmpty(store.bucket(bucket));
        if (Entries.isSplit(entries)) {
            bucket = fine(hash);
            entries = orEmpty(store.bucket(bucket));
        }
        if (Entries.contains(entries, hash, eventMillis, withinMillis)) {
            return false;
        }
        byte[] next = add(entries, hash, eventMillis, progressMillis);
        if (bucket < COARSE_BUCKETS && Entries.count(next) > BUCKET_ENTRIES) {
            spill(store, next, false);
            store.bucket(bucket, Entries.SPLIT);
        } else {
            store.bucket(bucket, next);
        }
        return true;
    }

    /** Writes again what is only read while a scope is busy: Flink ages state since its last write. */
    private static void refresh(Store store) throws Exception {
        for (int bucket = 0; bucket < COARSE_BUCKETS; bucket++) {
            if (Entries.isSplit(orEmpty(store.bucket(bucket)))) {
                store.bucket(bucket, Entries.SPLIT);
            }
        }
        store.markHot();
    }

    /** Moves entries that are all alive one level down. */
    private static void spill(Store store, byte[] entries, boolean coarse) throws Exception {
        for (int i = 0; i < Entries.count(entries); i++) {
            long hash = Entries.hash(entries, i);
            int bucket = coarse ? coarse(hash) : fine(hash);
            byte[] below = orEmpty(store.bucket(bucket));
            store.bucket(bucket, Entries.add(below, Long.MIN_VALUE, hash, Entries.eventMillis(entries, i)));
        }
    }

    private byte[] add(byte[] entries, long hash, long eventMillis, long progressMillis) {
        return Entries.add(entries, horizon(entries, eventMillis, progressMillis), hash, eventMillis);
    }

    /** No later record that is not late itself can be a duplicate of an entry before this time. */
    private long horizon(byte[] entries, long eventMillis, long progressMillis) {
        if (allowedMillis != NO_LATENESS) {
            return progressMillis - allowedMillis - withinMillis;
        }
        // A clock in the far future must not make everybody else forgotten, hence the source's own time as a ceiling.
        return Math.min(Math.max(Entries.latest(entries), eventMillis), progressMillis) - withinMillis;
    }

    private static int coarse(long hash) {
        return (int) (hash >>> (Long.SIZE - COARSE_BITS));
    }

    private static int fine(long hash) {
        return COARSE_BUCKETS + (int) (hash >>> (Long.SIZE - FINE_BITS));
    }

    private static byte[] orEmpty(byte[] entries) {
        return entries == null ? Entries.EMPTY : entries;
    }
}
