package io.headgate.dedup;

/** The keyed state of one scope, as the deduplicator sees it: arrays of bytes by number. */
public interface Store {
    /** Null when nothing was put, or when it expired. What is returned must not be changed. */
    byte[] get(int number) throws Exception;

    void put(int number, byte[] packed) throws Exception;

    /**
     * The current period of renewal. What was put in an earlier period and is still needed must be put again, or state expiry
     * takes it away from a busy scope.
     */
    long period();
}
