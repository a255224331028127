package io.headgate.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchesTest {
    private static final String ALTERNATIVES = "^(?:a|b)*$";
    private static final String LONG = "ab".repeat(50_000);
    private static final String[] TEXTS = {"", "a", "ab", "ba", "c", "xaby", "é😀", "a\n", "\n", "12", "\\", "it's"};

    private final Matches matches = new Matches();

    private Boolean ask(String text, String pattern) {
        return matches.eval(StringData.fromString(text), StringData.fromString(pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "^a", "b\\z", "b$", "^[^a]", "\\d", "^.*$", ALTERNATIVES, "é", "^.{2}\\z", "\\\\", "x?", "^$"})
    void agreesWithJavasSearch(String pattern) {
        for (String text : TEXTS) {
            assertEquals(Pattern.compile(pattern).matcher(text).find(), ask(text, pattern), text);
        }
    }

    @ParameterizedTest
    @CsvSource({",a", "a,", ","})
    void saysNothingOfNull(String text, String pattern) {
        assertNull(ask(text, pattern));
    }

    @Test
    void findsNoEmptyPattern() {
        assertFalse(ask("", ""));
        assertFalse(ask("a", ""));
    }

    @Test
    void failsTextThatUsesUpTheStack() {
        assertThrows(StackOverflowError.class, () -> Pattern.compile(ALTERNATIVES).matcher(LONG).find());
        assertFalse(ask(LONG, ALTERNATIVES));
        assertTrue(ask("abba", ALTERNATIVES));
    }

    @Test
    void judgesLongTextThatNeedsNoStack() {
        assertTrue(ask(LONG, "^[ab]*$"));
        assertFalse(ask(LONG + "c", "^[ab]*$"));
    }

    @Test
    void readsBytesAsTheyCome() {
        assertTrue(matches.eval(StringData.fromBytes("é😀".getBytes(StandardCharsets.UTF_8)), StringData.fromString("^é.\\z")));
    }

    @Test
    void keepsPatternsApart() {
        for (int n = 0; n <= 2 * Matches.PATTERNS_KEPT; n++) {
            assertTrue(ask("x" + n, "^x" + n + "$"));
            assertFalse(ask("x", "^x" + n + "$"));
            assertTrue(ask("x0", "^x0$"));
        }
    }
}
