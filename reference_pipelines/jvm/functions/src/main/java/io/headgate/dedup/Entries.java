package io.headgate.dedup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Accepted records packed into bytes: 8 bytes of identity hash and 8 bytes of moment each. Arrays are never changed in place. */
final class Entries {
    static final byte[] EMPTY = new byte[0];
    /** Stands where entries stood that have moved deeper down. */
    static final byte[] MARK = new byte[Long.BYTES];
    private static final int ENTRY_BYTES = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Entries() {}

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

    static long moment(byte[] entries, int index) {
        return (long) LONG.get(entries, start(entries) + index * ENTRY_BYTES + Long.BYTES);
    }

    private static int start(byte[] entries) {
        return entries.length & Long.BYTES;
    }

    /** Entries from pairs of hash and moment. */
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

    /** Whether the same identity was accepted near that time. */
    static boolean contains(byte[] entries, long hash, long clampedMillis, Window window) {
        for (int i = 0; i < count(entries); i++) {
            if (hash(entries, i) == hash && window.isNear(moment(entries, i), clampedMillis)) {
                return true;
            }
        }
        return false;
    }

    /** The entries that are not over, and the new one behind them. */
    static byte[] add(byte[] entries, Window window, long hash, long moment) {
        byte[] next = new byte[entries.length + ENTRY_BYTES];
        int at = 0;
        for (int i = 0; i < count(entries); i++) {
            if (!window.isOver(moment(entries, i))) {
                System.arraycopy(entries, i * ENTRY_BYTES, next, at, ENTRY_BYTES);
                at += ENTRY_BYTES;
            }
        }
        LONG.set(next, at, hash);
        LONG.set(next, at + Long.BYTES, moment);
        return at + ENTRY_BYTES == next.length ? next : Arrays.copyOf(next, at + ENTRY_BYTES);
    }
}
