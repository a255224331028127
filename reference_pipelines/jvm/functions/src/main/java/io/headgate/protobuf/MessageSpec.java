package io.headgate.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.spec.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A protobuf message as the contract describes it; see the module's README for the JSON.
 *
 * @param proto the .proto text as it is registered; null when not given
 */
record MessageSpec(String name, String proto, List<FieldSpec> fields) {
    static MessageSpec parse(String json) {
        return message(Json.parse(json));
    }

    FieldSpec field(String fieldName) {
        return FieldSpec.find(fields, fieldName);
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number() == number);
    }

    /**
     * The field at a path.
     *
     * @throws IllegalArgumentException when there is none
     */
    FieldSpec at(List<String> path) {
        FieldSpec here = null;
        MessageSpec message = this;
        for (String step : path) {
            here = message == null ? null : message.field(step);
            if (here == null) {
                throw new IllegalArgumentException("field " + String.join(".", path) + " is not in the reader message");
            }
            message = here.message();
        }
        return here;
    }

    private static MessageSpec message(JsonNode node) {
        List<FieldSpec> fields = new ArrayList<>();
        for (JsonNode field : node.path("fields")) {
            fields.add(field(field, Json.requiredText(field, "name"), number(field)));
        }
        return new MessageSpec(Json.requiredText(node, "message"), Json.optionalText(node, "proto"), List.copyOf(fields));
    }

    private static int number(JsonNode field) {
        Long number = Json.optionalLong(field, "number");
        if (number == null) {
            throw new IllegalArgumentException("a field of a message spec lacks its \"number\"");
        }
        return Math.toIntExact(number);
    }

    private static FieldSpec field(JsonNode node, String name, int number) {
        FieldType type = FieldType.named(Json.requiredText(node, "type"));
        MessageSpec nested = type == FieldType.MESSAGE ? message(node.path("message")) : null;
        FieldSpec value = type == FieldType.MAP ? field(node.path("value"), "value", 2) : null;
        return new FieldSpec(name, number, type, label(Json.optionalText(node, "label")), nested, value, symbols(node));
    }

    private static FieldSpec.Label label(String text) {
        return switch (text == null ? "" : text) {
            case "" -> FieldSpec.Label.IMPLICIT;
            case "optional" -> FieldSpec.Label.OPTIONAL;
            case "repeated" -> FieldSpec.Label.REPEATED;
            default -> throw new IllegalArgumentException("\"label\" must be optional, repeated or absent, not " + text);
        };
    }

    private static Map<Integer, String> symbols(JsonNode node) {
        Map<Integer, String> symbols = new LinkedHashMap<>();
        for (JsonNode symbol : node.path("symbols")) {
            if (symbol.isTextual()) {
                symbols.put(symbols.size() + 1, symbol.textValue());
            } else {
                symbols.put(number(symbol), Json.requiredText(symbol, "name"));
            }
        }
        return symbols;
    }
}
