package io.headgate.decode;

import io.headgate.spec.Column;
import io.headgate.spec.DecodeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the paths a job wants, so that a record's values are found by index. */
public final class Slots {
    /** The slot of something the stream does not have. */
    public static final int NONE = -1;

    private final Map<List<String>, Integer> slots = new LinkedHashMap<>();

    public Slots(DecodeSpec spec) {
        add(spec.eventTime());
        add(spec.key());
        spec.dedupBy().forEach(this::add);
        spec.dedupScope().forEach(this::add);
        spec.columns().stream().map(Column::path).forEach(this::add);
    }

    private void add(List<String> path) {
        if (path != null) {
            slots.putIfAbsent(path, slots.size());
        }
    }

    public int of(List<String> path) {
        return path == null ? NONE : slots.get(path);
    }

    public int[] ofAll(List<List<String>> paths) {
        return paths.stream().mapToInt(this::of).toArray();
    }

    public Map<List<String>, Integer> byPath() {
        return slots;
    }
}
