package io.headgate.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code headgate_guard} and {@code headgate_route} are asked to do; see the module's README for the JSON.
 *
 * @param withinMillis null when the stream is not deduplicated
 * @param allowedMillis null when no record is late
 * @param fields the contract field each rule is about
 * @param envelope whether dead letters are sealed
 * @param watermark whether state is pruned by the watermark instead of each record's own source time
 */
public record RouteSpec(
        String source,
        String contract,
        Long withinMillis,
        Long allowedMillis,
        Topics topics,
        Map<String, String> fields,
        boolean envelope,
        boolean watermark) {

    /** The output topics. */
    public record Topics(String clean, String dlq, String late, String duplicates) {}

    /**
     * Reads the JSON.
     *
     * @throws IllegalArgumentException when it is not a route spec
     */
    public static RouteSpec parse(String text) {
        JsonNode root = Json.parse(text);
        JsonNode topics = root.path("topics");
        return new RouteSpec(
                Json.requiredText(root, "source"),
                Json.requiredText(root, "contract"),
                Json.optionalLong(root, "within_ms"),
                Json.optionalLong(root, "allowed_ms"),
                new Topics(
                        Json.requiredText(topics, "clean"),
                        Json.requiredText(topics, "dlq"),
                        Json.requiredText(topics, "late"),
                        Json.requiredText(topics, "duplicates")),
                fields(root.path("rules")),
                root.path("envelope").asBoolean(false),
                root.path("watermark").asBoolean(false));
    }

    private static Map<String, String> fields(JsonNode rules) {
        Map<String, String> fields = new LinkedHashMap<>();
        rules.fields().forEachRemaining(entry -> fields.put(entry.getKey(), entry.getValue().asText()));
        return fields;
    }
}
