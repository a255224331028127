package io.headgate.route;

import io.headgate.spec.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Turns the failed rules of a record into the JSON of {@code hg.errors}: rule, field, reason, and never a value. */
final class ErrorList {
    private static final String DECODE_PREFIX = "decode/";
    private static final int REMEMBERED = 1024;
    private static final int LONGEST_REMEMBERED = 1024;

    private final Map<String, String> fields;
    /** Few combinations of failures make up nearly all dead letters. */
    private final Map<String, byte[]> written = new HashMap<>();

    ErrorList(Map<String, String> fields) {
        this.fields = fields;
    }

    static boolean isDecodeError(String errors) {
        return errors.startsWith(DECODE_PREFIX);
    }

    byte[] json(String errors) {
        byte[] known = written.get(errors);
        if (known != null) {
            return known;
        }
        StringBuilder json = new StringBuilder("[");
        for (String error : errors.split(",")) {
            json.append(json.length() > 1 ? "," : "");
            append(json, error);
        }
        byte[] bytes = json.append("]").toString().getBytes(StandardCharsets.UTF_8);
        if (written.size() < REMEMBERED && errors.length() <= LONGEST_REMEMBERED) {
            written.put(errors, bytes);
        }
        return bytes;
    }

    private void append(StringBuilder json, String error) {
        int colon = isDecodeError(error) ? error.indexOf(':') : -1;
        String rule = colon < 0 ? error : error.substring(0, colon);
        String field = fields.get(rule);
        json.append("{\"rule\":").append(Json.quote(rule)).append(",\"field\":");
        json.append(field == null ? "null" : Json.quote(field));
        if (colon >= 0) {
            json.append(",\"reason\":").append(Json.quote(error.substring(colon + 1)));
        }
        json.append("}");
    }
}
