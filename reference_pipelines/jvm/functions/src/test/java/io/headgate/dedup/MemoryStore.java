package io.headgate.dedup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

/** State as a backend keeps it: each value expires a lifetime after it was last written. */
final class MemoryStore implements Store {
    private static final int RENEWALS = 4;

    private final long lifetimeMillis;
    private final Map<Integer, byte[]> values = new HashMap<>();
    private final Map<Integer, Long> written = new HashMap<>();
    private Scope scope;
    long nowMillis;

    MemoryStore() {
        this(Long.MAX_VALUE);
    }

    MemoryStore(long lifetimeMillis) {
        this.lifetimeMillis = lifetimeMillis;
    }

    /** What a restart does: the state stays, the memory goes. */
    void forget() {
        scope = null;
    }

    int entries() {
        return values.values().stream().mapToInt(Entries::count).sum();
    }

    int longestArray() {
        return values.values().stream().mapToInt(Entries::count).max().orElse(0);
    }

    int arrays() {
        return values.size();
    }

    @Override
    public byte[] get(int number) {
        boolean isAlive = values.containsKey(number) && nowMillis - written.get(number) <= lifetimeMillis;
        return isAlive ? values.get(number) : null;
    }

    @Override
    public void put(int number, byte[] packed) {
        values.put(number, packed);
        written.put(number, nowMillis);
    }

    @Override
    public void remove(int number) {
        values.remove(number);
        written.remove(number);
    }

    @Override
    public Scope remembered() {
        return scope;
    }

    @Override
    public void remember(Scope kept) {
        scope = kept;
    }

    @Override
    public void grown(int bytes) {
        assertTrue(scope == null || scope.bytes() >= bytes);
    }

    @Override
    public long period() {
        return nowMillis / (lifetimeMillis / RENEWALS);
    }
}
