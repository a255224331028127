package io.headgate.crypto;

import io.headgate.decode.XxHash64;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Replaces a value by its token: the first 16 bytes of HMAC-SHA256, in base64url without padding (22 characters).
 *
 * <p>Belongs to one thread. Recent tokens are remembered, since users come in sessions: 16 MB at the most.
 */
public final class Tokenizer {
    private static final int TOKEN_BYTES = 16;
    private static final int REMEMBERED = 1 << 17;
    private static final int LONGEST_REMEMBERED = 64;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Mac mac;
    private final byte[][] values = new byte[REMEMBERED][];
    private final byte[][] tokens = new byte[REMEMBERED][];

    public Tokenizer(Keyring keyring) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(keyring.tokenKey());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this Java runtime has no HmacSHA256", absent);
        }
    }

    /** The token of a value as ASCII bytes; null stays null. The result is shared and must not be changed. */
    public byte[] token(byte[] value) {
        return value == null ? null : token(value, 0, value.length);
    }

    public byte[] token(byte[] bytes, int from, int length) {
        int at = (int) XxHash64.hash(bytes, from, length) & (REMEMBERED - 1);
        byte[] known = values[at];
        if (known != null && Arrays.equals(known, 0, known.length, bytes, from, from + length)) {
            return tokens[at];
        }
        mac.update(bytes, from, length);
        byte[] token = BASE64.encode(Arrays.copyOf(mac.doFinal(), TOKEN_BYTES));
        if (length <= LONGEST_REMEMBERED) {
            values[at] = Arrays.copyOfRange(bytes, from, from + length);
            tokens[at] = token;
        }
        return token;
    }
}
