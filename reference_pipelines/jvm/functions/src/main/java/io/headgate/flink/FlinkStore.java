package io.headgate.flink;

import io.headgate.dedup.Store;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.types.Row;

/** The deduplicator's view of the state Flink hands in with each record; one instance is reused. */
final class FlinkStore implements Store {
    private static final int ENTRIES = 0;
    private static final int REFRESHED = 1;
    /** How often within their lifetime marks are renewed. */
    private static final int REFRESHES = 4;

    private final long refreshMillis;

    private Row seen;
    private MapView<Integer, byte[]> buckets;

    /** The lifetime is that of idle state; null when state is kept for ever. */
    FlinkStore(Long lifetimeMillis) {
        refreshMillis = lifetimeMillis == null ? Long.MAX_VALUE : Math.max(1, lifetimeMillis / REFRESHES);
    }

    void open(Row row, MapView<Integer, byte[]> view) {
        seen = row;
        buckets = view;
    }

    @Override
    public byte[] entries() {
        return (byte[]) seen.getField(ENTRIES);
    }

    @Override
    public void entries(byte[] packed) {
        seen.setField(ENTRIES, packed);
    }

    @Override
    public boolean isHot() {
        return seen.getField(REFRESHED) != null;
    }

    @Override
    public void markHot() {
        seen.setField(REFRESHED, period());
    }

    @Override
    public boolean isRefreshDue() {
        return (long) seen.getField(REFRESHED) != period();
    }

    /** Expiry goes by the wall clock, so this does too; no record's way depends on it. */
    private long period() {
        return System.currentTimeMillis() / refreshMillis;
    }

    @Override
    public byte[] bucket(int index) throws Exception {
        return buckets.get(index);
    }

    @Override
    public void bucket(int index, byte[] packed) throws Exception {
        buckets.put(index, packed);
    }
}
