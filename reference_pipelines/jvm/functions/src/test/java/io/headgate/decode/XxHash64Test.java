package io.headgate.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The vectors are the reference implementation's. */
class XxHash64Test {
    private static final byte[] SANITY = sanityBuffer();

    /** The buffer of the reference's own self-test. */
    private static byte[] sanityBuffer() {
        byte[] buffer = new byte[101];
        int generator = (int) 2654435761L;
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = (byte) (generator >>> 24);
            generator *= generator;
        }
        return buffer;
    }

    @Test
    void agreesWithTheReferenceOnEveryBranch() {
        assertEquals(0xEF46DB3751D8E999L, hash(""));
        assertEquals(0xD24EC4F1A98C6E5BL, hash("a"));
        assertEquals(0x44BC2CF5AD770999L, hash("abc"));
        assertEquals(0xFBCEA83C8A378BF1L, hash("Nobody inspects the spammish repetition"));
        assertEquals(0xCFFA8DB881BC3A3DL, XxHash64.hash(SANITY, 0, 14));
        assertEquals(0x0EAB543384F878ADL, XxHash64.hash(SANITY, 0, 101));
    }

    @Test
    void readsOnlyTheRange() {
        assertEquals(hash("abc"), XxHash64.hash("xxabcyy".getBytes(StandardCharsets.UTF_8), 2, 3));
    }

    private static long hash(String text) {
        return XxHash64.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
