package io.headgate.dedup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

/** State as a backend keeps it, and a memory that a test can make forget. */
final class MemoryStore implements Store {
    private final Map<Integer, byte[]> values = new HashMap<>();
    private Scope scope;

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
        return values.get(number);
    }

    @Override
    public void put(int number, byte[] packed) {
        values.put(number, packed);
    }

    @Override
    public void remove(int number) {
        values.remove(number);
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
}
