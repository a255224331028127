package io.headgate.dedup;

/**
 * Decides whether a record was accepted before in its scope: same identity, event times at most {@code within} apart.
 *
 * <p>Remembers exactly what the window needs: a quiet scope in slots of sixteen entries, a busy one in buckets by hash. Accepting a
 * record writes one slot or one bucket, however much the scope remembers, and nothing inside the window is forgotten.
 */
public final class Deduplicator {
    /** More live entries make a scope busy. */
    public static final int ARRAY_ENTRIES = Scope.SLOT_ENTRIES * Scope.MOST_SLOTS;

    /** The first slot's number in the state; slot i has the number i below it. Buckets count from 0. */
    private static final int FIRST = -1;

    private final Window window;
    private final Buckets buckets;
    private final int mostSlots;

    /**
     * A deduplicator for one window.
     *
     * @param allowedMillis how late an accepted record may be; null when lateness is not bounded
     * @param arrayEntries how many live entries a scope may have before it moves into buckets, rounded to whole slots
     */
    public Deduplicator(long withinMillis, Long allowedMillis, int arrayEntries) {
        window = new Window(withinMillis, allowedMillis);
        buckets = new Buckets(window);
        mostSlots = Math.max(1, Math.min(Scope.MOST_SLOTS, arrayEntries / Scope.SLOT_ENTRIES));
    }

    /**
     * Remembers the record and answers true, or answers false when it is a duplicate.
     *
     * @param progressMillis how far the source has come: what is too old for this time is forgotten
     */
    public boolean accept(Store store, long hash, long eventMillis, long progressMillis) throws Exception {
        Scope scope = store.remembered();
        if (scope == null) {
            scope = load(store);
            store.remember(scope);
        }
        if (scope.isBusy()) {
            renew(store, scope);
            return buckets.accept(store, hash, eventMillis, progressMillis);
        }
        if (scope.contains(hash, eventMillis, window.withinMillis())) {
            return false;
        }
        int slot = scope.room(window.horizon(scope.latest(), eventMillis, progressMillis), mostSlots);
        if (slot < 0) {
            spill(store, scope);
            return buckets.accept(store, hash, eventMillis, progressMillis);
        }
        keep(store, scope, slot, hash, eventMillis);
        return true;
    }

    private static void keep(Store store, Scope scope, int slot, long hash, long eventMillis) throws Exception {
        int bytes = scope.bytes();
        boolean isNew = scope.add(slot, hash, eventMillis);
        if (slot > 0) {
            store.put(FIRST - slot, scope.packed(slot));
        }
        if (slot == 0 || isNew || scope.period() != store.period()) {
            store.put(FIRST, scope.packed(0));
            scope.toldIn(store.period());
        }
        store.grown(scope.bytes() - bytes);
    }

    private static Scope load(Store store) throws Exception {
        Scope scope = new Scope();
        byte[] first = store.get(FIRST);
        if (first == null) {
            return scope;
        }
        if (!Entries.isMarked(first)) {
            throw new IllegalStateException("the state was written by an earlier form of this function: run the job with --fresh");
        }
        if (Entries.isMark(first)) {
            scope.becomeBusy();
            scope.toldIn(Entries.marked(first));
            return scope;
        }
        scope.load(0, first);
        for (int slot = 1; slot < Entries.marked(first); slot++) {
            byte[] packed = store.get(FIRST - slot);
            scope.load(slot, packed == null ? Entries.EMPTY : packed);
        }
        return scope;
    }

    /** Or state expiry takes the mark away from a busy scope. */
    private static void renew(Store store, Scope scope) throws Exception {
        if (scope.period() != store.period()) {
            store.put(FIRST, Entries.mark(store.period()));
            scope.toldIn(store.period());
        }
    }

    private void spill(Store store, Scope scope) throws Exception {
        for (int slot = 0; slot < scope.slots(); slot++) {
            for (int i = 0; i < scope.count(slot); i++) {
                buckets.take(store, scope.hash(slot, i), scope.eventMillis(slot, i));
            }
            store.remove(FIRST - slot);
        }
        int bytes = scope.bytes();
        scope.becomeBusy();
        store.grown(scope.bytes() - bytes);
        scope.toldIn(Long.MIN_VALUE);
        renew(store, scope);
    }
}
