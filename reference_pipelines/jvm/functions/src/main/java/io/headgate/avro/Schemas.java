package io.headgate.avro;

import io.headgate.spec.Treatment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Questions about Avro schemas that are asked once a schema, never once a record. */
final class Schemas {
    private Schemas() {}

    /** The position of null in a union, or -1. */
    static int nullBranch(Schema union) {
        List<Schema> types = union.getTypes();
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).getType() == Schema.Type.NULL) {
                return i;
            }
        }
        return -1;
    }

    /** The schema without its null branch; a union of several other branches stays as it is. */
    static Schema withoutNull(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList();
        return others.size() == 1 ? others.get(0) : schema;
    }

    /** Whether both schemas read and write the same bytes (names, docs and logical types do not matter on the wire). */
    static boolean sameWire(Schema left, Schema right) {
        return SchemaNormalization.toParsingForm(left).equals(SchemaNormalization.toParsingForm(right));
    }

    /**
     * Whether no value changes its logical type on the way: resolution goes by the wire alone, and would read milliseconds as
     * microseconds. A value that has a logical type on one side only is taken as it is.
     */
    static boolean sameMeaning(Schema writer, Schema reader, Set<String> seen) {
        if (writer.isUnion() || reader.isUnion()) {
            return branches(writer).allMatch(from -> branches(reader)
                    .filter(to -> to.getType() == from.getType())
                    .allMatch(to -> sameMeaning(from, to, seen)));
        }
        return switch (reader.getType() == writer.getType() ? reader.getType() : Schema.Type.NULL) {
            case ARRAY -> sameMeaning(writer.getElementType(), reader.getElementType(), seen);
            case MAP -> sameMeaning(writer.getValueType(), reader.getValueType(), seen);
            case RECORD -> !seen.add(writer.getFullName()) || reader.getFields().stream().allMatch(to -> writer.getFields().stream()
                    .filter(from -> from.name().equals(to.name()) || to.aliases().contains(from.name()))
                    .allMatch(from -> sameMeaning(from.schema(), to.schema(), seen)));
            default -> sameUnit(writer.getLogicalType(), reader.getLogicalType());
        };
    }

    private static Stream<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema);
    }

    private static boolean sameUnit(LogicalType from, LogicalType to) {
        if (from instanceof LogicalTypes.Decimal written && to instanceof LogicalTypes.Decimal read) {
            return written.getScale() == read.getScale();
        }
        return from == null || to == null || from.getName().equals(to.getName());
    }

    /**
     * The schema at a path.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Schema at(Schema root, List<String> path) {
        Schema here = root;
        for (String name : path) {
            Schema record = withoutNull(here);
            Schema.Field field = record.getType() == Schema.Type.RECORD ? record.getField(name) : null;
            if (field == null) {
                throw new IllegalArgumentException("field " + String.join(".", path) + " is not in the reader schema");
            }
            here = field.schema();
        }
        return here;
    }

    /** The writer's fields that the reader does not know, as dotted paths in the writer's order. */
    static List<String> unknownFields(Schema writer, Schema reader) {
        List<String> unknown = new ArrayList<>();
        collectUnknown(writer, reader, "", unknown, new HashSet<>());
        return unknown;
    }

    private static void collectUnknown(Schema writer, Schema reader, String prefix, List<String> out, Set<String> seen) {
        Schema from = withoutNull(writer);
        Schema to = withoutNull(reader);
        if (from.getType() != to.getType()) {
            return;
        }
        switch (from.getType()) {
            case ARRAY -> collectUnknown(from.getElementType(), to.getElementType(), prefix, out, seen);
            case MAP -> collectUnknown(from.getValueType(), to.getValueType(), prefix, out, seen);
            case RECORD -> {
                if (seen.add(from.getFullName())) {
                    for (Schema.Field field : from.getFields()) {
                        collectField(field, to, prefix, out, seen);
                    }
                }
            }
            default -> { }
        }
    }

    private static void collectField(Schema.Field field, Schema reader, String prefix, List<String> out, Set<String> seen) {
        Schema.Field known = find(reader, field.name());
        if (known == null) {
            out.add(prefix + field.name());
        } else {
            collectUnknown(field.schema(), known.schema(), prefix + field.name() + ".", out, seen);
        }
    }

    private static Schema.Field find(Schema reader, String name) {
        for (Schema.Field field : reader.getFields()) {
            if (field.name().equals(name) || field.aliases().contains(name)) {
                return field;
            }
        }
        return null;
    }

    /**
     * Checks that the clean schema is the reader schema with the treatments applied, branch by branch and field by field.
     *
     * @throws IllegalArgumentException naming the first place where they differ
     */
    static void requireCleanShape(Schema reader, Schema clean, List<Treatment> treatments) {
        new CleanShape(treatments).check(reader, clean, List.of());
    }
}
