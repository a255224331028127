package io.headgate.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;

/**
 * Where the registry is and how to be let in.
 *
 * @param authorization the value of the Authorization header; null for none
 * @param trustStore a PKCS12 or JKS file; null for the runtime's own
 * @param patienceMillis how long in all an unreachable registry is asked again
 */
public record RegistrySettings(
        String url, String authorization, Path trustStore, String trustStorePassword, long patienceMillis) {
    private static final long DEFAULT_PATIENCE_MILLIS = 60_000;

    public static RegistrySettings open(String url) {
        return new RegistrySettings(url, null, null, null, DEFAULT_PATIENCE_MILLIS);
    }

    /**
     * Reads the secrets from a properties file: {@code username} and {@code password}, or {@code bearer};
     * {@code truststore} and {@code truststore.password}. An empty file name means no secrets.
     */
    public static RegistrySettings load(String url, String file) {
        if (file.isEmpty()) {
            return open(url);
        }
        Properties secrets = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            secrets.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the registry's auth file " + file + " cannot be read", unreadable);
        }
        String store = secrets.getProperty("truststore");
        return new RegistrySettings(
                url,
                authorization(secrets),
                store == null ? null : Path.of(store),
                secrets.getProperty("truststore.password"),
                DEFAULT_PATIENCE_MILLIS);
    }

    private static String authorization(Properties secrets) {
        String bearer = secrets.getProperty("bearer");
        if (bearer != null) {
            return "Bearer " + bearer;
        }
        String user = secrets.getProperty("username");
        if (user == null) {
            return null;
        }
        String pair = user + ":" + secrets.getProperty("password", "");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows the secrets. */
    @Override
    public String toString() {
        return "RegistrySettings[" + url + "]";
    }
}
