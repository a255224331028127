package io.headgate.dedup;

/** The keyed state of one bucket, as the deduplicator sees it: arrays of bytes by number, and a memory that may forget. */
public interface Store {
    /** Null when nothing was put. What is returned must not be changed. */
    byte[] get(int number) throws Exception;

    void put(int number, byte[] packed) throws Exception;

    void remove(int number) throws Exception;

    /** The bucket as it was remembered; null when it was not, or is forgotten. */
    Scope remembered();

    /** Keeps the bucket in memory for as long as there is room. It is changed in place from then on. */
    void remember(Scope scope);

    /** Tells that the remembered bucket takes so many bytes more. */
    void grown(int bytes);
}
