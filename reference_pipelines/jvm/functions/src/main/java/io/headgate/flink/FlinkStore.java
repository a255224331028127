package io.headgate.flink;

import io.headgate.dedup.Store;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.types.Row;

/** The deduplicator's view of the state Flink hands in with each record; one instance is reused. */
final class FlinkStore implements Store {
    private static final int ENTRIES = 0;
    private static final int HOT = 1;

    private Row seen;
    private MapView<Integer, byte[]> buckets;

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
        return Boolean.TRUE.equals(seen.getField(HOT));
    }

    @Override
    public void becomeHot() {
        seen.setField(HOT, true);
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
