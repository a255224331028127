package io.headgate.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reading of the JSON that generated SQL passes to the functions; every refusal names the key at fault. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * Parses one JSON value.
     *
     * @throws IllegalArgumentException when the text is not JSON
     */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("not JSON: " + invalid.getOriginalMessage(), invalid);
        }
    }

    public static String quote(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("text cannot be written as JSON", impossible);
        }
    }

    public static String requiredText(JsonNode object, String key) {
        String text = optionalText(object, key);
        if (text == null) {
            throw new IllegalArgumentException("the spec lacks the text \"" + key + "\"");
        }
        return text;
    }

    public static String optionalText(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + key + "\" must be text");
        }
        return value.textValue();
    }

    public static Long optionalLong(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a whole number");
        }
        return value.longValue();
    }

    /** A schema that may be given as JSON or as text holding JSON; null when absent. */
    public static String optionalDocument(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    public static List<String> path(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        value.forEach(name -> names.add(name.asText()));
        if (!value.isArray() || names.isEmpty()) {
            throw new IllegalArgumentException("a path must be an array of field names, not " + value);
        }
        return List.copyOf(names);
    }

    public static List<List<String>> paths(JsonNode value) {
        List<List<String>> paths = new ArrayList<>();
        if (value != null && !value.isNull()) {
            value.forEach(item -> paths.add(path(item)));
        }
        return List.copyOf(paths);
    }
}
