package io.headgate.avro;

import io.headgate.avro.Node.BlocksNode;
import io.headgate.avro.Node.EnumNode;
import io.headgate.avro.Node.FixedNode;
import io.headgate.avro.Node.MarkedNode;
import io.headgate.avro.Node.RecordNode;
import io.headgate.avro.Node.Scalar;
import io.headgate.avro.Node.ScalarNode;
import io.headgate.avro.Node.UnionNode;
import io.headgate.spec.Treatment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Compiles a schema into nodes, with the wanted paths marked.
 *
 * <p>A path names fields from the root; it runs through nullable records, and for treatments through arrays and maps.
 */
final class NodeBuilder {
    private final Map<List<String>, Integer> slots;
    private final List<Treatment> treatments;
    /** Unmarked records are shared, which also makes recursive schemas finite. */
    private final IdentityHashMap<Schema, RecordNode> plain = new IdentityHashMap<>();
    private final Map<List<String>, Boolean> met = new HashMap<>();

    NodeBuilder(Map<List<String>, Integer> slots, List<Treatment> treatments) {
        this.slots = slots;
        this.treatments = treatments;
    }

    /** Compiles without marks: only checks and moves. */
    static Node plain(Schema schema) {
        return new NodeBuilder(Map.of(), List.of()).node(schema, List.of(), false);
    }

    /**
     * Compiles with marks.
     *
     * @throws IllegalArgumentException when a wanted path is not in the schema
     */
    Node build(Schema schema) {
        Node root = node(schema, List.of(), true);
        for (List<String> path : slots.keySet()) {
            requireMet(path);
        }
        for (Treatment treatment : treatments) {
            requireMet(treatment.path());
        }
        return root;
    }

    private void requireMet(List<String> path) {
        if (!met.containsKey(path)) {
            throw new IllegalArgumentException("field " + String.join(".", path) + " is not in the reader schema");
        }
    }

    private Node node(Schema schema, List<String> path, boolean mayMark) {
        Node logical = LogicalNodes.of(schema);
        if (logical != null) {
            return logical;
        }
        return switch (schema.getType()) {
            case NULL -> new ScalarNode(Scalar.NULL);
            case BOOLEAN -> new ScalarNode(Scalar.BOOLEAN);
            case INT -> new ScalarNode(Scalar.INT);
            case LONG -> new ScalarNode(Scalar.LONG);
            case FLOAT -> new ScalarNode(Scalar.FLOAT);
            case DOUBLE -> new ScalarNode(Scalar.DOUBLE);
            case BYTES -> new ScalarNode(Scalar.BYTES);
            case STRING -> new ScalarNode(Scalar.STRING);
            case FIXED -> new FixedNode(schema.getFixedSize());
            case ENUM -> new EnumNode(schema.getEnumSymbols().size());
            case UNION -> new UnionNode(branches(schema, path, mayMark));
            case ARRAY -> blocks(schema.getElementType(), false, path, mayMark);
            case MAP -> blocks(schema.getValueType(), true, path, mayMark);
            case RECORD -> record(schema, path, mayMark);
        };
    }

    private Node[] branches(Schema union, List<String> path, boolean mayMark) {
        List<Schema> types = union.getTypes();
        Node[] branches = new Node[types.size()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = node(types.get(i), path, mayMark);
        }
        return branches;
    }

    private Node blocks(Schema item, boolean keyed, List<String> path, boolean mayMark) {
        boolean edited = mayMark && treatedBelow(path);
        return new BlocksNode(node(item, path, edited), keyed, edited);
    }

    private Node record(Schema schema, List<String> path, boolean mayMark) {
        boolean marks = mayMark && wantedBelow(path);
        RecordNode known = marks ? null : plain.get(schema);
        if (known != null) {
            return known;
        }
        RecordNode record = new RecordNode();
        if (!marks) {
            plain.put(schema, record);
        }
        List<Node> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(marks ? field(field, path) : node(field.schema(), path, false));
        }
        record.fields(fields.toArray(new Node[0]));
        return record;
    }

    private Node field(Schema.Field field, List<String> parent) {
        List<String> path = new ArrayList<>(parent);
        path.add(field.name());
        Integer slot = slots.get(path);
        int treatment = treatmentOf(path);
        if (slot == null && treatment == MarkedNode.NONE) {
            return node(field.schema(), path, true);
        }
        met.put(path, true);
        Schema schema = field.schema();
        boolean union = schema.isUnion();
        Node[] branches = union ? branches(schema, path, true) : new Node[] {node(schema, path, true)};
        int nullBranch = union ? Schemas.nullBranch(schema) : MarkedNode.NONE;
        boolean dropped = treatment != MarkedNode.NONE && treatments.get(treatment).kind() == Treatment.Kind.DROP;
        return new MarkedNode(branches, union, nullBranch, slot == null ? MarkedNode.NONE : slot, treatment, dropped);
    }

    private int treatmentOf(List<String> path) {
        for (int i = 0; i < treatments.size(); i++) {
            if (treatments.get(i).path().equals(path)) {
                return i;
            }
        }
        return MarkedNode.NONE;
    }

    private boolean wantedBelow(List<String> path) {
        return treatedBelow(path) || slots.keySet().stream().anyMatch(wanted -> isBelow(wanted, path));
    }

    private boolean treatedBelow(List<String> path) {
        return treatments.stream().anyMatch(treatment -> isBelow(treatment.path(), path));
    }

    private static boolean isBelow(List<String> path, List<String> parent) {
        return path.size() > parent.size() && path.subList(0, parent.size()).equals(parent);
    }
}
