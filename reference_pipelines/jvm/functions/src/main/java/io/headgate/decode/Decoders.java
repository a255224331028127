package io.headgate.decode;

import io.headgate.avro.AvroReader;
import io.headgate.crypto.Keyring;
import io.headgate.crypto.Treater;
import io.headgate.protobuf.ProtobufReader;
import io.headgate.registry.RegistryClient;
import io.headgate.spec.DecodeSpec;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts a decoder together from its spec and its surroundings. */
public final class Decoders {
    private static final int NO_CLEAN_ID = 0;

    private Decoders() {}

    /**
     * Makes a decoder.
     *
     * @param keyring asked for only when something is treated
     * @throws IllegalArgumentException when the spec contradicts itself, or its clean schema is not registered
     */
    public static RecordDecoder open(DecodeSpec spec, RegistryClient registry, Supplier<Keyring> keyring) {
        Slots slots = new Slots(spec);
        boolean treats = spec.clean() != null && !spec.treatments().isEmpty();
        Treater treater = treats ? new Treater(spec.needsKeyring() ? keyring.get() : null) : null;
        PayloadReader reader = switch (spec.format()) {
            case AVRO -> new AvroReader(spec, slots, () -> treater);
            case PROTOBUF -> new ProtobufReader(spec, slots, () -> treater);
        };
        String type = spec.format().name();
        Writers writers = new Writers(registry, spec.subject(), type, reader);
        int cleanId = spec.clean() == null ? NO_CLEAN_ID : cleanId(spec, registry);
        return new RecordDecoder(spec, slots, reader, writers, treater, cleanId);
    }

    private static int cleanId(DecodeSpec spec, RegistryClient registry) {
        if (spec.cleanSubject() == null) {
            throw new IllegalArgumentException("a spec with \"clean\" needs \"cleanSubject\"");
        }
        Optional<Integer> id = switch (spec.format()) {
            case AVRO -> registry.idOf(spec.cleanSubject(), "AVRO", spec.clean());
            case PROTOBUF -> protobufId(spec, registry);
        };
        return id.orElseThrow(() -> new IllegalArgumentException("the clean schema is not registered in subject "
                + spec.cleanSubject() + ": run headgate register first"));
    }

    private static Optional<Integer> protobufId(DecodeSpec spec, RegistryClient registry) {
        String text = ProtobufReader.registeredText(spec.clean());
        return text == null
                ? registry.latestId(spec.cleanSubject())
                : registry.idOf(spec.cleanSubject(), "PROTOBUF", text);
    }
}
