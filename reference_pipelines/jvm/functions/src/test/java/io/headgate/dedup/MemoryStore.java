package io.headgate.dedup;

import java.util.HashMap;
import java.util.Map;

/** State as a backend keeps it: each value expires a lifetime after it was last written. */
final class MemoryStore implements Store {
    private static final int ENTRIES = -1;
    private static final int HOT = -2;
    private static final int REFRESHES = 4;

    private final long lifetimeMillis;
    private final Map<Integer, byte[]> values = new HashMap<>();
    private final Map<Integer, Long> written = new HashMap<>();
    long nowMillis;

    MemoryStore() {
        this(Long.MAX_VALUE);
    }

    MemoryStore(long lifetimeMillis) {
        this.lifetimeMillis = lifetimeMillis;
    }

    int longestBucket() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey() >= 0)
                .mapToInt(entry -> Entries.count(entry.getValue()))
                .max()
                .orElse(0);
    }

    private byte[] get(int name) {
        return values.containsKey(name) && nowMillis - written.get(name) <= lifetimeMillis ? values.get(name) : null;
    }

    private void put(int name, byte[] value) {
        values.put(name, value);
        written.put(name, nowMillis);
    }

    @Override
    public byte[] entries() {
        return get(ENTRIES);
    }

    @Override
    public void entries(byte[] packed) {
        put(ENTRIES, packed);
    }

    @Override
    public boolean isHot() {
        return get(HOT) != null;
    }

    @Override
    public void markHot() {
        put(HOT, Entries.EMPTY);
    }

    @Override
    public boolean isRefreshDue() {
        return nowMillis - written.get(HOT) > lifetimeMillis / REFRESHES;
    }

    @Override
    public byte[] bucket(int index) {
        return get(index);
    }

    @Override
    public void bucket(int index, byte[] packed) {
        put(index, packed);
    }
}
