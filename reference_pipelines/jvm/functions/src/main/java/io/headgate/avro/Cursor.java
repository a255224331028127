package io.headgate.avro;

import io.headgate.decode.MalformedRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;

/** A position in one Avro payload; every read is checked against the payload's end. */
final class Cursor {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_VARINT_SHIFT = 63;
    /** Java's own decoder reads no longer one. */
    private static final int MAX_INT_BYTES = 5;
    private static final long NON_ASCII = 0x8080808080808080L;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int depth;
    private long items;

    byte[] bytes = new byte[0];
    int position;
    int end;

    void open(byte[] source, int from, int to) {
        bytes = source;
        position = from;
        end = to;
        depth = 0;
        items = to - from;
    }

    int remaining() {
        return end - position;
    }

    void enter() throws MalformedRecord {
        if (++depth > MAX_DEPTH) {
            throw new MalformedRecord("too-deep");
        }
    }

    void leave() {
        depth--;
    }

    /** Takes note of a block's items: every one takes a byte at least, and those that take none are not to be more than bytes. */
    void expect(long count) throws MalformedRecord {
        if (count < 0 || count > items) {
            throw new MalformedRecord("too-many-items");
        }
        items -= count;
    }

    long readLong() throws MalformedRecord {
        long raw = 0;
        for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += 7) {
            byte next = readByte();
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new MalformedRecord("varint-too-long");
    }

    int readInt() throws MalformedRecord {
        int from = position;
        long value = readLong();
        if (value != (int) value || position - from > MAX_INT_BYTES) {
            throw new MalformedRecord("int-out-of-range");
        }
        return (int) value;
    }

    byte readByte() throws MalformedRecord {
        if (position >= end) {
            throw new MalformedRecord("truncated");
        }
        return bytes[position++];
    }

    void skip(int count) throws MalformedRecord {
        if (count > end - position) {
            throw new MalformedRecord("truncated");
        }
        position += count;
    }

    /** Reads a length prefix and checks that so many bytes follow. */
    int readLength() throws MalformedRecord {
        long length = readLong();
        if (length < 0) {
            throw new MalformedRecord("negative-length");
        }
        if (length > end - position) {
            throw new MalformedRecord("truncated");
        }
        return (int) length;
    }

    void skipText() throws MalformedRecord {
        int length = readLength();
        int to = position + length;
        if (!ascii(position, to)) {
            checkUtf8(position, length);
        }
        position = to;
    }

    private boolean ascii(int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            if (((long) LONG.get(bytes, at) & NON_ASCII) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private void checkUtf8(int from, int length) throws MalformedRecord {
        try {
            utf8.decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException invalid) {
            throw new MalformedRecord("bad-utf8");
        }
    }
}
