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

    /** A number in the place of entries, half an entry long: in front of entries it counts slots, alone it is a period. */
    static byte[] mark(long number) {
        return pack(number, new long[0], 0, 0);
    }

    static boolean isMark(byte[] packed) {
        return packed.length == Long.BYTES;
    }

    /** The number in front. */
    static long marked(byte[] packed) {
        return (long) LONG.get(packed, 0);
    }

    /** Whether there is a number in front. */
    static boolean isMarked(byte[] packed) {
        return packed.length % ENTRY_BYTES == Long.BYTES;
    }

    static int count(byte[] entries) {
        return entries.length / ENTRY_BYTES;
    }

    static long hash(byte[] entries, int index) {
        return (long) LONG.get(entries, start(entries) + index * ENTRY_BYTES);
    }

    static long eventMillis(byte[] entries, int index) {
        return (long) LONG.get(entries, start(entries) + index * ENTRY_BYTES + Long.BYTES);
    }

    private static int start(byte[] entries) {
        return entries.length & Long.BYTES;
    }

    /** Entries from pairs of hash and event time. */
    static byte[] pack(long[] words, int from, int count) {
        byte[] packed = new byte[count * ENTRY_BYTES];
        copy(words, from, count, packed, 0);
        return packed;
    }

    /** Entries with a number in front. */
    static byte[] pack(long number, long[] words, int from, int count) {
        byte[] packed = new byte[Long.BYTES + count * ENTRY_BYTES];
        LONG.set(packed, 0, number);
        copy(words, from, count, packed, Long.BYTES);
        return packed;
    }

    private static void copy(long[] words, int from, int count, byte[] packed, int at) {
        for (int i = 0; i < count * 2; i++) {
            LONG.set(packed, at + i * Long.BYTES, words[from + i]);
        }
    }

    /** Whether the same identity was accepted with an event time at most {@code within} away. */
    static boolean contains(byte[] entries, long hash, long eventMillis, long within) {
        for (int i = 0; i < count(entries); i++) {
            if (hash(entries, i) == hash && Times.distance(eventMillis(entries, i), eventMillis) <= within) {
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
}
