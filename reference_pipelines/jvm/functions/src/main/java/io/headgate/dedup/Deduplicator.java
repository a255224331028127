package io.headgate.dedup;

/**
 * Decides whether a record was accepted before in its scope: same identity, event times at most {@code within} apart.
 *
 * <p>Remembers exactly what the window needs. A scope of more than 256 live entries becomes hot: its entries move into 4096
 * buckets by hash, so that a busy scope costs as little as a quiet one and nothing inside the window is forgotten.
 */
public final class Deduplicator {
    static final int HOT_ENTRIES = 256;
    private static final int BUCKET_BITS = 12;
    private static final int NO_LATENESS = -1;

    private final long withinMillis;
    private final long allowedMillis;

    /**
     * A deduplicator for one window.
     *
     * @param allowedMillis how late an accepted record may be; null when lateness is not bounded
     */
    public Deduplicator(long withinMillis, Long allowedMillis) {
        this.withinMillis = withinMillis;
        this.allowedMillis = allowedMillis == null ? NO_LATENESS : allowedMillis;
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
        if (Entries.count(next) > HOT_ENTRIES) {
            spill(store, next, progressMillis);
        } else {
            store.entries(next);
        }
        return true;
    }

    private boolean acceptHot(Store store, long hash, long eventMillis, long progressMillis) throws Exception {
        int bucket = bucketOf(hash);
        byte[] entries = orEmpty(store.bucket(bucket));
        if (Entries.contains(entries, hash, eventMillis, withinMillis)) {
            return false;
        }
        store.bucket(bucket, add(entries, hash, eventMillis, progressMillis));
        return true;
    }

    private void spill(Store store, byte[] entries, long progressMillis) throws Exception {
        for (int i = 0; i < Entries.count(entries); i++) {
            long hash = Entries.hash(entries, i);
            byte[] bucket = orEmpty(store.bucket(bucketOf(hash)));
            store.bucket(bucketOf(hash), add(bucket, hash, Entries.eventMillis(entries, i), progressMillis));
        }
        store.entries(Entries.EMPTY);
        store.becomeHot();
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

    private static int bucketOf(long hash) {
        return (int) (hash >>> (Long.SIZE - BUCKET_BITS));
    }

    private static byte[] orEmpty(byte[] entries) {
        return entries == null ? Entries.EMPTY : entries;
    }
}
