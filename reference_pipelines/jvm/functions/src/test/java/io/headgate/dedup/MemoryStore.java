package io.headgate.dedup;

import java.util.HashMap;
import java.util.Map;

/** State on the heap, as the backend would keep it. */
final class MemoryStore implements Store {
    private byte[] entries;
    private boolean hot;
    final Map<Integer, byte[]> buckets = new HashMap<>();

    @Override
    public byte[] entries() {
        return entries;
    }

    @Override
    public void entries(byte[] packed) {
        entries = packed;
    }

    @Override
    public boolean isHot() {
        return hot;
    }

    @Override
    public void becomeHot() {
        hot = true;
    }

    @Override
    public byte[] bucket(int index) {
        return buckets.get(index);
    }

    @Override
    public void bucket(int index, byte[] packed) {
        buckets.put(index, packed);
    }
}
