package io.headgate.dedup;

/**
 * The accepted records of a busy scope: 64 buckets by hash, and below a bucket that overflows 64 more.
 *
 * <p>So a record reads and writes little however busy its scope is, and nothing inside the window is forgotten.
 */
final class Buckets {
    static final int BUCKET_ENTRIES = 32;
    private static final int COARSE_BITS = 6;
    private static final int COARSE_BUCKETS = 1 << COARSE_BITS;
    private static final int FINE_BITS = 12;

    private final Window window;

    Buckets(Window window) {
        this.window = window;
    }

    /** Remembers the record and answers true, or answers false when it is a duplicate. */
    boolean accept(Store store, long hash, long eventMillis, long progressMillis) throws Exception {
        int number = bucket(store, hash);
        byte[] entries = orEmpty(store.get(number));
        if (Entries.contains(entries, hash, eventMillis, window.withinMillis())) {
            return false;
        }
        long horizon = window.horizon(Entries.latest(entries), eventMillis, progressMillis);
        keep(store, number, Entries.add(entries, horizon, hash, eventMillis));
        return true;
    }

    /** Takes an entry that was accepted before. */
    void take(Store store, long hash, long eventMillis) throws Exception {
        int number = bucket(store, hash);
        keep(store, number, Entries.add(orEmpty(store.get(number)), Long.MIN_VALUE, hash, eventMillis));
    }

    private static int bucket(Store store, long hash) throws Exception {
        int number = coarse(hash);
        byte[] entries = orEmpty(store.get(number));
        if (!Entries.isMark(entries)) {
            return number;
        }
        if (Entries.marked(entries) != store.period()) {
            store.put(number, Entries.mark(store.period()));
        }
        return fine(hash);
    }

    private static void keep(Store store, int number, byte[] entries) throws Exception {
        if (number < COARSE_BUCKETS && Entries.count(entries) > BUCKET_ENTRIES) {
            spill(store, number, entries);
        } else {
            store.put(number, entries);
        }
    }

    /** Moves entries one level down. */
    private static void spill(Store store, int number, byte[] entries) throws Exception {
        for (int i = 0; i < Entries.count(entries); i++) {
            long hash = Entries.hash(entries, i);
            byte[] others = orEmpty(store.get(fine(hash)));
            store.put(fine(hash), Entries.add(others, Long.MIN_VALUE, hash, Entries.eventMillis(entries, i)));
        }
        store.put(number, Entries.mark(store.period()));
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
