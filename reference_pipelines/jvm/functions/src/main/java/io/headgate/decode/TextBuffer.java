package io.headgate.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 text, reused from record to record. */
public final class TextBuffer {
    private static final int INITIAL_BYTES = 128;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    public void clear() {
        length = 0;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public boolean contentEquals(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    public void append(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    public void append(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    public void append(long number) {
        append(Ascii.decimal(number));
    }

    private void reserve(int extra) {
        if (length + extra > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + extra, bytes.length * 2));
        }
    }
}
