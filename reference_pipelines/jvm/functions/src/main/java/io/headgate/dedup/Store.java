package io.headgate.dedup;

/** The keyed state of one scope, as the deduplicator sees it: arrays of bytes by number, and a memory that may forget. */
public interface Store {
    /** Null when nothing was put, or when it expired. What is returned must not be changed. */
    byte[] get(int number) throws Exception;

    void put(int number, byte[] packed) throws Exception;

    void remove(int number) throws Exception;

    /** The scope as it was remembered; null when it was not, or is forgotten. */
    Scope remembered();

    /** Keeps the scope in memory for as long as there is room. It is changed in place from then on. */
    void remember(Scope scope);

    /** Tells that the remembered scope takes so many bytes more. */
    void grown(int bytes);

    /**
     * The current period of renewal. What was put in an earlier period and is still needed must be put again, or state expiry
     * takes it away from a busy scope.
     */
    long period();
}
