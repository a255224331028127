package io.headgate.crypto;

import io.headgate.decode.TextBuffer;
import io.headgate.spec.Treatment;
import java.util.Base64;

/** Applies a treatment to the UTF-8 text of a value. Belongs to one thread. */
public final class Treater {
    private static final int SHOWN_CHARACTERS = 4;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Tokenizer tokenizer;
    private final Envelope envelope;

    /** A keyring of null will do when nothing is tokenised or encrypted. */
    public Treater(Keyring keyring) {
        tokenizer = keyring == null ? null : new Tokenizer(keyring);
        envelope = keyring == null ? null : new Envelope(keyring);
    }

    public byte[] token(byte[] value) {
        return tokenizer.token(value);
    }

    /** The treated text as UTF-8 bytes; a dropped field has none. */
    public byte[] treat(Treatment.Kind kind, TextBuffer text) {
        return switch (kind) {
            case TOKENIZE -> tokenizer.token(text.array(), 0, text.length());
            case MASK -> mask(text);
            case ENCRYPT -> BASE64.encode(envelope.seal(text.array(), 0, text.length()));
            case DROP -> new byte[0];
        };
    }

    /** All but the last four characters become '*'; a text of four or fewer is masked whole. */
    private static byte[] mask(TextBuffer text) {
        int characters = 0;
        for (int i = 0; i < text.length(); i++) {
            characters += startsCharacter(text.array()[i]) ? 1 : 0;
        }
        int hidden = characters <= SHOWN_CHARACTERS ? characters : characters - SHOWN_CHARACTERS;
        TextBuffer masked = new TextBuffer();
        int seen = 0;
        for (int i = 0; i < text.length(); i++) {
            byte next = text.array()[i];
            seen += startsCharacter(next) ? 1 : 0;
            if (seen > hidden) {
                masked.append(next);
            } else if (startsCharacter(next)) {
                masked.append((byte) '*');
            }
        }
        return masked.toBytes();
    }

    private static boolean startsCharacter(byte value) {
        return (value & 0xC0) != 0x80;
    }
}
