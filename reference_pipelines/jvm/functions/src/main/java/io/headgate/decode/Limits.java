package io.headgate.decode;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/** The span of time every engine downstream can represent: the years 1 to 9999. A time outside is a producer's fault. */
public final class Limits {
    public static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    public static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    public static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);
    public static final long FIRST_MILLI = FIRST_DAY * MILLIS_PER_DAY;
    public static final long LAST_MILLI = (LAST_DAY + 1) * MILLIS_PER_DAY - 1;

    private Limits() {}
}
