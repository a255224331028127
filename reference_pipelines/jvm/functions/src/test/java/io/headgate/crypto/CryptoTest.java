package io.headgate.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headgate.decode.TextBuffer;
import io.headgate.spec.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptoTest {
    private static final String ZEROS = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String ONES = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    private static final Keyring KEYRING = Keyring.parse("{\"active\":\"k1\",\"keys\":{\"k1\":\"" + ZEROS + "\"}}");
    private static final Keyring ROTATED = Keyring.parse(
            "{\"active\":\"k2\",\"token\":\"k1\",\"keys\":{\"k1\":\"" + ZEROS + "\",\"k2\":\"" + ONES + "\"}}");

    @Test
    void tokenIsTheOneAnyOtherImplementationComputes() {
        assertEquals("VRWQWD1O_ekNg0PLNJfmkQ", text(new Tokenizer(KEYRING).token(utf8("u-1"))));
    }

    @Test
    void tokensSurviveRotationOfTheActiveKey() {
        assertArrayEquals(new Tokenizer(KEYRING).token(utf8("u-1")), new Tokenizer(ROTATED).token(utf8("u-1")));
    }

    @Test
    void rememberedTokensStayRight() {
        Tokenizer warm = new Tokenizer(KEYRING);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 40_000; i++) {
                warm.token(utf8("user-" + i));
            }
        }
        assertArrayEquals(new Tokenizer(KEYRING).token(utf8("user-17")), warm.token(utf8("user-17")));
        assertNull(warm.token(null));
    }

    @Test
    void longValuesAreNotRemembered() {
        Tokenizer tokenizer = new Tokenizer(KEYRING);
        byte[] token = tokenizer.token(new byte[1_000_000]);
        assertArrayEquals(token, tokenizer.token(new byte[1_000_000]));
        assertNotSame(token, tokenizer.token(new byte[1_000_000]));
    }

    @Test
    void envelopeOpensWithAnyKeyOfTheRing() {
        byte[] sealed = new Envelope(KEYRING).sealRecord(utf8("key"), utf8("value"));
        Envelope.Sealed opened = Envelope.openRecord(ROTATED, sealed);
        assertEquals("key", text(opened.key()));
        assertEquals("value", text(opened.value()));
    }

    @Test
    void envelopeTellsNullFromEmpty() {
        Envelope.Sealed opened = Envelope.openRecord(KEYRING, new Envelope(KEYRING).sealRecord(null, new byte[0]));
        assertNull(opened.key());
        assertEquals(0, opened.value().length);
    }

    @Test
    void envelopeNeverRepeatsItself() {
        Envelope envelope = new Envelope(KEYRING);
        assertNotEquals(text(envelope.sealRecord(null, utf8("v"))), text(envelope.sealRecord(null, utf8("v"))));
    }

    @Test
    void changedForeignOrTruncatedEnvelopeIsRefused() {
        byte[] sealed = new Envelope(KEYRING).sealRecord(null, utf8("value"));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(IllegalArgumentException.class, () -> Envelope.open(KEYRING, sealed));
        assertThrows(IllegalArgumentException.class, () -> Envelope.open(KEYRING, utf8("plain bytes")));
        assertThrows(IllegalArgumentException.class, () -> Envelope.open(KEYRING, utf8("HGE1\2k1short")));
        byte[] other = new Envelope(ROTATED).sealRecord(null, utf8("value"));
        assertThrows(IllegalArgumentException.class, () -> Envelope.open(KEYRING, other));
    }

    @ParameterizedTest
    @CsvSource({"4111111111111111,************1111", "12345,*2345", "1234,****", "ab,**", "größer,**ößer"})
    void maskShowsTheLastFourCharacters(String plain, String masked) {
        assertEquals(masked, treat(Treatment.Kind.MASK, plain));
    }

    @Test
    void encryptedTextOpensAgain() {
        byte[] sealed = Base64.getUrlDecoder().decode(treat(Treatment.Kind.ENCRYPT, "a@b.example"));
        assertEquals("a@b.example", text(Envelope.open(KEYRING, sealed)));
    }

    @Test
    void keyringWithoutTheKeyItNamesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Keyring.parse("{\"active\":\"k9\",\"keys\":{\"k1\":\"" + ZEROS + "\"}}"));
        assertThrows(IllegalArgumentException.class, () -> Keyring.parse("{\"active\":\"k1\",\"keys\":{\"k1\":\"AAAA\"}}"));
    }

    private static String treat(Treatment.Kind kind, String plain) {
        TextBuffer buffer = new TextBuffer();
        buffer.append(plain);
        return text(new Treater(KEYRING).treat(kind, buffer));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
