package io.headgate.avro;

import io.headgate.spec.Treatment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Holds a clean schema against the reader schema: same layout, dropped fields absent, other treated fields text. */
final class CleanShape {
    private final List<Treatment> treatments;
    private final Set<String> seen = new HashSet<>();

    CleanShape(List<Treatment> treatments) {
        this.treatments = treatments;
    }

    void check(Schema reader, Schema clean, List<String> path) {
        require(reader.getType() == clean.getType(), path);
        switch (reader.getType()) {
            case UNION -> checkUnion(reader, clean, path);
            case ARRAY -> check(reader.getElementType(), clean.getElementType(), path);
            case MAP -> check(reader.getValueType(), clean.getValueType(), path);
            case FIXED -> require(reader.getFixedSize() == clean.getFixedSize(), path);
            case ENUM -> require(reader.getEnumSymbols().equals(clean.getEnumSymbols()), path);
            case RECORD -> checkRecord(reader, clean, path);
            default -> { }
        }
    }

    private void checkUnion(Schema reader, Schema clean, List<String> path) {
        require(reader.getTypes().size() == clean.getTypes().size(), path);
        for (int i = 0; i < reader.getTypes().size(); i++) {
            check(reader.getTypes().get(i), clean.getTypes().get(i), path);
        }
    }

    private void checkRecord(Schema reader, Schema clean, List<String> path) {
        if (!seen.add(reader.getFullName() + path.size())) {
            return;
        }
        int at = 0;
        for (Schema.Field field : reader.getFields()) {
            List<String> here = new ArrayList<>(path);
            here.add(field.name());
            Treatment treatment = treatmentOf(here);
            if (treatment != null && treatment.kind() == Treatment.Kind.DROP) {
                continue;
            }
            require(at < clean.getFields().size(), here);
            Schema.Field target = clean.getFields().get(at++);
            require(target.name().equals(field.name()), here);
            if (treatment == null) {
                check(field.schema(), target.schema(), here);
            } else {
                checkText(field.schema(), target.schema(), here);
            }
        }
        require(at == clean.getFields().size(), path);
    }

    private void checkText(Schema reader, Schema clean, List<String> path) {
        require(reader.isUnion() == clean.isUnion(), path);
        if (reader.isUnion()) {
            require(reader.getTypes().size() == 2 && clean.getTypes().size() == 2, path);
            require(Schemas.nullBranch(reader) >= 0 && Schemas.nullBranch(reader) == Schemas.nullBranch(clean), path);
        }
        require(Schemas.withoutNull(clean).getType() == Schema.Type.STRING, path);
    }

    private Treatment treatmentOf(List<String> path) {
        return treatments.stream().filter(t -> t.path().equals(path)).findFirst().orElse(null);
    }

    private static void require(boolean holds, List<String> path) {
        if (!holds) {
            throw new IllegalArgumentException("the clean schema is not the reader schema with its treatments applied: they differ at "
                    + (path.isEmpty() ? "the root" : String.join(".", path)));
        }
    }
}
