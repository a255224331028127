package io.headgate.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 99, 100, -1, -10, 1795410386813L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesWhatJavaWrites(long value) {
        assertEquals(Long.toString(value), new String(Ascii.decimal(value), StandardCharsets.US_ASCII));
    }
}
