package io.headgate.dedup;

/** Arithmetic of times that are a producer's word and may be anything. */
final class Times {
    private Times() {}

    /** The distance of two times, saturated. */
    static long distance(long left, long right) {
        long difference = left - right;
        boolean overflow = ((left ^ right) & (left ^ difference)) < 0;
        if (overflow || difference == Long.MIN_VALUE) {
            return Long.MAX_VALUE;
        }
        return Math.abs(difference);
    }
}
