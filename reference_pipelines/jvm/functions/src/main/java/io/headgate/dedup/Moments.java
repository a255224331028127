package io.headgate.dedup;

/** An entry's second word: its event time, and below it the source partition that it came from. */
final class Moments {
    private static final int PARTITION_BITS = 15;
    /** A topic with more partitions than this is not known; what came from those beyond would never be over. */
    static final int PARTITIONS = (1 << PARTITION_BITS) - 1;
    private static final long FURTHEST = (1L << (Long.SIZE - 1 - PARTITION_BITS)) - 1;

    private Moments() {}

    /** Times are a producer's word and may be anything: beyond the year 10000 either way they are one moment. */
    static long clamped(long eventMillis) {
        return Math.max(-FURTHEST, Math.min(FURTHEST, eventMillis));
    }

    static long of(long clampedMillis, int partition) {
        return clampedMillis << PARTITION_BITS | Math.min(partition, PARTITIONS);
    }

    static long eventMillis(long moment) {
        return moment >> PARTITION_BITS;
    }

    static int partition(long moment) {
        return (int) (moment & PARTITIONS);
    }
}
