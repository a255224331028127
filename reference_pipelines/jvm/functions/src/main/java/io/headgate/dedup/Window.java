package io.headgate.dedup;

import java.util.Arrays;

/**
 * How far apart two records may be and still be one, and how far each source partition has come: from both follows what can be
 * forgotten.
 *
 * <p>A scope lives in one partition, so an entry is over when its own partition is far enough ahead. How far that is is not kept in
 * the state: after a restart nothing is over before its partition is heard of again.
 */
final class Window {
    private static final int FIRST_PARTITIONS = 64;

    private final long withinMillis;
    private final long keptMillis;
    private long[] progress = new long[FIRST_PARTITIONS];

    /**
     * A window that has heard of no partition.
     *
     * @param allowedMillis how late an accepted record may be
     */
    Window(long withinMillis, long allowedMillis) {
        this.withinMillis = withinMillis;
        keptMillis = Math.addExact(withinMillis, allowedMillis);
        Arrays.fill(progress, Long.MIN_VALUE);
    }

    boolean isNear(long moment, long clampedMillis) {
        return Math.abs(Moments.eventMillis(moment) - clampedMillis) <= withinMillis;
    }

    /** The partition has come as far as this source time. */
    void advance(int partition, long sourceMillis) {
        if (partition >= Moments.PARTITIONS) {
            return;
        }
        int known = progress.length;
        if (partition >= known) {
            progress = Arrays.copyOf(progress, Math.max(partition + 1, 2 * known));
            Arrays.fill(progress, known, progress.length, Long.MIN_VALUE);
        }
        progress[partition] = Math.max(progress[partition], sourceMillis);
    }

    /** No later record that is not late itself can be a duplicate of such an entry. */
    boolean isOver(long moment) {
        int partition = Moments.partition(moment);
        long come = partition < progress.length ? progress[partition] : Long.MIN_VALUE;
        return come != Long.MIN_VALUE && Moments.eventMillis(moment) < come - keptMillis;
    }
}
