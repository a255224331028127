package io.headgate.spec;

import java.util.List;

/** What happens to one personal field before its record leaves for the clean topic. */
public record Treatment(List<String> path, Kind kind) {
    /** The privacy treatments a contract may ask for. */
    public enum Kind {
        TOKENIZE, MASK, ENCRYPT, DROP
    }
}
