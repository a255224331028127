package io.headgate.route;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes byte strings in the form in which Flink keeps a binary array: count, null bits, a slot of eight bytes an element, then the
 * elements too long for a slot. No element is null.
 *
 * <p>Flink's own writer needs several passes and copies; this is the hottest place of the operator.
 */
final class PackedArray {
    private static final int WORD_BYTES = Long.BYTES;
    private static final int LONGEST_INLINE = 7;
    private static final long INLINE_MARK = 0x80L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedArray() {}

    /** The bytes that the first {@code count} elements take. */
    static int size(byte[][] elements, int count) {
        int size = fixedBytes(count);
        for (int i = 0; i < count; i++) {
            size += elements[i].length > LONGEST_INLINE ? padded(elements[i].length) : 0;
        }
        return size;
    }

    static void write(byte[][] elements, int count, byte[] target, int start) {
        INT.set(target, start, count);
        int slot = start + headerBytes(count);
        int end = fixedBytes(count);
        for (int i = 0; i < count; i++, slot += WORD_BYTES) {
            byte[] element = elements[i];
            if (element.length <= LONGEST_INLINE) {
                LONG.set(target, slot, inline(element));
            } else {
                LONG.set(target, slot, (long) end << Integer.SIZE | element.length);
                System.arraycopy(element, 0, target, start + end, element.length);
                end += padded(element.length);
            }
        }
    }

    private static long inline(byte[] element) {
        long word = (INLINE_MARK | element.length) << (Long.SIZE - Byte.SIZE);
        for (int i = 0; i < element.length; i++) {
            word |= (element[i] & 0xFFL) << (i * Byte.SIZE);
        }
        return word;
    }

    private static int headerBytes(int count) {
        return Integer.BYTES + (count + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES;
    }

    private static int fixedBytes(int count) {
        return padded(headerBytes(count) + count * WORD_BYTES);
    }

    private static int padded(int bytes) {
        return (bytes + WORD_BYTES - 1) / WORD_BYTES * WORD_BYTES;
    }
}
