package io.headgate.dedup;

/**
 * How far apart two records may be and still be one, and what can be forgotten.
 *
 * @param allowedMillis how late an accepted record may be; null when lateness is not bounded
 */
record Window(long withinMillis, Long allowedMillis) {
    /** No later record that is not late itself can be a duplicate of an entry before this time. */
    long horizon(long latestMillis, long eventMillis, long progressMillis) {
        if (allowedMillis != null) {
            return progressMillis - allowedMillis - withinMillis;
        }
        // A clock in the far future must not make everybody else forgotten, hence the source's own time as a ceiling.
        return Math.min(Math.max(latestMillis, eventMillis), progressMillis) - withinMillis;
    }
}
