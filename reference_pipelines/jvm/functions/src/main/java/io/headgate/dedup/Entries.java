package io.headgate.dedup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Accepted records packed into bytes: 8 bytes of identity hash and 8 bytes of event time each. Arrays are never changed in place. */
final class Entries {
    static final byte[] EMPTY = new byte[0];
    private static final int ENTRY_BYTES = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Entries() {}

    /** Stands in for entries that moved one level down: the period in which that was last noted, half an entry long. */
    static byte[] split(long period) {
        byte[] mark = new byte[Long.BYTES];
        LONG.set(mark, 0, period);
        return mark;
    }

    static boolean isSplit(byte[] packed) {
        return packed.length == Long.BYTES;
    }

    static long period(byte[] split) {
        return (long) LONG.get(split, 0);
    }

    static int count(byte[] entries) {
        return entries.length / ENTRY_BYTES;
    }

    static long hash(byte[] entries, int index) {
        return (long) LONG.get(entries, index * ENTRY_BYTES);
    }

    static long eventMillis(byte[] entries, int index) {
        return (long) LONG.get(entries, index * ENTRY_BYTES + Long.BYTES);
    }

    /** Whether the same identity was accepted with an event time at most {@code within} away. */
    static boolean contains(byte[] entries, long hash, long eventMillis, long within) {
        for (int i = 0; i < count(entries); i++) {
            if (hash(entries, i) == hash && distance(eventMillis(entries, i), eventMillis) <= within) {
                return true;
            }
        }
        return false;
    }

    static long latest(byte[] entries) {
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < count(entries); i++) {
            latest = Math.max(latest, eventMillis(entries, i));
        }
        return latest;
    }

    /** The entries not older than the horizon, and the new one behind them. */
    static byte[] add(byte[] entries, long horizon, long hash, long eventMillis) {
        int kept = 0;
        for (int i = 0; i < count(entries); i++) {
            kept += eventMillis(entries, i) >= horizon ? 1 : 0;
        }
        byte[] next = new byte[(kept + 1) * ENTRY_BYTES];
        int at = 0;
        if (kept == count(entries)) {
            System.arraycopy(entries, 0, next, 0, entries.length);
            at = kept;
        } else {
            for (int i = 0; i < count(entries); i++) {
                if (eventMillis(entries, i) >= horizon) {
                    System.arraycopy(entries, i * ENTRY_BYTES, next, at++ * ENTRY_BYTES, ENTRY_BYTES);
                }
            }
        }
        LONG.set(next, at * ENTRY_BYTES, hash);
        LONG.set(next, at * ENTRY_BYTES + Long.BYTES, eventMillis);
        return next;
    }

    /** The distance of two times, saturated: times are a producer's word and may be anything. */
    private static long distance(long left, long right) {
        long difference = left - right;
        boolean overflow = ((left ^ right) & (left ^ difference)) < 0;
        if (overflow || difference == Long.MIN_VALUE) {
            return Long.MAX_VALUE;
        }
        return Math.abs(difference);
    }
}
