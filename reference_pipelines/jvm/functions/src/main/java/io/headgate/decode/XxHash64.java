package io.headgate.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 64-bit xxHash (XXH64, seed 0): the identity of a record in the deduplication state.
 *
 * <p>Stable for ever: state written by one version must be read by the next.
 */
public final class XxHash64 {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE_BYTES = 32;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private XxHash64() {}

    public static long hash(byte[] bytes) {
        return hash(bytes, 0, bytes.length);
    }

    public static long hash(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        long hash;
        if (length >= STRIPE_BYTES) {
            at = end - length % STRIPE_BYTES;
            hash = stripes(bytes, from, at);
        } else {
            hash = P5;
        }
        return avalanche(tail(bytes, at, end, hash + length));
    }

    private static long stripes(byte[] bytes, int from, int end) {
        long a = P1 + P2;
        long b = P2;
        long c = 0;
        long d = -P1;
        for (int at = from; at < end; at += STRIPE_BYTES) {
            a = round(a, (long) LONG.get(bytes, at));
            b = round(b, (long) LONG.get(bytes, at + 8));
            c = round(c, (long) LONG.get(bytes, at + 16));
            d = round(d, (long) LONG.get(bytes, at + 24));
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merge(merge(merge(merge(hash, a), b), c), d);
    }

    private static long tail(byte[] bytes, int from, int end, long start) {
        long hash = start;
        int at = from;
        for (; at + 8 <= end; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * P1 + P4;
        }
        if (at + 4 <= end) {
            hash = Long.rotateLeft(hash ^ (((int) INT.get(bytes, at)) & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * P5, 11) * P1;
        }
        return hash;
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * P2, 31) * P1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * P1 + P4;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * P2;
        mixed = (mixed ^ (mixed >>> 29)) * P3;
        return mixed ^ (mixed >>> 32);
    }
}
