package io.headgate.dedup;

/**
 * Decides whether a record was accepted before in its scope: same identity, event times at most {@code within} apart.
 *
 * <p>Remembers exactly what the window needs, in a tree by hash: one array for a quiet scope, 64 buckets for a busy one, and below a
 * bucket that overflows 64 more. So a record reads and writes little however busy its scope is, and nothing inside the window is
 * forgotten.
 */
public final class Deduplicator {
    /** Measured: smaller arrays spare RocksDB some compaction, and cost each record more than that. */
    public static final int ARRAY_ENTRIES = 256;

    static final int BUCKET_ENTRIES = 32;
    private static final int ROOT = -1;
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
        int number = ROOT;
        byte[] entries = orEmpty(store.get(number));
        while (Entries.isSplit(entries)) {
            if (Entries.period(entries) != store.period()) {
                store.put(number, Entries.split(store.period()));
            }
            number = below(number, hash);
            entries = orEmpty(store.get(number));
        }
        if (Entries.contains(entries, hash, eventMillis, withinMillis)) {
            return false;
        }
        byte[] next = Entries.add(entries, horizon(entries, eventMillis, progressMillis), hash, eventMillis);
        if (Entries.count(next) > capacity(number)) {
            spill(store, number, next);
        } else {
            store.put(number, next);
        }
        return true;
    }

    private int capacity(int number) {
        if (number == ROOT) {
            return arrayEntries;
        }
        return number < COARSE_BUCKETS ? BUCKET_ENTRIES : Integer.MAX_VALUE;
    }

    /** Moves entries that are all alive one level down. */
    private static void spill(Store store, int number, byte[] entries) throws Exception {
        for (int i = 0; i < Entries.count(entries); i++) {
            long hash = Entries.hash(entries, i);
            int below = below(number, hash);
            byte[] others = orEmpty(store.get(below));
            store.put(below, Entries.add(others, Long.MIN_VALUE, hash, Entries.eventMillis(entries, i)));
        }
        store.put(number, Entries.split(store.period()));
    }

    /** The number of the bucket below another that holds a hash. */
    private static int below(int number, long hash) {
        return number == ROOT
                ? (int) (hash >>> (Long.SIZE - COARSE_BITS))
                : COARSE_BUCKETS + (int) (hash >>> (Long.SIZE - FINE_BITS));
    }

    /** No later record that is not late itself can be a duplicate of an entry before this time. */
    private long horizon(byte[] entries, long eventMillis, long progressMillis) {
        if (allowedMillis != NO_LATENESS) {
            return progressMillis - allowedMillis - withinMillis;
        }
        // A clock in the far future must not make everybody else forgotten, hence the source's own time as a ceiling.
        return Math.min(Math.max(Entries.latest(entries), eventMillis), progressMillis) - withinMillis;
    }

    private static byte[] orEmpty(byte[] entries) {
        return entries == null ? Entries.EMPTY : entries;
    }
}
