package io.headgate.dedup;

/**
 * Decides whether a record was accepted before: same identity, event times at most {@code within} apart.
 *
 * <p>Remembers exactly what the window needs, bucket by bucket: a quiet bucket in slots of sixteen entries, a busy one in arrays by
 * hash. Accepting a record writes one slot or one array, however much the bucket remembers, and nothing inside the window is
 * forgotten. What has left the window makes room when its bucket is met again, so no clock has to expire it.
 */
public final class Deduplicator {
    /** The first slot's number in the state; slot i has the number i below it. Arrays of a busy bucket count from 0. */
    private static final int FIRST = -1;

    private final Window window;
    private final Busy busy;

    /**
     * A deduplicator for one window.
     *
     * @param allowedMillis how late an accepted record may be; null when event time is source time, and so never late
     */
    public Deduplicator(long withinMillis, Long allowedMillis) {
        window = new Window(withinMillis, allowedMillis == null ? 0 : allowedMillis);
        busy = new Busy(window);
    }

    /**
     * Remembers the record and answers true, or answers false when it is a duplicate.
     *
     * @param partition the source partition that the record's scope lives in
     * @param sourceMillis how far that partition has come: what is too old for this time is forgotten
     */
    public boolean accept(Store store, long hash, long eventMillis, int partition, long sourceMillis) throws Exception {
        window.advance(partition, sourceMillis);
        long clamped = Moments.clamped(eventMillis);
        Scope scope = store.remembered();
        if (scope == null) {
            scope = load(store);
            store.remember(scope);
        }
        if (scope.isBusy()) {
            return busy.accept(store, hash, clamped, partition);
        }
        if (scope.contains(hash, clamped, window)) {
            return false;
        }
        int slot = scope.room(window);
        if (slot < 0) {
            spill(store, scope);
            return busy.accept(store, hash, clamped, partition);
        }
        keep(store, scope, slot, hash, Moments.of(clamped, partition));
        return true;
    }

    private static void keep(Store store, Scope scope, int slot, long hash, long moment) throws Exception {
        int bytes = scope.bytes();
        boolean isNew = scope.add(slot, hash, moment);
        store.put(FIRST - slot, scope.packed(slot));
        if (isNew) {
            // The first slot says how many there are.
            store.put(FIRST, scope.packed(0));
        }
        store.grown(scope.bytes() - bytes);
    }

    private static Scope load(Store store) throws Exception {
        Scope scope = new Scope();
        byte[] first = store.get(FIRST);
        if (first == null) {
            return scope;
        }
        if (Entries.isMark(first)) {
            scope.becomeBusy();
            return scope;
        }
        scope.load(0, first);
        for (int slot = 1; slot < Entries.marked(first); slot++) {
            scope.load(slot, store.get(FIRST - slot));
        }
        return scope;
    }

    private void spill(Store store, Scope scope) throws Exception {
        for (int slot = 0; slot < scope.slots(); slot++) {
            for (int i = 0; i < scope.count(slot); i++) {
                busy.take(store, scope.hash(slot, i), scope.moment(slot, i));
            }
            store.remove(FIRST - slot);
        }
        store.put(FIRST, Entries.MARK);
        int bytes = scope.bytes();
        scope.becomeBusy();
        store.grown(scope.bytes() - bytes);
    }
}
