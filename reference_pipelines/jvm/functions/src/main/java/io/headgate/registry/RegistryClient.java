package io.headgate.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.spec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a Confluent-compatible schema registry; an unreachable one is asked again with growing pauses, within a bound. */
public final class RegistryClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final RegistrySettings settings;
    private final String base;
    private final HttpClient http;

    public RegistryClient(RegistrySettings settings) {
        this.settings = settings;
        base = settings.url().endsWith("/") ? settings.url().substring(0, settings.url().length() - 1) : settings.url();
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        if (settings.trustStore() != null) {
            builder.sslContext(sslContext(settings));
        }
        http = builder.build();
    }

    /**
     * The schema with this id; empty when the registry has none.
     *
     * @throws RegistryUnreachable when no answer came in time
     */
    public Optional<WriterSchema> schema(int id) {
        Optional<JsonNode> schema = ask(request("/schemas/ids/" + id).GET());
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> versions = new LinkedHashMap<>();
        ask(request("/schemas/ids/" + id + "/versions").GET()).ifPresent(list -> list.forEach(
                item -> versions.merge(item.path("subject").asText(), item.path("version").asInt(), Math::min)));
        String type = Json.optionalText(schema.get(), "schemaType");
        String text = Json.requiredText(schema.get(), "schema");
        return Optional.of(new WriterSchema(id, type == null ? "AVRO" : type, text, versions));
    }

    /** The id of exactly this schema in a subject; empty when it is not registered there. */
    public Optional<Integer> idOf(String subject, String schemaType, String schema) {
        String body = "{\"schemaType\":" + Json.quote(schemaType) + ",\"schema\":" + Json.quote(schema) + "}";
        return ask(request("/subjects/" + encode(subject)).POST(HttpRequest.BodyPublishers.ofString(body)))
                .map(answer -> answer.path("id").asInt());
    }

    /** The id of the newest schema of a subject. */
    public Optional<Integer> latestId(String subject) {
        return ask(request("/subjects/" + encode(subject) + "/versions/latest").GET())
                .map(answer -> answer.path("id").asInt());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .header("Content-Type", MEDIA_TYPE);
        return settings.authorization() == null ? request : request.header("Authorization", settings.authorization());
    }

    private Optional<JsonNode> ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.patienceMillis());
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            IOException failure;
            try {
                return once(request);
            } catch (IOException unreachable) {
                failure = unreachable;
            } catch (InterruptedException interrupted) {
                throw stopped(request, interrupted);
            }
            if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > deadline) {
                throw new RegistryUnreachable("the schema registry gave no answer to " + request.uri() + " within "
                        + settings.patienceMillis() + " ms: " + failure, failure);
            }
            sleep(request, pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private Optional<JsonNode> once(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case OK -> Optional.of(json(answer.body()));
            case NOT_FOUND -> notFound(answer.body());
            default -> throw new IOException("status " + answer.statusCode());
        };
    }

    private static JsonNode json(String body) throws IOException {
        try {
            return Json.parse(body);
        } catch (IllegalArgumentException other) {
            throw new IOException("an answer that is " + other.getMessage() + ": is the address right?", other);
        }
    }

    /** A registry that lacks a schema says so with an error code; any other 404 is a wrong address, not the record's fault. */
    private static Optional<JsonNode> notFound(String body) throws IOException {
        if (!body.contains("\"error_code\"")) {
            throw new IOException("status " + NOT_FOUND + " without a registry's error code: is the address right?");
        }
        return Optional.empty();
    }

    private static void sleep(HttpRequest request, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw stopped(request, interrupted);
        }
    }

    private static RegistryUnreachable stopped(HttpRequest request, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new RegistryUnreachable("interrupted while asking " + request.uri(), cause);
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static SSLContext sslContext(RegistrySettings settings) {
        char[] password = settings.trustStorePassword() == null ? null : settings.trustStorePassword().toCharArray();
        try (InputStream in = Files.newInputStream(settings.trustStore())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(in, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the trust store " + settings.trustStore() + " cannot be used", unusable);
        }
    }
}
