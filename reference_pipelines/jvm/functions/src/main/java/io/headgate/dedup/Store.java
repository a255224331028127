package io.headgate.dedup;

/** The keyed state of one scope, as the deduplicator sees it. */
public interface Store {
    /** The packed entries of an ordinary scope; null at first. */
    byte[] entries() throws Exception;

    void entries(byte[] packed) throws Exception;

    /** Whether the scope has outgrown one array and lives in buckets. */
    boolean isHot() throws Exception;

    /** Marks the scope as hot, or renews the mark. */
    void markHot() throws Exception;

    /** Whether the marks of a hot scope have become so old that state expiry would soon take them from a busy scope. */
    boolean isRefreshDue() throws Exception;

    /** The packed entries of one bucket of a hot scope; null at first. */
    byte[] bucket(int index) throws Exception;

    void bucket(int index, byte[] packed) throws Exception;
}
