package io.headgate.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headgate.spec.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry's HTTP face on this machine, with as many bad answers first as a test wants. */
public final class FakeRegistry implements AutoCloseable {
    private static final String NOT_FOUND = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    private record Entry(String subject, String type, String text) {}

    private final HttpServer server;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    public final AtomicInteger failures = new AtomicInteger();
    public final AtomicInteger requests = new AtomicInteger();
    public volatile String lastAuthorization;
    /** What every question is answered with, if not null. */
    public volatile String page;

    static {
        // Or each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    public void put(int id, String subject, String type, String text) {
        entries.put(id, new Entry(subject, type, text));
    }

    public RegistryClient client() {
        return new RegistryClient(RegistrySettings.open(url()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, 503, "busy");
            return;
        }
        if (page != null) {
            send(exchange, 200, page);
            return;
        }
        String[] path = exchange.getRequestURI().getPath().split("/");
        String answer = path[2].equals("schemas") ? byId(Integer.parseInt(path[4]), path.length > 5) : bySubject(path, body);
        send(exchange, answer == null ? 404 : 200, answer == null ? NOT_FOUND : answer);
    }

    private String byId(int id, boolean versions) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return null;
        }
        if (versions) {
            String subject = Json.quote(entry.subject());
            return "[{\"subject\":" + subject + ",\"version\":3},{\"subject\":" + subject + ",\"version\":2}]";
        }
        return "{\"schema\":" + Json.quote(entry.text()) + ",\"schemaType\":" + Json.quote(entry.type()) + "}";
    }

    private String bySubject(String[] path, String body) {
        JsonNode wanted = body.isEmpty() ? null : Json.parse(body);
        for (Map.Entry<Integer, Entry> entry : entries.entrySet()) {
            boolean same = wanted == null || wanted.get("schema").asText().equals(entry.getValue().text());
            if (entry.getValue().subject().equals(path[3]) && same) {
                return "{\"id\":" + entry.getKey() + "}";
            }
        }
        return null;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
