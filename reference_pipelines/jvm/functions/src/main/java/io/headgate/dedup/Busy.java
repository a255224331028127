package io.headgate.dedup;

/**
 * The accepted records of a busy bucket: 64 arrays by hash, and below one that overflows 64 more.
 *
 * <p>So a record reads and writes little however busy its bucket is, and nothing inside the window is forgotten.
 */
final class Busy {
    static final int ARRAY_ENTRIES = 32;
    private static final int COARSE_BITS = 6;
    private static final int COARSE_ARRAYS = 1 << COARSE_BITS;
    private static final int FINE_BITS = 12;

    private final Window window;

    Busy(Window window) {
        this.window = window;
    }

    /** Remembers the record and answers true, or answers false when it is a duplicate. */
    boolean accept(Store store, long hash, long clampedMillis, int partition) throws Exception {
        int number = number(store, hash);
        byte[] entries = orEmpty(store.get(number));
        if (Entries.contains(entries, hash, clampedMillis, window)) {
            return false;
        }
        keep(store, number, Entries.add(entries, window, hash, Moments.of(clampedMillis, partition)));
        return true;
    }

    /** Takes an entry that was accepted before. */
    void take(Store store, long hash, long moment) throws Exception {
        int number = number(store, hash);
        keep(store, number, Entries.add(orEmpty(store.get(number)), window, hash, moment));
    }

    private static int number(Store store, long hash) throws Exception {
        int number = coarse(hash);
        return Entries.isMark(orEmpty(store.get(number))) ? fine(hash) : number;
    }

    private void keep(Store store, int number, byte[] entries) throws Exception {
        if (number < COARSE_ARRAYS && Entries.count(entries) > ARRAY_ENTRIES) {
            spill(store, number, entries);
        } else {
            store.put(number, entries);
        }
    }

    /** Moves entries one level down. */
    private void spill(Store store, int number, byte[] entries) throws Exception {
        for (int i = 0; i < Entries.count(entries); i++) {
            int below = fine(Entries.hash(entries, i));
            store.put(below, Entries.add(orEmpty(store.get(below)), window, Entries.hash(entries, i), Entries.moment(entries, i)));
        }
        store.put(number, Entries.MARK);
    }

    private static int coarse(long hash) {
        return (int) (hash >>> (Long.SIZE - COARSE_BITS));
    }

    private static int fine(long hash) {
        return COARSE_ARRAYS + (int) (hash >>> (Long.SIZE - FINE_BITS));
    }

    private static byte[] orEmpty(byte[] entries) {
        return entries == null ? Entries.EMPTY : entries;
    }
}
