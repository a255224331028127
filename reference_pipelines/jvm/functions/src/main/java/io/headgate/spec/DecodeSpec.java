package io.headgate.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * What {@code headgate_decode} is asked to do with one stream; see the module's README for the JSON.
 *
 * @param clean null when no clean value is wanted
 * @param eventTime null when the stream has no event time
 * @param dedupBy empty when the stream is not deduplicated
 * @param key null when the stream has no key field
 */
public record DecodeSpec(
        Format format,
        String subject,
        String reader,
        String clean,
        String cleanSubject,
        List<Column> columns,
        List<String> eventTime,
        List<List<String>> dedupBy,
        List<List<String>> dedupScope,
        List<String> key,
        List<Treatment> treatments,
        boolean tombstones) {

    /** The wire formats that can be decoded. */
    public enum Format {
        AVRO, PROTOBUF
    }

    /** How many buckets the scopes of a job share: never another number, or state is looked for in the wrong one. */
    public static final int BUCKETS = 262_144;

    /**
     * Reads the JSON.
     *
     * @throws IllegalArgumentException when it is not a decode spec
     */
    public static DecodeSpec parse(String text) {
        JsonNode root = Json.parse(text);
        JsonNode dedup = root.path("dedup");
        return new DecodeSpec(
                format(Json.requiredText(root, "format")),
                Json.requiredText(root, "subject"),
                reader(root),
                Json.optionalDocument(root, "clean"),
                Json.optionalText(root, "cleanSubject"),
                columns(root.path("columns")),
                Json.path(root.get("eventTime")),
                Json.paths(dedup.get("by")),
                Json.paths(dedup.get("scope")),
                Json.path(root.path("key").get("field")),
                treatments(root.path("treatments")),
                root.path("tombstones").asBoolean(false));
    }

    /** Whether a treatment needs secret keys. */
    public boolean needsKeyring() {
        return treatments.stream().anyMatch(
                t -> t.kind() == Treatment.Kind.TOKENIZE || t.kind() == Treatment.Kind.ENCRYPT) || keyIsTreated();
    }

    public boolean keyIsTreated() {
        return key != null && isTreated(key);
    }

    public boolean isTreated(List<String> path) {
        return treatments.stream().anyMatch(t -> t.path().equals(path));
    }

    private static Format format(String name) {
        return switch (name) {
            case "avro" -> Format.AVRO;
            case "protobuf" -> Format.PROTOBUF;
            default -> throw new IllegalArgumentException("\"format\" must be avro or protobuf, not " + name);
        };
    }

    private static String reader(JsonNode root) {
        String reader = Json.optionalDocument(root, "reader");
        if (reader == null) {
            throw new IllegalArgumentException("the spec lacks \"reader\"");
        }
        return reader;
    }

    private static List<Column> columns(JsonNode items) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode item : items) {
            columns.add(new Column(
                    Json.requiredText(item, "name"), Json.path(item.get("path")), type(Json.requiredText(item, "type"))));
        }
        return List.copyOf(columns);
    }

    private static LogicalType type(String sql) {
        return LogicalTypeParser.parse(sql, DecodeSpec.class.getClassLoader());
    }

    private static List<Treatment> treatments(JsonNode items) {
        List<Treatment> treatments = new ArrayList<>();
        for (JsonNode item : items) {
            String name = Json.requiredText(item, "treatment").toUpperCase(Locale.ROOT);
            treatments.add(new Treatment(Json.path(item.get("path")), Treatment.Kind.valueOf(name)));
        }
        return List.copyOf(treatments);
    }
}
