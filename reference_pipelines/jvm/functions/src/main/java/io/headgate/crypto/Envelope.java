package io.headgate.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals bytes with AES-256-GCM: {@code "HGE1" | 1 byte length of the key id | key id | 12 byte IV | ciphertext with tag}.
 *
 * <p>Everything before the IV is authenticated too. A sealed record's plaintext is
 * {@code int32 key length (-1: null) | key | int32 value length (-1: null) | value}, big-endian. Belongs to one thread.
 */
public final class Envelope {
    private static final byte[] MAGIC = "HGE1".getBytes(StandardCharsets.US_ASCII);
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int TAG_BYTES = TAG_BITS / Byte.SIZE;
    private static final int NULL_LENGTH = -1;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecureRandom random = new SecureRandom();
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] header;

    public Envelope(Keyring keyring) {
        cipher = cipher();
        key = keyring.envelopeKey(keyring.activeId());
        header = header(keyring.activeId());
    }

    /** A record as it came: either part may be null. */
    public record Sealed(byte[] key, byte[] value) {}

    public byte[] sealRecord(byte[] recordKey, byte[] recordValue) {
        ByteBuffer plain = ByteBuffer.allocate(2 * Integer.BYTES + length(recordKey) + length(recordValue));
        put(plain, recordKey);
        put(plain, recordValue);
        return seal(plain.array(), 0, plain.capacity());
    }

    public byte[] seal(byte[] plain, int from, int length) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = Arrays.copyOf(header, header.length + IV_BYTES + length + TAG_BYTES);
        System.arraycopy(iv, 0, sealed, header.length, IV_BYTES);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(header);
            cipher.doFinal(plain, from, length, sealed, header.length + IV_BYTES);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("encryption failed", failed);
        }
        return sealed;
    }

    /**
     * Opens a sealed record.
     *
     * @throws IllegalArgumentException when the bytes are no envelope, or not one of this keyring, or have been changed
     */
    public static Sealed openRecord(Keyring keyring, byte[] sealed) {
        ByteBuffer plain = ByteBuffer.wrap(open(keyring, sealed));
        return new Sealed(take(plain), take(plain));
    }

    public static byte[] open(Keyring keyring, byte[] sealed) {
        int idStart = MAGIC.length + 1;
        if (sealed.length < idStart || !Arrays.equals(MAGIC, Arrays.copyOf(sealed, MAGIC.length))) {
            throw new IllegalArgumentException("the bytes are no headgate envelope");
        }
        int body = idStart + (sealed[MAGIC.length] & 0xFF);
        if (sealed.length < body + IV_BYTES + TAG_BYTES) {
            throw new IllegalArgumentException("the envelope is truncated");
        }
        String id = new String(sealed, idStart, body - idStart, StandardCharsets.UTF_8);
        try {
            Cipher opener = cipher();
            opener.init(Cipher.DECRYPT_MODE, keyring.envelopeKey(id), new GCMParameterSpec(TAG_BITS, sealed, body, IV_BYTES));
            opener.updateAAD(sealed, 0, body);
            return opener.doFinal(sealed, body + IV_BYTES, sealed.length - body - IV_BYTES);
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("the envelope does not open with key \"" + id + "\"", refused);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this Java runtime has no " + CIPHER, absent);
        }
    }

    private static byte[] header(String id) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(MAGIC.length + 1 + name.length);
        return header.put(MAGIC).put((byte) name.length).put(name).array();
    }

    private static int length(byte[] part) {
        return part == null ? 0 : part.length;
    }

    private static void put(ByteBuffer target, byte[] part) {
        target.putInt(part == null ? NULL_LENGTH : part.length);
        if (part != null) {
            target.put(part);
        }
    }

    private static byte[] take(ByteBuffer source) {
        int length = source.getInt();
        if (length == NULL_LENGTH) {
            return null;
        }
        byte[] part = new byte[length];
        source.get(part);
        return part;
    }
}
