package io.headgate.decode;

import io.headgate.registry.RegistryClient;
import io.headgate.registry.WriterSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is known of each schema id met: found schemas are kept for ever, refusals for half a minute and not without end, since
 * garbage may name any id. Belongs to one thread.
 */
final class Writers {
    static final int MOST_REFUSALS = 1_000;
    private static final long REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RegistryClient registry;
    private final String subject;
    private final String schemaType;
    private final PayloadReader reader;
    private final Map<Integer, Writer> known = new HashMap<>();
    private Writer last;

    Writers(RegistryClient registry, String subject, String schemaType, PayloadReader reader) {
        this.registry = registry;
        this.subject = subject;
        this.schemaType = schemaType;
        this.reader = reader;
    }

    /**
     * One schema id's verdict: a resolution, or an error with a reason.
     *
     * @param version null when the subject has no such schema
     */
    record Writer(
            int id, Integer version, PayloadReader.Resolution resolution, DecodeError error, String reason, long asked) {
        boolean isStale(long now) {
            return error != null && now - asked > REFUSAL_NANOS;
        }
    }

    Writer get(int id) {
        if (last != null && last.id() == id && last.error() == null) {
            return last;
        }
        Writer writer = known.get(id);
        if (writer == null || writer.isStale(System.nanoTime())) {
            if (known.size() >= MOST_REFUSALS) {
                known.values().removeIf(any -> any.error() != null);
            }
            writer = ask(id);
            known.put(id, writer);
        }
        last = writer;
        return writer;
    }

    int size() {
        return known.size();
    }

    private Writer ask(int id) {
        Optional<WriterSchema> found = registry.schema(id);
        if (found.isEmpty()) {
            return refused(id, null, DecodeError.UNKNOWN_SCHEMA, "not-in-registry");
        }
        WriterSchema schema = found.get();
        Integer version = schema.versions().get(subject);
        if (version == null) {
            return refused(id, null, DecodeError.FOREIGN_SCHEMA, "other-subject");
        }
        if (!schema.type().equals(schemaType)) {
            return refused(id, version, DecodeError.FOREIGN_SCHEMA, "other-format");
        }
        return resolved(id, version, schema.text());
    }

    private Writer resolved(int id, Integer version, String text) {
        try {
            return new Writer(id, version, reader.resolve(text), null, null, 0);
        } catch (IllegalArgumentException incompatible) {
            return refused(id, version, DecodeError.MALFORMED, "incompatible-schema");
        }
    }

    private static Writer refused(int id, Integer version, DecodeError error, String reason) {
        return new Writer(id, version, null, error, reason, System.nanoTime());
    }
}
