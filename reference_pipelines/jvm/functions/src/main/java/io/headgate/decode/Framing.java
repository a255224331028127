package io.headgate.decode;

import java.util.Arrays;

/** The Confluent frame: a zero byte, the schema id as four big-endian bytes, the payload. */
public final class Framing {
    public static final int HEADER_BYTES = 5;

    private Framing() {}

    public static int schemaId(byte[] framed) {
        return (framed[1] & 0xFF) << 24 | (framed[2] & 0xFF) << 16 | (framed[3] & 0xFF) << 8 | framed[4] & 0xFF;
    }

    public static void writeHeader(byte[] target, int id) {
        target[0] = 0;
        target[1] = (byte) (id >>> 24);
        target[2] = (byte) (id >>> 16);
        target[3] = (byte) (id >>> 8);
        target[4] = (byte) id;
    }

    /** The same payload under another schema id; the array itself when the id is the same. */
    public static byte[] reframe(byte[] framed, int id) {
        if (schemaId(framed) == id) {
            return framed;
        }
        byte[] copy = Arrays.copyOf(framed, framed.length);
        writeHeader(copy, id);
        return copy;
    }
}
