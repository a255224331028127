package io.headgate.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.spec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret keys of a deployment: {@code {"active":"k2","token":"k1","keys":{"k1":"<base64>","k2":"<base64>"}}}.
 *
 * <p>{@code active} encrypts; {@code token} (by default the same) makes tokens, and must not change while tokens are to stay
 * comparable. Each master key has 32 bytes; the keys in use are derived from it, one a purpose.
 */
public final class Keyring {
    private static final int MASTER_BYTES = 32;
    private static final int MAX_ID_BYTES = 255;
    private static final String TOKEN_PURPOSE = "headgate/token/v1";
    private static final String ENVELOPE_PURPOSE = "headgate/envelope/v1";

    private final String active;
    private final String token;
    private final Map<String, byte[]> masters;

    private Keyring(String active, String token, Map<String, byte[]> masters) {
        this.active = active;
        this.token = token;
        this.masters = masters;
    }

    /**
     * Reads a keyring file.
     *
     * @throws IllegalArgumentException when the file is no keyring
     * @throws UncheckedIOException when it cannot be read
     */
    public static Keyring load(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the keyring " + file + " cannot be read", unreadable);
        }
    }

    public static Keyring parse(String json) {
        JsonNode root = Json.parse(json);
        Map<String, byte[]> masters = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = root.path("keys").fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = i.next();
            masters.put(entry.getKey(), master(entry.getKey(), entry.getValue().asText()));
        }
        String active = Json.requiredText(root, "active");
        String token = Json.optionalText(root, "token");
        Keyring keyring = new Keyring(active, token == null ? active : token, masters);
        keyring.derive(keyring.active, ENVELOPE_PURPOSE);
        keyring.derive(keyring.token, TOKEN_PURPOSE);
        return keyring;
    }

    public String activeId() {
        return active;
    }

    SecretKeySpec tokenKey() {
        return new SecretKeySpec(derive(token, TOKEN_PURPOSE), "HmacSHA256");
    }

    SecretKeySpec envelopeKey(String id) {
        return new SecretKeySpec(derive(id, ENVELOPE_PURPOSE), "AES");
    }

    private byte[] derive(String id, String purpose) {
        byte[] master = masters.get(id);
        if (master == null) {
            throw new IllegalArgumentException("the keyring has no key \"" + id + "\"");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this Java runtime has no HmacSHA256", absent);
        }
    }

    private static byte[] master(String id, String text) {
        byte[] master = Base64.getDecoder().decode(text);
        if (master.length != MASTER_BYTES || id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            throw new IllegalArgumentException("key \"" + id + "\" must be " + MASTER_BYTES + " bytes in base64");
        }
        return master;
    }
}
